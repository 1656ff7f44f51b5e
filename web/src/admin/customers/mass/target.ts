import type { CustomerStatus } from "@trunkline/domain/customer/status";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Amount } from "@trunkline/domain/money/amount";

/** A selected customer and the status he was last seen with. */
export interface Picked {
  readonly id: CustomerId;
  /** Undefined while it is being asked for. */
  readonly status: CustomerStatus | undefined;
  /** Where his row was seen; a customer selected from afar is known by his status alone. */
  readonly name?: string;
  readonly number?: number;
  readonly balance?: Amount;
}

/** Exactly whom a mass action is about: what the confirmation counts is what is sent (14 §1.10). */
export interface MassTarget {
  readonly ids: readonly CustomerId[];
  readonly allInactive: boolean;
  /** Some of them by name, ID and balance, for the confirmation: all of a few, the first of many (11 §8.3). */
  readonly named: readonly NamedTarget[];
}

/** One customer of a mass action as the confirmation names him. */
export interface NamedTarget {
  readonly name: string;
  readonly number: number | undefined;
  /** As his row showed it; undefined where no row did. */
  readonly balance: Amount | undefined;
}

/** More names than these nobody reads through. */
const MOST_NAMED = 10;

/**
 * Keeps of a selection what is known about each: the status on the screen while he is in the list, else the one he was
 * selected with. A row that leaves the list stays selected; only the person takes it out.
 */
export function knownOf(
  ids: ReadonlySet<string>,
  rows: readonly Picked[],
  before: ReadonlyMap<string, Picked>,
): ReadonlyMap<string, Picked> {
  const onScreen = new Map(rows.map((row) => [row.id as string, row]));
  const kept = new Map<string, Picked>();
  for (const id of ids) {
    const row = onScreen.get(id) ?? before.get(id);
    // Nobody who is selected is ever left out.
    const seen = row?.name === undefined ? before.get(id) : row;
    kept.set(id, {
      id: id as CustomerId,
      status: row?.status,
      ...(seen?.name === undefined ? {} : { name: seen.name }),
      ...(seen?.number === undefined ? {} : { number: seen.number }),
      ...(seen?.balance === undefined ? {} : { balance: seen.balance }),
    });
  }
  return kept;
}

/** Freezes a selection at the moment an action is asked for; whatever rows do afterwards changes nothing of it. */
export function targetOf(known: ReadonlyMap<string, Picked>): MassTarget {
  const picked = [...known.values()];
  return {
    ids: Object.freeze(picked.map((one) => one.id)),
    allInactive: picked.length > 0 && picked.every((one) => one.status === "inactive"),
    named: picked
      .flatMap(({ name, number, balance }) => (name === undefined ? [] : [{ name, number, balance }]))
      .slice(0, MOST_NAMED),
  };
}
