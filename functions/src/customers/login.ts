import type { CustomersConfig } from "@trunkline/domain/config/customers";
import { checkLogin } from "@trunkline/domain/customer/check";
import { parseFormat, type Piece } from "@trunkline/domain/credentials/format";
import { nextLogin, type LoginParts } from "@trunkline/domain/credentials/generate";
import type { LocationId, PartnerId } from "@trunkline/domain/ids/ids";
import { counterPath, locationPath, partnerPath } from "@trunkline/domain/paths";
import type { Day } from "@trunkline/domain/time/day";
import type { Firestore, Transaction } from "firebase-admin/firestore";
import { uniqueRef } from "../identity/lookup.ts";
import type { Platform } from "../platform/platform.ts";

/** What is known of the customer a login is made for (10 §3.8). */
export interface LoginFacts {
  readonly id: number;
  readonly email: string;
  readonly phone: string;
  readonly partnerId: PartnerId;
  readonly locationId: LocationId;
  readonly dateAdded: Day;
}

/** A login that is free, and the counter's next value when the format used `{next}`. */
export interface FreeLogin {
  readonly login: string;
  readonly next: number | null;
}

// So many one after the other: the rolls of a random one, and the first suffixes. Then in growing steps.
const STEP_BY_STEP = 40;
// No provider has more customers by one name.
const LAST_SUFFIX = 10_000_000;

/** The parsed format of the settings; throws when it makes no sense, which the settings page prevents. */
export function loginPieces(config: CustomersConfig): readonly Piece[] {
  const parsed = parseFormat(config.loginFormat);
  if (!parsed.ok) throw new Error(`The login format is refused: ${parsed.error.kind}`);
  return parsed.value;
}

type Reader = Pick<Transaction, "get">;

/** A login by the configured format that nobody holds, read through the transaction (10 §3.11). */
export async function freeLogin(
  reader: Reader,
  platform: Platform,
  config: CustomersConfig,
  facts: LoginFacts,
): Promise<FreeLogin> {
  const { db } = platform;
  const pieces = loginPieces(config);
  const uses = (name: string) => pieces.some((piece) => piece.kind === "variable" && piece.name === name);
  const next = uses("next") ? await numberIn(reader, db, counterPath("logins"), "next", 1) : 1;
  const parts: LoginParts = {
    ...facts,
    partnerNumber: uses("partner_id")
      ? await numberIn(reader, db, partnerPath(facts.partnerId), "number", 1)
      : 1,
    locationNumber: uses("location_id")
      ? await numberIn(reader, db, locationPath(facts.locationId), "number", 1)
      : 1,
    next,
    characters: config.loginCharacters,
  };
  const freeAt = async (taken: number): Promise<string | undefined> => {
    const login = nextLogin(pieces, parts, taken, (count) => platform.random.bytes(count));
    const ref = checkLogin(login).ok ? uniqueRef(db, "login", login) : undefined;
    return ref !== undefined && !(await reader.get(ref)).exists ? login : undefined;
  };
  const login = await firstFree(freeAt);
  if (login === undefined) throw new Error("No free login was found by the configured format");
  return { login, next: uses("next") ? next + 1 : null };
}

/**
 * The first place at which something is free: one after the other, then in doubling steps and back to the last that is not.
 * Where all up to somewhere are taken, as suffixes are, it finds the end of them in few questions (10 §3.11).
 */
async function firstFree<T>(at: (place: number) => Promise<T | undefined>): Promise<T | undefined> {
  for (let place = 0; place <= STEP_BY_STEP; place += 1) {
    const found = await at(place);
    if (found !== undefined) return found;
  }
  let taken = STEP_BY_STEP;
  let free = taken * 2;
  let found = await at(free);
  while (found === undefined) {
    if (free > LAST_SUFFIX) return undefined;
    taken = free;
    free *= 2;
    found = await at(free);
  }
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    const nearer = await at(middle);
    if (nearer === undefined) taken = middle;
    else [free, found] = [middle, nearer];
  }
  return found;
}

/** Notes that `{next}` was used. */
export function writeNext(tx: Pick<Transaction, "set">, db: Firestore, next: number | null): void {
  if (next !== null) (tx as Transaction).set(db.doc(counterPath("logins")), { next });
}

async function numberIn(
  reader: Reader,
  db: Firestore,
  path: string,
  field: string,
  missing: number,
): Promise<number> {
  const value = (await reader.get(db.doc(path))).get(field) as unknown;
  return typeof value === "number" ? value : missing;
}
