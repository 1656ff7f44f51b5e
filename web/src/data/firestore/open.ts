import {
  clearIndexedDbPersistence,
  disableNetwork,
  enableNetwork,
  terminate,
  type Firestore,
} from "firebase/firestore";
import { readSession, type Session } from "@trunkline/domain/admin/session";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { sessionPath } from "@trunkline/domain/paths";
import type { LiveSource } from "../../lib/live/source.ts";
import type { Identity } from "../auth.ts";
import type { SiteConfig } from "../config.ts";
import { isSharedComputer } from "../device.ts";
import type { AdminPorts } from "../ports.tsx";
import { lazySearch } from "../search/port.ts";
import { lazyFiles } from "../storage/port.ts";
import { firestoreActivity } from "./activity.ts";
import { databaseAddress } from "./address.ts";
import { firestoreComments } from "./comments.ts";
import { customerReader, firestoreCustomers } from "./customers.ts";
import type { Hold } from "./hold.ts";
import { firestoreLogs } from "./logs.ts";
import { firestoreNames, firestorePreferences } from "./names.ts";
import { partingDelete } from "./parting.ts";
import { firestorePlanned } from "./planned.ts";
import { firestorePresence } from "./presence.ts";
import { docSource } from "./sources.ts";
import { firestoreJobs, firestoreViews } from "./views.ts";
import { startFirestore } from "./start.ts";

/** The open database of one signed-in administrator. */
export interface AdminData {
  readonly session: LiveSource<Session | undefined>;
  ports(session: () => Session, signOut: () => Promise<void>): AdminPorts;
  /** Answers when the database can be reached at all; costs no read. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>;
  /** Connects again at once instead of after the SDK's own pause. */
  reconnect(): Promise<void>;
  /**
   * Ends all listening and, when every other tab has done so, takes the data off this device; then `leave` runs, before
   * anybody signs in again. What is called again is the same end.
   */
  close(leave?: () => Promise<void>): Promise<void>;
}

/** Opens the database for an administrator, of which this tab has a share where it is kept on the device. */
export function openAdminData(identity: Identity, config: SiteConfig, uid: AdminId, hold: Hold): AdminData {
  const db: Firestore = startFirestore(identity.app, config.emulators, isSharedComputer());
  const address = databaseAddress(config);
  const read = customerReader((customer) => search.seen(customer));
  const search = lazySearch(async (events) =>
    (await import("../search/open.ts")).openSearch(db, { identity, config, read }, events),
  );
  const giveUp = async () => {
    await search.close();
    await terminate(db);
  };
  let closing: Promise<void> | undefined;
  return {
    session: docSource(db, sessionPath(uid), (id, data) =>
      data === undefined ? undefined : readSession(id, data),
    ),
    ports: (session, signOut) => ({
      uid,
      session,
      customers: {
        ...firestoreCustomers({ db, uid, session, call: identity.call, read }),
        ...search.rows(session),
      },
      comments: firestoreComments(db, uid, session),
      activity: firestoreActivity(db, session),
      planned: firestorePlanned(db, session),
      logs: firestoreLogs(db, session),
      presence: firestorePresence(db, uid, session, partingDelete(identity, config)),
      names: firestoreNames(db, session),
      preferences: firestorePreferences(db, uid),
      jobs: firestoreJobs(db, uid),
      views: firestoreViews(db, uid, session),
      search: search.port,
      files: lazyFiles(identity.app, config, uid),
      call: identity.call,
      signOut,
    }),
    // Any answer is a sign of life; the page may not read it, and need not.
    probe: (signal) => fetch(address, { mode: "no-cors", cache: "no-store", signal }),
    async reconnect() {
      await disableNetwork(db);
      await enableNetwork(db);
      await search.reconnect();
    },
    close: (leave) =>
      (closing ??= hold.end(giveUp, async (alone) => {
        // Under a tab that sleeps nothing is taken away: the browser would let nobody open it until that one wakes.
        if (alone) await clearIndexedDbPersistence(db).catch(() => undefined);
        await leave?.();
      })),
  };
}
