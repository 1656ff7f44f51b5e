import type { Firestore } from "firebase-admin/firestore";
import { deleteApp, initializeApp } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";

let count = 0;

/** firebase-admin's Firestore on that server. Stop it before the server. */
export function adminFirestore(
  host: string,
  project = "demo-local",
  databaseId = "(default)",
): { readonly db: Firestore; stop(): Promise<void> } {
  process.env["FIRESTORE_EMULATOR_HOST"] = host;
  // There is no Google machine to ask who we are.
  process.env["METADATA_SERVER_DETECTION"] = "none";
  const app = initializeApp({ projectId: project }, `admin-${count++}`);
  const db = getFirestore(app, databaseId);
  return {
    db,
    stop: async () => {
      await db.terminate();
      await deleteApp(app);
    },
  };
}
