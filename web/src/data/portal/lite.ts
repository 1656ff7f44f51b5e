import type { FirebaseApp } from "firebase/app";
import { connectFirestoreEmulator, doc, getDoc, getFirestore } from "firebase/firestore/lite";
import { portalConfigPath, portalPath } from "@trunkline/domain/paths";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { readPortalConfig, type PortalConfig } from "@trunkline/domain/portal/config";
import { readPortal, type PortalView } from "@trunkline/domain/portal/portal";
import type { SiteConfig } from "../config.ts";

/** What the first page of the portal shows. */
export interface PortalHome {
  readonly view: PortalView;
  readonly config: PortalConfig;
}

/** Reads the customer's own view once, with the small client; undefined when there is none. */
export async function readHome(
  app: FirebaseApp,
  config: SiteConfig,
  customer: CustomerId,
): Promise<PortalHome | undefined> {
  const db = getFirestore(app);
  if (config.emulators !== undefined)
    connectFirestoreEmulator(db, config.emulators.host, config.emulators.firestore);
  const view = readPortal(customer, (await getDoc(doc(db, portalPath(customer)))).data());
  if (!view.ok) return undefined;
  const look = (await getDoc(doc(db, portalConfigPath(view.value.partnerId)))).data();
  const read = readPortalConfig(view.value.partnerId, look);
  return read.ok ? { view: view.value, config: read.value } : undefined;
}
