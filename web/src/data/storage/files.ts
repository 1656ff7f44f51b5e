import type { FirebaseApp } from "firebase/app";
import {
  StorageError,
  connectStorageEmulator,
  deleteObject,
  getBlob,
  getStorage,
  ref,
  uploadBytesResumable,
  type FirebaseStorage,
} from "firebase/storage";
import type { FileValue } from "@trunkline/domain/fields/file";
import { staffFilePath, uploadPath } from "@trunkline/domain/fields/file";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import type { SiteConfig } from "../config.ts";
import type { FileFailure, Upload } from "./port.ts";

// The SDK goes on trying for minutes; a person at a field wants to hear that there is no connection.
const PATIENCE_MS = 20_000;

/** Opens the place where files are kept. Loaded when the first file is chosen or opened, never before. */
export function openStorage(app: FirebaseApp, { emulators }: SiteConfig): FirebaseStorage {
  const storage = getStorage(app);
  storage.maxUploadRetryTime = PATIENCE_MS;
  storage.maxOperationRetryTime = PATIENCE_MS;
  if (emulators !== undefined) connectStorageEmulator(storage, emulators.host, emulators.storage);
  return storage;
}

const FAILURES: Readonly<Record<string, FileFailure>> = {
  "storage/canceled": "cancelled",
  "storage/unauthorized": "not-allowed",
  "storage/unauthenticated": "not-allowed",
  "storage/object-not-found": "gone",
  "storage/retry-limit-exceeded": "offline",
};

function failureOf(cause: unknown): FileFailure {
  return cause instanceof StorageError ? (FAILURES[cause.code] ?? "broken") : "broken";
}

/** Brings a file to the uploader's own place, from which a Save takes it. */
export function startUpload(
  storage: FirebaseStorage,
  uid: AdminId,
  file: FileValue,
  bytes: Blob,
  onProgress: (part: number) => void,
): Upload {
  const task = uploadBytesResumable(ref(storage, uploadPath(uid, file.id)), bytes, {
    contentType: file.type,
  });
  task.on("state_changed", ({ bytesTransferred, totalBytes }) =>
    onProgress(totalBytes === 0 ? 0 : bytesTransferred / totalBytes),
  );
  return {
    done: new Promise((resolve) =>
      task.then(
        () => resolve(undefined),
        (cause: unknown) => resolve(failureOf(cause)),
      ),
    ),
    cancel: () => void task.cancel(),
  };
}

/** Gives an upload up that will not be saved; what cannot be reached now, the server sweeps up. */
export async function giveUpUpload(storage: FirebaseStorage, uid: AdminId, id: string): Promise<void> {
  await deleteObject(ref(storage, uploadPath(uid, id))).catch(() => undefined);
}

/** A file of a customer, or why it cannot be had. */
export async function readFile(
  storage: FirebaseStorage,
  customer: CustomerId,
  id: string,
): Promise<Blob | FileFailure> {
  return getBlob(ref(storage, staffFilePath(customer, id))).catch(failureOf);
}
