import type { Session } from "@trunkline/domain/admin/session";
import type { AdminId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { MAIN_LOCATION, MAIN_PARTNER } from "@trunkline/domain/ids/ids";
import { PERMISSIONS } from "@trunkline/domain/admin/permissions";
import type { FieldValue } from "@trunkline/domain/fields/definition";
import {
  activityOf,
  adminPath,
  configPath,
  customerPath,
  locationPath,
  partnerPath,
  sessionPath,
} from "@trunkline/domain/paths";
import type { Instant } from "@trunkline/domain/time/instant";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deleteApp, initializeApp } from "firebase-admin/app";
import { initializeFirestore, type Firestore } from "firebase-admin/firestore";
import type { IndexesFile } from "../../firestore-local/src/engine/api.ts";
import { startServer } from "../../firestore-local/src/server.ts";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { LARGEST_FILE } from "@trunkline/domain/fields/file";
import type { Files } from "../../functions/src/platform/files.ts";
import type { Accounts, AccountWish, PasswordVerdict } from "../../functions/src/platform/accounts.ts";
import type { Platform } from "../../functions/src/platform/platform.ts";
import { cryptographic, newId } from "../../functions/src/platform/random.ts";
import { makeLines } from "../../functions/src/platform/lines.ts";
import { makeSealer } from "../../functions/src/platform/seal.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { carryOutRemovals } from "../../functions/src/settings/removals.ts";

/** Sign-in accounts in memory, as the identity service keeps them; `failing` makes its next changes fail. */
export class MemoryAccounts implements Accounts {
  readonly all = new Map<string, AccountWish>();
  readonly revoked: string[] = [];
  checks = 0;
  failing = 0;

  async put(wish: AccountWish): Promise<boolean> {
    if (this.failing > 0) {
      this.failing -= 1;
      throw Object.assign(new Error("identity service away"), { code: "auth/internal-error" });
    }
    const known = this.all.get(wish.uid);
    if (known === undefined && wish.password === undefined) return false;
    this.all.set(wish.uid, { ...known, ...wish });
    return true;
  }
  async exists(uid: string): Promise<boolean> {
    return this.all.has(uid);
  }
  async remove(uid: string): Promise<void> {
    this.all.delete(uid);
  }
  async revoke(uid: string): Promise<void> {
    this.revoked.push(uid);
  }
  async customToken(uid: string, claims: object): Promise<string> {
    return JSON.stringify({ uid, ...claims });
  }
  async checkPassword(address: string, password: string): Promise<PasswordVerdict> {
    this.checks += 1;
    const account = [...this.all.values()].find((one) => one.address === address);
    if (account === undefined) return "no-account";
    return account.password === password && !account.disabled ? "right" : "wrong";
  }
}

/** Files in memory, as Storage keeps them; `failing` makes its next writes fail. */
export class MemoryFiles implements Files {
  readonly all = new Map<
    string,
    { readonly bytes: Uint8Array; readonly type: string; readonly at: number }
  >();
  failing = 0;
  readonly #clock: () => number;
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** What a browser's upload does. */
  put(path: string, bytes: Uint8Array, type = "application/octet-stream"): void {
    this.all.set(path, { bytes, type, at: this.#clock() });
  }
  async read(path: string, most: number): Promise<Uint8Array | "none" | "too-big"> {
    const file = this.all.get(path);
    if (file === undefined) return "none";
    return file.bytes.length > Math.min(most, LARGEST_FILE) ? "too-big" : file.bytes;
  }
  async write(path: string, bytes: Uint8Array, type: string): Promise<void> {
    if (this.failing > 0) {
      this.failing -= 1;
      throw new Error("storage away");
    }
    this.put(path, bytes, type);
  }
  async remove(path: string): Promise<void> {
    this.all.delete(path);
  }
  async olderThan(prefix: string, moment: number): Promise<readonly string[]> {
    return [...this.all]
      .filter(([path, { at }]) => path.startsWith(prefix) && at < moment)
      .map(([path]) => path);
  }
}

/** A running house: the local Firestore, memory accounts and a clock the test turns. */
export interface House {
  readonly platform: Platform;
  readonly db: Firestore;
  readonly accounts: MemoryAccounts;
  readonly files: MemoryFiles;
  /** Where its Firestore listens. */
  readonly port: number;
  /** Moves the clock on. */
  pass(milliseconds: number): void;
  /** How long handlers asked to wait, in order. */
  readonly pauses: number[];
  /** Answers every so many-th commit with ABORTED, as under contention in production; only of an unkind house. */
  abortEvery(nth: number): Promise<void>;
  /** Refuses the so many-th commit from now on for good, as if the function had been stopped there; only of an unkind house. */
  breakAt(nth: number): Promise<void>;
  close(): Promise<void>;
}

export const NOW = Date.UTC(2026, 2, 10, 11, 0, 0) as Instant;

let started = 0;

/** Starts an empty house with the main partner and location; an unkind one lets a test make requests fail. */
export async function openHouse({
  unkind = false,
  rules,
}: { readonly unkind?: boolean; readonly rules?: string } = {}): Promise<House> {
  const indexes = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../firestore.indexes.json"), "utf8"),
  ) as IndexesFile;
  const server = await startServer({ host: "127.0.0.1", port: 0, indexes, faults: unkind, rules });
  // The SDK prefers this variable to any setting, and the run's stack may have set it.
  process.env["FIRESTORE_EMULATOR_HOST"] = `127.0.0.1:${server.port}`;
  const app = initializeApp({ projectId: "demo-trunkline" }, `house-${started++}`);
  const db = initializeFirestore(app, {});
  db.settings({
    host: `127.0.0.1:${server.port}`,
    ssl: false,
    customHeaders: { Authorization: "Bearer owner" },
  });
  const accounts = new MemoryAccounts();
  const pauses: number[] = [];
  let now = NOW;
  const files = new MemoryFiles(() => now);
  const sealer = makeSealer(Buffer.alloc(32, 1).toString("base64"), cryptographic);
  const platform: Platform = {
    db,
    accounts,
    files,
    clock: () => now,
    random: cryptographic,
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
      now = (now + milliseconds) as Instant;
      // Real waits are kept short: what waits for others (a lock, a lease) has to let them run.
      await new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 20)));
    },
    inLine: makeLines(),
    sealer: () => sealer,
    defaultZone: "Europe/Prague",
    log: { info() {}, warn() {}, failed() {} },
  };
  await db.doc(partnerPath(MAIN_PARTNER)).set({ name: "Main", number: 1 });
  await db.doc(locationPath(MAIN_LOCATION)).set({ name: "Main", number: 1 });
  await db.doc(configPath("general")).set({ timeZone: "Europe/Prague" });
  return {
    platform,
    db,
    accounts,
    files,
    port: server.port,
    pauses,
    pass: (milliseconds) => {
      now = (now + milliseconds) as Instant;
    },
    abortEvery: (nth) =>
      planFaults(
        server.port,
        Array.from({ length: 400 }, (_, i) => ({ method: "commit", code: "ABORTED", nth: (i + 1) * nth })),
      ),
    breakAt: (nth) => planFaults(server.port, [{ method: "commit", code: "PERMISSION_DENIED", nth }]),
    close: async () => {
      await db.terminate();
      await deleteApp(app);
      await server.close();
    },
  };
}

/** An administrator with an open session; all permissions unless told otherwise. */
export async function anAdmin(house: House, more: Partial<Session> = {}): Promise<AdminCaller> {
  const uid = newId<AdminId>(cryptographic);
  const session: Session = {
    open: true,
    sv: 1,
    partner: "*",
    permissions: PERMISSIONS.filter((name) => !name.endsWith(".own")),
    ...more,
  };
  await house.db.doc(sessionPath(uid)).set(session);
  await house.db.doc(adminPath(uid)).set({
    login: `admin-${uid}`,
    name: `Admin ${uid}`,
    email: `${uid}@example.net`,
    roleId: "super-administrator",
    partner: session.partner,
    state: "active",
  });
  return { kind: "admin", uid, session, signedInAt: house.platform.clock(), address: "198.51.100.1" };
}

/** A partner beside the main one. */
export async function aPartner(house: House, name: string): Promise<PartnerId> {
  const id = newId<PartnerId>(cryptographic);
  await house.db.doc(partnerPath(id)).set({ name, number: 2 });
  return id;
}

/** A customer, added by that administrator; throws when he is refused. */
export async function aCustomer(
  house: House,
  admin: AdminCaller,
  values: Readonly<Record<string, FieldValue>> = {},
  password: string | null = null,
): Promise<CustomerId> {
  const answer = await createCustomer(house.platform, admin, {
    key: aKey(),
    values: { name: "Jan Novák", ...values },
    password,
    preview: null,
    anyway: true,
  } as Parameters<typeof createCustomer>[2]);
  if (answer.kind !== "created") throw new Error(JSON.stringify(answer));
  return answer.customerId;
}

/** A customer's record as it is stored. */
export async function recordOf(house: House, id: CustomerId): Promise<Record<string, unknown>> {
  return (await house.db.doc(customerPath(id)).get()).data() ?? {};
}

/** A customer's history, the latest last. */
export async function historyOf(house: House, id: CustomerId): Promise<readonly Record<string, unknown>[]> {
  const entries = await house.db.collection(activityOf(id)).orderBy("time").get();
  return entries.docs.map((doc) => ({ id: doc.id, ...doc.data() }));
}

interface Fault {
  readonly method: string;
  readonly code: string;
  readonly nth: number;
}

async function planFaults(port: number, fail: readonly Fault[]): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/local/v1/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ fail }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** A key as the browser makes one when the form opens. */
export function aKey(): string {
  return newId<string>(cryptographic);
}

/** The same house served by another instance: nothing in memory is shared. */
export function anotherInstance(house: House): Platform {
  return { ...house.platform, inLine: makeLines() };
}

/** Takes what settings deleted off the records, as the trigger does. */
export async function takeOffRecords(house: House): Promise<void> {
  await carryOutRemovals(house.platform, Number.MAX_SAFE_INTEGER);
}

/** The documents of a collection, by id. */
export async function documentsOf(house: House, path: string): Promise<readonly Record<string, unknown>[]> {
  return (await house.db.collection(path).get()).docs.map((doc) => ({ id: doc.id, ...doc.data() }));
}
