import type { CustomerStatus } from "@trunkline/domain/customer/status";
import { counterPath, statsPath } from "@trunkline/domain/paths";
import type { Crowd } from "./customers.ts";
import { accountOf, customer } from "./customers.ts";
import type { SeedAccount, SeedDocument } from "./document.ts";
import { PARTNERS, settings } from "./settings.ts";
import { DEMO_PASSWORD, STAFF, staff, staffAccounts } from "./staff.ts";

export type { SeedAccount, SeedDocument } from "./document.ts";
export { DEMO_PASSWORD } from "./staff.ts";

export interface SeedOptions {
  /** How many customers; 250 unless told otherwise. */
  readonly customers?: number;
  /** The moment the story ends at. */
  readonly now: Date;
}

/** A login to show the person who started the demonstration. */
export interface DemoLogin {
  readonly site: "admin" | "portal";
  readonly who: string;
  readonly login: string;
  readonly password: string;
}

/** A believable provider, the same each time for the same seed and options. */
export interface Seed {
  /** Every document, each path once; made while they are read, so that any number of customers fits in memory. */
  documents(): Iterable<SeedDocument>;
  /** Everybody who can sign in. */
  accounts(): Iterable<SeedAccount>;
  readonly logins: readonly DemoLogin[];
}

/** Makes the provider of the demonstration from one number. */
export function generate(seed: number, { customers = 250, now }: SeedOptions): Seed {
  const crowd: Crowd = { seed, count: customers, now };
  return {
    documents: () => documents(crowd),
    accounts: () => accounts(crowd),
    logins: [
      ...STAFF.filter(({ state }) => state === "active").map(({ login, name, role, partner }) => ({
        site: "admin" as const,
        who: `${name}, ${role}${partner === "*" ? "" : ` of ${PARTNERS.find(({ id }) => id === partner)?.name ?? partner}`}`,
        login,
        password: DEMO_PASSWORD,
      })),
      ...Array.from({ length: Math.min(3, customers) }, (_, index) => ({
        site: "portal" as const,
        who: `customer #${index + 1}`,
        login: accountOf(crowd, index).login,
        password: DEMO_PASSWORD,
      })),
    ],
  };
}

function* documents(crowd: Crowd): Iterable<SeedDocument> {
  yield* settings({ admins: STAFF });
  yield* staff(crowd.seed, crowd.now);
  const tally = new Map<string, Tally>([
    ["*", zero()],
    ...PARTNERS.map(({ id }) => [id as string, zero()] as const),
  ]);
  for (let index = 0; index < crowd.count; index += 1) {
    for (const document of customer(crowd, index)) {
      if (/^customers\/[^/]+$/.test(document.path)) count(tally, document.data);
      yield document;
    }
  }
  yield { path: counterPath("customers"), data: { next: crowd.count + 1 } };
  for (const [scope, numbers] of tally) yield { path: statsPath(scope as "*"), data: { ...numbers } };
}

type Tally = Record<CustomerStatus | "balance", number>;
const zero = (): Tally => ({ new: 0, active: 0, blocked: 0, inactive: 0, balance: 0 });

function count(tally: ReadonlyMap<string, Tally>, data: SeedDocument["data"]): void {
  for (const scope of ["*", String(data["partnerId"])]) {
    const numbers = tally.get(scope);
    if (numbers === undefined) continue;
    numbers[data["status"] as CustomerStatus] += 1;
    numbers.balance += Number(data["balance"]);
  }
}

function* accounts(crowd: Crowd): Iterable<SeedAccount> {
  yield* staffAccounts(crowd.seed);
  for (let index = 0; index < crowd.count; index += 1) yield accountOf(crowd, index);
}
