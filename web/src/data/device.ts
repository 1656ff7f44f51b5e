/*
 * What this device remembers outside the database: small switches, read before anything is loaded.
 * A browser that refuses storage (private windows) behaves like a shared computer.
 */

const SHARED = "trunkline-shared-computer";
const SIGNED_IN = "trunkline-signed-in";

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
