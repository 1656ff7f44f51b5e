import type { FirebaseApp } from "firebase/app";
import type { FirebaseStorage } from "firebase/storage";
import type { FileValue } from "@trunkline/domain/fields/file";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import type { SiteConfig } from "../config.ts";

/** Why a file did not go through. */
export type FileFailure = "cancelled" | "not-allowed" | "gone" | "offline" | "broken";

/** A file on its way to the server. */
export interface Upload {
  /** Ends with the file there (undefined), or with why not. */
  readonly done: Promise<FileFailure | undefined>;
  cancel(): void;
}

/** Files of customers, as screens may ask for them. */
export interface FilesPort {
  /** Brings a file to the server; the Save that names it attaches it. `onProgress` hears parts of one. */
  upload(file: FileValue, bytes: Blob, onProgress: (part: number) => void): Promise<Upload>;
  /** Lets go of a file that was brought there and is not wanted any more. */
  giveUp(id: string): Promise<void>;
  read(customer: CustomerId, id: string): Promise<Blob | FileFailure>;
}

type Opened = { readonly module: typeof import("./files.ts"); readonly storage: FirebaseStorage };

function opener(app: FirebaseApp, config: SiteConfig): () => Promise<Opened> {
  let loaded: Promise<Opened> | undefined;
  const load = async (): Promise<Opened> => {
    const module = await import("./files.ts");
    return { module, storage: module.openStorage(app, config) };
  };
  return () => {
    // A failed fetch of the client (no connection) is tried again at the next use.
    loaded ??= load().catch((cause: unknown) => {
      loaded = undefined;
      throw cause;
    });
    return loaded;
  };
}

/** Files of the customer himself, for his portal; the client is fetched at its first use. */
export function lazyReader(app: FirebaseApp, config: SiteConfig): Pick<FilesPort, "read"> {
  const opened = opener(app, config);
  return {
    async read(customer, id) {
      const { module, storage } = await opened();
      return module.readFile(storage, customer, id);
    },
  };
}

/** The port over Cloud Storage, whose client is fetched at its first use. */
export function lazyFiles(app: FirebaseApp, config: SiteConfig, uid: AdminId): FilesPort {
  const opened = opener(app, config);
  return {
    async upload(file, bytes, onProgress) {
      const { module, storage } = await opened();
      return module.startUpload(storage, uid, file, bytes, onProgress);
    },
    async giveUp(id) {
      const { module, storage } = await opened();
      await module.giveUpUpload(storage, uid, id);
    },
    async read(customer, id) {
      const { module, storage } = await opened();
      return module.readFile(storage, customer, id);
    },
  };
}
