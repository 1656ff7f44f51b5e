import type { AdminId, CustomerNumber } from "@trunkline/domain/ids/ids";

const WALK = "trunkline-walk";
/** More than these nobody walks through; a list that goes on is opened again. */
const MOST = 1000;

/** The IDs of the customers that this person listed last in this tab, in their order: a reload must not lose the way through them. */
export function keptWalk(uid: AdminId): readonly CustomerNumber[] {
  try {
    const [whose, ...numbers] = JSON.parse(sessionStorage.getItem(WALK) ?? "[]") as unknown[];
    return whose === uid ? numbers.filter((one): one is CustomerNumber => Number.isSafeInteger(one)) : [];
  } catch {
    return [];
  }
}

/** Keeps them in the tab. */
export function keepWalk(uid: AdminId, numbers: readonly CustomerNumber[]): void {
  try {
    sessionStorage.setItem(WALK, JSON.stringify([uid, ...numbers.slice(0, MOST)]));
  } catch {
    // A browser that keeps nothing: the arrows come with the next list.
  }
}
