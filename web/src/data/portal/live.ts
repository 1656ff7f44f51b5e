import { clearIndexedDbPersistence, disableNetwork, enableNetwork, terminate } from "firebase/firestore";
import { readSession, type Session } from "@trunkline/domain/admin/session";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { portalConfigPath, portalPath, sessionPath } from "@trunkline/domain/paths";
import { readPortalConfig, type PortalConfig } from "@trunkline/domain/portal/config";
import { readPortal, type PortalView } from "@trunkline/domain/portal/portal";
import type { LiveSource } from "../../lib/live/source.ts";
import type { Identity } from "../auth.ts";
import type { SiteConfig } from "../config.ts";
import { databaseAddress } from "../firestore/address.ts";
import { always, docSource } from "../firestore/sources.ts";
import { startFirestore } from "../firestore/start.ts";

/** The live part of the portal, loaded after the first data stands on the screen. */
export interface PortalLive {
  readonly view: LiveSource<PortalView | undefined>;
  readonly session: LiveSource<Session | undefined>;
  config(partner: PartnerId): LiveSource<PortalConfig>;
  readonly probe: (signal: AbortSignal) => Promise<unknown>;
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the database for one customer. Phones are lent: nothing is kept on the device beyond the page. */
export function openPortalLive(identity: Identity, site: SiteConfig, customer: CustomerId): PortalLive {
  const db = startFirestore(identity.app, site.emulators, true);
  const address = databaseAddress(site);
  return {
    view: docSource(db, portalPath(customer), (id, data) =>
      data === undefined ? undefined : readPortal(id, data),
    ),
    session: docSource(db, sessionPath(customer), (id, data) =>
      data === undefined ? undefined : readSession(id, data),
    ),
    config: (partner) => always(db, portalConfigPath(partner), (data) => readPortalConfig(partner, data)),
    probe: (signal) => fetch(address, { mode: "no-cors", cache: "no-store", signal }),
    async reconnect() {
      await disableNetwork(db);
      await enableNetwork(db);
    },
    async close() {
      await terminate(db);
      await clearIndexedDbPersistence(db).catch(() => undefined);
    },
  };
}
