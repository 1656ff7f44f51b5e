import { limiterPath } from "@trunkline/domain/paths";
import type { Instant } from "@trunkline/domain/time/instant";
import { Timestamp, type DocumentReference, type Firestore } from "firebase-admin/firestore";
import { sha256 } from "../platform/hash.ts";

/*
 * Guessing a password (20 §1.5). Every evaluated guess, by whatever way it came in, is counted three times: for this
 * account from this place, for the account from anywhere, for the place whatever the account. The guess is counted
 * before it is evaluated, so that a thousand at once are no more than a thousand in a row, and is taken back when it
 * was right.
 *
 * A stranger must not be able to lock somebody out: one place gets at most 5 of an account's guesses, all unknown
 * places together 8, and the last 2 of 10 are kept for the places from which the account signed in before.
 */
export const WINDOW_MS = 15 * 60 * 1000;
export const PER_ACCOUNT_AND_PLACE = 5;
export const PER_ACCOUNT_FROM_STRANGERS = 8;
export const PER_ACCOUNT = 10;
export const PER_PLACE = 30;

/** The moments of earlier wrong guesses. */
export interface Guesses {
  readonly here: readonly Instant[];
  readonly account: readonly Instant[];
  readonly place: readonly Instant[];
}

/** Whether another guess may be evaluated now; a locked one may try again at `until`. */
export function decideGuess(
  guesses: Guesses,
  knownPlace: boolean,
  now: Instant,
): { readonly kind: "evaluate" } | { readonly kind: "locked"; readonly until: Instant } {
  const limits = [
    [guesses.here, PER_ACCOUNT_AND_PLACE],
    [guesses.account, knownPlace ? PER_ACCOUNT : PER_ACCOUNT_FROM_STRANGERS],
    [guesses.place, PER_PLACE],
  ] as const;
  // Full: the next place is free when the oldest guess that fills the limit leaves the window.
  const ends = limits.flatMap(([all, most]) => {
    const oldest = recent(all, now).at(-most);
    return oldest === undefined ? [] : [oldest + WINDOW_MS];
  });
  return ends.length === 0 ? { kind: "evaluate" } : { kind: "locked", until: Math.max(...ends) as Instant };
}

function recent(all: readonly Instant[], now: Instant): readonly Instant[] {
  return all.filter((at) => at > now - WINDOW_MS);
}

/** Whose password is guessed, from where. */
export interface Guess {
  readonly account: string;
  readonly place: string;
  readonly knownPlace: boolean;
}

/** A counted guess that may be evaluated, or how long the guesser has to wait. */
export type Counted =
  | { readonly kind: "evaluate"; takeBack(): Promise<void> }
  | { readonly kind: "locked"; readonly seconds: number };

/** Counts a guess before it is evaluated. Once locked, further tries cost reads only. */
export async function countGuess(db: Firestore, guess: Guess, now: Instant): Promise<Counted> {
  const refs = {
    here: db.doc(limiterPath(`here_${sha256(JSON.stringify([guess.account, guess.place]))}`)),
    account: db.doc(limiterPath(`account_${sha256(guess.account)}`)),
    place: db.doc(limiterPath(`place_${sha256(guess.place)}`)),
  };
  const all = [refs.here, refs.account, refs.place];
  const before = decideGuess(guessesOf(await db.getAll(...all)), guess.knownPlace, now);
  if (before.kind === "locked") return locked(before.until, now);

  const decision = await db.runTransaction(async (tx) => {
    const docs = await tx.getAll(...all);
    const decision = decideGuess(guessesOf(docs), guess.knownPlace, now);
    if (decision.kind === "evaluate") {
      docs.forEach((doc) => tx.set(doc.ref, stored([...recent(momentsOf(doc.data()), now), now], now)));
    }
    return decision;
  });
  if (decision.kind === "locked") return locked(decision.until, now);
  return { kind: "evaluate", takeBack: () => takeBack(db, all, now) };
}

function locked(until: Instant, now: Instant): Counted {
  return { kind: "locked", seconds: Math.ceil((until - now) / 1000) };
}

async function takeBack(db: Firestore, refs: readonly DocumentReference[], at: Instant): Promise<void> {
  await db.runTransaction(async (tx) => {
    const docs = await tx.getAll(...refs);
    for (const doc of docs) {
      const moments = [...momentsOf(doc.data())];
      const own = moments.lastIndexOf(at);
      if (own >= 0) moments.splice(own, 1);
      tx.set(doc.ref, stored(moments, at));
    }
  });
}

// The TTL policy on `expireAt` removes what no longer counts.
function stored(moments: readonly Instant[], now: Instant) {
  return { moments, expireAt: Timestamp.fromMillis(now + 2 * WINDOW_MS) };
}

interface Snapshot {
  data(): unknown;
}

function guessesOf(docs: readonly Snapshot[]): Guesses {
  const [here, account, place] = docs.map((doc) => momentsOf(doc.data()));
  return { here: here ?? [], account: account ?? [], place: place ?? [] };
}

function momentsOf(data: unknown): readonly Instant[] {
  if (typeof data !== "object" || data === null || !("moments" in data) || !Array.isArray(data.moments))
    return [];
  return data.moments.filter((at): at is Instant => typeof at === "number");
}
