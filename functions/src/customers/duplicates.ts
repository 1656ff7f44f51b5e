import { holds, inScope, reaches } from "@trunkline/domain/admin/can";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { Duplicate, findDuplicates as declared } from "@trunkline/domain/calls/customers";
import { matchedBy, matchKeys } from "@trunkline/domain/customer/match";
import { checkFields } from "@trunkline/domain/customer/check";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { customerPath, MATCHES_OF_CUSTOMERS } from "@trunkline/domain/paths";
import type { QueryDocumentSnapshot } from "firebase-admin/firestore";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";
import type { MatchDocument } from "./matches.ts";
import { existingIn, missingReferences } from "./references.ts";
import { readSettings } from "./settings.ts";
import { namedWithin, planUnique, uniqueKeys } from "./unique.ts";

// `array-contains-any` takes 30 values; nobody types more than that into the fields compared.
const MOST_KEYS = 30;
const MOST_SHOWN = 10;

/**
 * Customers and leads that share something with what is typed, and what of it others hold alone or names nothing; what does
 * not pass its check is not compared.
 */
export async function findDuplicates(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<AnswerOf<typeof declared>> {
  const settings = await readSettings(platform);
  const { definitions, today } = settings;
  const { values } = checkFields(input.values, { today, definitions });
  const owner = { id: input.except ?? newId<CustomerId>(platform.random), scope: namedWithin(caller) };
  const [duplicates, missing, unique] = await Promise.all([
    duplicatesOf(platform, caller, values, input.except),
    missingReferences(existingIn(platform.db), values, definitions),
    platform.db.runTransaction((tx) => planUnique(tx, platform.db, uniqueKeys(settings), {}, values, owner), {
      readOnly: true,
    }),
  ]);
  return { kind: "duplicates", duplicates, problems: { ...missing, ...unique.problems } };
}

/**
 * The same for values that are checked already. Records that the caller may not see, of another partner or added by a
 * colleague, are named by nothing but the fields.
 */
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
  const twins = found.docs.flatMap((doc): { readonly by: Duplicate["by"]; readonly doc: typeof doc }[] => {
    const match = doc.data() as MatchDocument;
    const same = keys.filter((key) => match.keys.includes(key)).map(matchedBy);
    const by = [...new Set(same)].filter((one) => one !== undefined);
    return by.length === 0 || doc.id === except || match.kind === "deleted" ? [] : [{ by, doc }];
  });
  const shown = twins.slice(0, MOST_SHOWN);
  const seen = await whomHeReaches(
    platform,
    caller,
    shown.map(({ doc }) => doc),
  );
  return shown.map(({ by, doc }) => {
    const { number, name, kind } = doc.data() as MatchDocument;
    return seen.has(doc.id)
      ? { by, customerId: doc.id as CustomerId, number, name, lead: kind === "lead" }
      : { by, customerId: null, number: null, name: null, lead: false };
  });
}

// Who added a customer stands in his record alone; it is asked for a role that sees nothing but its own.
async function whomHeReaches(
  platform: Platform,
  caller: AdminCaller,
  twins: readonly QueryDocumentSnapshot[],
): Promise<ReadonlySet<string>> {
  const inside = twins.filter((doc) => inScope(caller.session.partner, doc.get("partnerId") as PartnerId));
  if (inside.length === 0 || holds(caller.session, "customers.view"))
    return new Set(inside.map(({ id }) => id));
  const refs = inside.map(({ id }) => platform.db.doc(customerPath(id as CustomerId)));
  const records = await platform.db.getAll(...refs, { fieldMask: ["addedBy", "partnerId"] });
  const reached = records.filter((record) =>
    reaches(caller, {
      partnerId: record.get("partnerId") as PartnerId,
      addedBy: record.get("addedBy") as string | null,
    }),
  );
  return new Set(reached.map(({ id }) => id));
}
