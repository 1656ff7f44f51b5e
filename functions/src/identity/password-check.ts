import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { credentialPath } from "@trunkline/domain/paths";
import { addressPrefix } from "../doorway/address.ts";
import { sha256 } from "../platform/hash.ts";
import type { Platform } from "../platform/platform.ts";
import {
  accountAddress,
  newCredential,
  readCredential,
  type AccountId,
  type AccountKind,
} from "./account.ts";
import { countGuess, type Counted } from "./limiter.ts";

export type Checked =
  | { readonly kind: "right"; readonly place: string; readonly places: readonly string[] }
  | { readonly kind: "wrong" }
  | { readonly kind: "locked"; readonly seconds: number };

/** As `Checked`; a right password stays counted as a guess until `takeBack`, for what is asked beside it. */
export type CountedCheck =
  | Exclude<Checked, { kind: "right" }>
  | (Extract<Checked, { kind: "right" }> & { takeBack(): Promise<void> });

/** A password somebody typed, for an account that may or may not exist. */
export interface Attempt {
  readonly kind: AccountKind;
  readonly uid: AccountId | undefined;
  /** What is limited when there is no account. */
  readonly identifier: string;
  readonly password: string;
  readonly address: string;
}

// Several, so that many tries at names nobody has do not make the identity service throttle one account, which would
// answer faster than a real one.
const DUMMIES = 8;

/** Checks a password behind the limiter; a right one is no guess. */
export async function checkPassword(platform: Platform, attempt: Attempt): Promise<Checked> {
  const checked = await countAndCheck(platform, attempt);
  if (checked.kind === "right") await checked.takeBack();
  return checked;
}

/**
 * Checks a password behind the limiter, with the same work whether the account exists or not: where there is none, a
 * dummy's password is checked. Every way to a password check leads through here.
 */
export async function countAndCheck(platform: Platform, attempt: Attempt): Promise<CountedCheck> {
  const name = `${attempt.kind} ${attempt.uid ?? `? ${attempt.identifier.trim().toLowerCase()}`}`;
  const uid =
    attempt.uid ?? (`nobody-${Number.parseInt(sha256(name).slice(0, 8), 16) % DUMMIES}` as CustomerId);
  const ref = platform.db.doc(credentialPath(uid as AdminId));
  const stored = readCredential((await ref.get()).data());
  const place = sha256(addressPrefix(attempt.address));
  const knownPlace = attempt.uid !== undefined && stored?.places.includes(place) === true;

  const counted = await countGuess(platform.db, { account: name, place, knownPlace }, platform.clock());
  if (counted.kind === "locked") return counted;

  const credential =
    stored ?? (attempt.uid === undefined ? await makeDummy(platform, uid, attempt.kind) : undefined);
  if (credential === undefined) return { kind: "wrong" };
  const address = await accountAddress(platform, uid, credential);
  const verdict = await platform.accounts.checkPassword(address, attempt.password);
  if (verdict === "no-account") platform.log.warn("an account is missing in the identity service", { uid });
  if (verdict !== "right" || attempt.uid === undefined) return { kind: "wrong" };
  return { kind: "right", place, places: credential.places, takeBack: counted.takeBack };
}

/** Counts a guess of a code by somebody who is signed in, as one at his password. */
export function countCode(platform: Platform, uid: AdminId, address: string): Promise<Counted> {
  const guess = { account: `admin ${uid}`, place: sha256(addressPrefix(address)), knownPlace: true };
  return countGuess(platform.db, guess, platform.clock());
}

/** An account whose password nobody knows. */
async function makeDummy(platform: Platform, uid: AccountId, kind: AccountKind) {
  const credential = newCredential(
    platform,
    uid,
    kind,
    Buffer.from(platform.random.bytes(32)).toString("base64url"),
  );
  await platform.db
    .doc(credentialPath(uid as AdminId))
    .create(credential)
    .catch(() => {
      // Another first try made it at the same moment.
    });
  const stored = readCredential((await platform.db.doc(credentialPath(uid as AdminId)).get()).data());
  return stored ?? credential;
}

const MOST_PLACES = 5;

/** The places of an account after it signed in from `place`. */
export function withPlace(places: readonly string[], place: string): readonly string[] {
  return [place, ...places.filter((one) => one !== place)].slice(0, MOST_PLACES);
}
