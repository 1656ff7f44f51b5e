/*
 * What this device remembers outside the database: small switches, read before anything is loaded.
 * A browser that refuses storage (private windows) behaves like a shared computer.
 */

const SHARED = "trunkline-shared-computer";
const SIGNED_IN = "trunkline-signed-in";
const AUTH_FIELD = "trunkline-auth-field";
const PARTNER = "trunkline-partner";

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    // Nothing to remember with: the default holds.
  }
}

const local = () => localStorage;

/** True when the person said that others use this computer: nothing is kept beyond the tab. */
export function isSharedComputer(): boolean {
  return read(local, SHARED) === "yes";
}

export function rememberSharedComputer(shared: boolean): void {
  write(local, SHARED, shared ? "yes" : null);
}

/** Whether somebody was signed in here last time: decides what is loaded first, nothing else. */
export function wasSignedIn(): boolean {
  return read(local, SIGNED_IN) === "yes";
}

export function rememberSignedIn(signedIn: boolean): void {
  write(local, SIGNED_IN, signedIn ? "yes" : null);
}

/** By what customers signed in when this device was last told: the caption until the server is asked. */
export function lastAuthField(): "login" | "email" {
  return read(local, AUTH_FIELD) === "email" ? "email" : "login";
}

export function rememberAuthField(field: "login" | "email"): void {
  write(local, AUTH_FIELD, field === "email" ? "email" : null);
}

/** Whose customer looked at the portal here last: which partner's look is fetched beside his own data. */
export function lastPartner(): string | undefined {
  return read(local, PARTNER) ?? undefined;
}

export function rememberPartner(partnerId: string | undefined): void {
  write(local, PARTNER, partnerId ?? null);
}

/** Where a tab remembers something across its own reloads; undefined where the browser refuses it. */
export function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

const HEARTBEATS = "firebase-heartbeat-database";

/**
 * Removes what the tab remembers, and what the SDKs leave behind when they end: which queries were open, and on which
 * days the application was used. How pages look stays. Resolves also where there is nothing to remove or the browser refuses storage.
 */
export async function clearTraces(): Promise<void> {
  rememberPartner(undefined);
  try {
    sessionStorage.clear();
    for (const key of Object.keys(localStorage))
      if (key.startsWith("firestore_")) localStorage.removeItem(key);
    const known = await indexedDB.databases();
    if (known.some(({ name }) => name === HEARTBEATS)) await emptyDatabase(HEARTBEATS);
  } catch {
    // A browser without storage keeps no traces either.
  }
}

// Emptied, not deleted: deleting waits for every other tab and would hold up the next sign-in until then.
function emptyDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.addEventListener("error", () => reject(opening.error ?? new Error(name)));
    opening.addEventListener("success", () => {
      const db = opening.result;
      const stores = [...db.objectStoreNames];
      const end = () => {
        db.close();
        resolve();
      };
      if (stores.length === 0) {
        end();
        return;
      }
      const emptying = db.transaction(stores, "readwrite");
      for (const store of stores) emptying.objectStore(store).clear();
      emptying.addEventListener("complete", end);
      emptying.addEventListener("abort", end);
    });
  });
}
