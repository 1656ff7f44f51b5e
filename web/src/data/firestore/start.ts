import type { FirebaseApp } from "firebase/app";
import {
  connectFirestoreEmulator,
  initializeFirestore,
  memoryLocalCache,
  persistentLocalCache,
  persistentMultipleTabManager,
  type Firestore,
} from "firebase/firestore";
import type { EmulatorAddresses } from "../config.ts";

/**
 * Opens the database. Data stays on this device between visits and is shared by its tabs, except on a shared
 * computer, where it lives as long as the tab.
 */
export function startFirestore(
  app: FirebaseApp,
  emulators: EmulatorAddresses | undefined,
  sharedComputer: boolean,
): Firestore {
  const db = initializeFirestore(app, {
    localCache: sharedComputer
      ? memoryLocalCache()
      : persistentLocalCache({ tabManager: persistentMultipleTabManager() }),
  });
  if (emulators !== undefined) connectFirestoreEmulator(db, emulators.host, emulators.firestore);
  return db;
}
