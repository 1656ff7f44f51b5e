import type { Storage } from "firebase-admin/storage";
import { describe } from "./log.ts";

type Bucket = ReturnType<Storage["bucket"]>;

/** Where the bytes of files are kept. */
export interface Files {
  /** The whole file, if it is there and no larger than that. */
  read(path: string, most: number): Promise<Uint8Array | "none" | "too-big">;
  /** Keeps bytes under a path, as something to be saved and never to be shown; without a token that opens it by address. */
  write(path: string, bytes: Uint8Array, type: string): Promise<void>;
  /** One that is not there is removed already. */
  remove(path: string): Promise<void>;
  /** Paths below a prefix of files made before that moment. */
  olderThan(prefix: string, moment: number): Promise<readonly string[]>;
}

/** Cloud Storage (or its emulator, where FIREBASE_STORAGE_EMULATOR_HOST names one). */
export function storageFiles(bucket: () => Promise<Bucket>): Files {
  return {
    async read(path, most) {
      const file = (await bucket()).file(path);
      try {
        const [{ size }] = await file.getMetadata();
        if (Number(size) > most) return "too-big";
        const [bytes] = await file.download();
        return bytes;
      } catch (cause) {
        if (isMissing(cause)) return "none";
        throw cause;
      }
    },
    async write(path, bytes, type) {
      await (await bucket()).file(path).save(Buffer.from(bytes), {
        resumable: false,
        contentType: type,
        metadata: { contentDisposition: "attachment", cacheControl: "private, no-store" },
      });
    },
    async remove(path) {
      await (await bucket()).file(path).delete({ ignoreNotFound: true });
    },
    async olderThan(prefix, moment) {
      const [files] = await (await bucket()).getFiles({ prefix });
      return files
        .filter(({ metadata }) => Date.parse(String(metadata.timeCreated)) < moment)
        .map(({ name }) => name);
    },
  };
}

function isMissing(cause: unknown): boolean {
  return Number(describe(cause)["code"]) === 404;
}
