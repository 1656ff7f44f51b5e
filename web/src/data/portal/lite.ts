import type { FirebaseApp } from "firebase/app";
import { connectFirestoreEmulator, doc, getDoc, getFirestore } from "firebase/firestore/lite";
import { portalConfigPath, portalPath } from "@trunkline/domain/paths";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { readPortalConfig, type PortalConfig } from "@trunkline/domain/portal/config";
import { readPortal, type PortalView } from "@trunkline/domain/portal/portal";
import type { SiteConfig } from "../config.ts";
import { isSharedComputer, lastPartner, rememberPartner } from "../device.ts";

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
  const get = async (path: string) => (await getDoc(doc(db, path))).data();
  // His partner seldom changes: that one's look is fetched beside his data, not after it.
  const guessed = lastPartner();
  const guess = guessed === undefined ? undefined : get(portalConfigPath(guessed as PartnerId));
  guess?.catch(() => undefined);
  const view = readPortal(customer, await get(portalPath(customer)));
  if (!view.ok) return undefined;
  const { partnerId } = view.value;
  const look = await (guessed === partnerId ? guess : get(portalConfigPath(partnerId)));
  if (!isSharedComputer()) rememberPartner(partnerId);
  const read = readPortalConfig(partnerId, look);
  return read.ok ? { view: view.value, config: read.value } : undefined;
}
