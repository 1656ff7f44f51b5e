import { deleteApp, initializeApp } from "firebase/app";
import { connectAuthEmulator, inMemoryPersistence, initializeAuth, onIdTokenChanged } from "firebase/auth";
import { disableNetwork, enableNetwork, terminate, type Firestore } from "firebase/firestore";
import type { PartnerScope, Session } from "@trunkline/domain/admin/session";
import type { Customer } from "@trunkline/domain/customer/record";
import { customersAmong, customersBy, type QuerySpec } from "@trunkline/domain/queries";
import type { LiveSource } from "../../lib/live/source.ts";
import { report } from "../../lib/report.ts";
import type { Identity } from "../auth.ts";
import type { SiteConfig } from "../config.ts";
import type { RowsPort } from "../ports.tsx";
import { asked } from "./asked.ts";
import type { CustomerReader } from "./customers.ts";
import { failureOf, listSource } from "./sources.ts";
import { startFirestore } from "./start.ts";

/** What changed last is followed so many deep: more at one moment are told by the index, a moment later. */
const NEWEST = 10;

/** Rows that pass the eyes, read from a database of their own that keeps nothing on this device. */
export interface PassingRows {
  of(session: () => Session): RowsPort;
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

export interface PassingNeeds {
  readonly identity: Pick<Identity, "app" | "auth">;
  readonly config: SiteConfig;
  readonly read: CustomerReader;
}

/** Opened at the first row; a failure is tried again with the next. */
export function passingRows(needs: PassingNeeds): PassingRows {
  let opening: Promise<Opened> | undefined;
  const opened = () =>
    (opening ??= open(needs).catch((cause: unknown) => {
      opening = undefined;
      throw cause;
    }));
  const source = (scope: PartnerScope, spec: QuerySpec, what: string): LiveSource<readonly Customer[]> => ({
    key: `rows?${scope}&${what}`,
    subscribe(observer) {
      let left = false;
      let stop: (() => void) | undefined;
      ready(opened()).then(
        (db) => {
          if (left) return;
          const { read } = needs;
          stop = listSource({ key: what, read, query: () => asked(db, spec) }).subscribe(observer);
        },
        (cause: unknown) => left || observer.error(failureOf(cause)),
      );
      return () => {
        left = true;
        stop?.();
      };
    },
  });
  return {
    of: (session) => ({
      some(ids) {
        const { partner } = session();
        return source(partner, customersAmong(partner, ids), ids.join());
      },
      newest() {
        const { partner } = session();
        return source(partner, customersBy(partner, "updatedAt", "desc", NEWEST), "newest");
      },
    }),
    async reconnect() {
      if (opening === undefined) return;
      const { db } = await opening;
      await disableNetwork(db);
      await enableNetwork(db);
    },
    async close() {
      await opening?.then(
        ({ close }) => close(),
        () => undefined,
      );
    },
  };
}

interface Opened {
  readonly db: Firestore;
  /** Ends when whoever is signed in now is so here too. */
  follow(): Promise<void>;
  close(): Promise<void>;
}

async function ready(opened: Promise<Opened>): Promise<Firestore> {
  const { db, follow } = await opened;
  await follow();
  return db;
}

/**
 * The same person at the same database, a second time: with the first, every row that is scrolled past would be written to
 * the device and each question would read all that it keeps, on the thread that paints (docs/decisions/list-in-the-browser.md).
 */
async function open({ identity, config }: PassingNeeds): Promise<Opened> {
  const own = initializeApp(identity.app.options, `${identity.app.name}-rows`);
  const auth = initializeAuth(own, { persistence: inMemoryPersistence });
  const { emulators } = config;
  if (emulators !== undefined) {
    connectAuthEmulator(auth, `http://${emulators.host}:${emulators.auth}`, { disableWarnings: true });
  }
  // Whoever enters or leaves there does so here. Only what is new is taken over: it opens the connection again.
  let held: string | undefined;
  const takeOver = async (): Promise<void> => {
    const user = identity.auth().currentUser;
    const token = await user?.getIdToken().catch(() => held);
    if (token === held) return;
    held = token;
    await auth.updateCurrentUser(user);
  };
  let taken = takeOver();
  const follow = () => (taken = taken.catch(report).then(takeOver));
  const stop = onIdTokenChanged(identity.auth(), () => void follow());
  await taken;
  const db = startFirestore(own, emulators, true);
  return {
    db,
    follow,
    async close() {
      stop();
      await terminate(db);
      await deleteApp(own);
    },
  };
}
