import { inScope } from "@trunkline/domain/admin/can";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { Duplicate, findDuplicates as declared } from "@trunkline/domain/calls/customers";
import { matchedBy, matchKeys } from "@trunkline/domain/customer/match";
import { checkFields } from "@trunkline/domain/customer/check";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { MATCHES_OF_CUSTOMERS } from "@trunkline/domain/paths";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";
import type { MatchDocument } from "./matches.ts";
import { readSettings } from "./settings.ts";

// `array-contains-any` takes 30 values; nobody types more than that into the fields compared.
const MOST_KEYS = 30;
const MOST_SHOWN = 10;

/** Customers and leads that share something with what is typed; what does not pass its check is not compared. */
export async function findDuplicates(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<AnswerOf<typeof declared>> {
  const settings = await readSettings(platform);
  const { values } = checkFields(input.values, { today: settings.today, definitions: settings.definitions });
  return { kind: "duplicates", duplicates: await duplicatesOf(platform, caller, values, input.except) };
}

/** The same for values that are checked already. Records outside the caller's partner are named by nothing but the field. */
export async function duplicatesOf(
  platform: Platform,
  caller: AdminCaller,
  values: Readonly<Record<string, unknown>>,
  except: CustomerId | null,
): Promise<readonly Duplicate[]> {
  const keys = matchKeys(values).slice(0, MOST_KEYS);
  if (keys.length === 0) return [];
  const found = await platform.db
    .collection(MATCHES_OF_CUSTOMERS)
    .where("keys", "array-contains-any", keys)
    .limit(MOST_SHOWN * 2)
    .get();
  return found.docs
    .flatMap((doc): Duplicate[] => {
      const match = doc.data() as MatchDocument;
      const by = keys.filter((key) => match.keys.includes(key)).map(matchedBy)[0];
      if (by === undefined || doc.id === except || match.kind === "deleted") return [];
      return inScope(caller.session.partner, match.partnerId)
        ? [{ by, customerId: doc.id as CustomerId, number: match.number, name: match.name }]
        : [{ by, customerId: null, number: null, name: null }];
    })
    .slice(0, MOST_SHOWN);
}
