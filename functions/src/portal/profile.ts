import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { saveOwnProfile as declared } from "@trunkline/domain/calls/portal";
import { checkFields } from "@trunkline/domain/customer/check";
import { derivedFields } from "@trunkline/domain/customer/create";
import type { FieldProblem } from "@trunkline/domain/customer/problem";
import type { Customer } from "@trunkline/domain/customer/record";
import { isCustomerField } from "@trunkline/domain/customer/table";
import { attrKey } from "@trunkline/domain/fields/definition";
import { mergeTouched } from "@trunkline/domain/merge/merge";
import { mayEditOwn, OWN_FIELDS, portalOf } from "@trunkline/domain/portal/portal";
import { loadCustomer, writeChange, type Author } from "../customers/record.ts";
import { readSettings, type Settings } from "../customers/settings.ts";
import { planUnique, uniqueKeys, writeUnique } from "../customers/unique.ts";
import { notAllowed } from "../doorway/errors.ts";
import type { CustomerCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";

type Answer = AnswerOf<typeof declared>;

/** Saves what a customer may change of himself, with the same merge as an administrator's Save; told in his history. */
export async function saveOwnProfile(
  platform: Platform,
  caller: CustomerCaller,
  input: InputOf<typeof declared>,
): Promise<Answer> {
  const settings = await readSettings(platform);
  const mine = Object.fromEntries(Object.entries(input.touched).map(([field, { mine }]) => [field, mine]));
  const { values, problems: bad } = checkFields(mine, {
    today: settings.today,
    zone: settings.general.timeZone,
    definitions: settings.definitions,
  });
  const barred = Object.keys(mine).filter((key) => !isOwn(settings, key));
  const refused = Object.fromEntries(
    barred.map((key): [string, FieldProblem] => [key, { kind: "not-yours-to-change" }]),
  );
  const problems = { ...bad, ...refused };
  if (Object.keys(problems).length > 0) return { kind: "fields", problems };

  return platform.db.runTransaction(async (tx): Promise<Answer> => {
    const loaded = await loadCustomer(tx, platform, caller.uid);
    if (loaded?.customer.kind !== "customer") return notAllowed;
    const hidden = notShown(loaded.customer, settings, Object.keys(input.touched));
    if (Object.keys(hidden).length > 0) return { kind: "fields", problems: hidden };
    const touched = Object.entries(input.touched).map(([field, { base }]) => [
      field,
      { base, mine: values[field] },
    ]);
    const merged = mergeTouched(Object.fromEntries(touched), loaded.data);
    if (merged.kind !== "write") return merged;
    const { id, number, partnerId } = loaded.customer;
    // No other customer's number may be told to a customer.
    const unique = await planUnique(tx, platform.db, uniqueKeys(settings), loaded.data, merged.values, {
      id,
      scope: null,
    });
    if (Object.keys(unique.problems).length > 0) return { kind: "fields", problems: unique.problems };
    writeUnique(tx, unique, { customerId: id, number, partnerId });
    const will = { ...merged.values, ...derivedFields(merged.values) };
    writeChange(tx, platform, settings, loaded, { ...author(caller), action: "changed", will });
    return { kind: "done" };
  });
}

// A field of the other category is not his to fill, whatever its definition lets customers do.
function notShown(
  customer: Customer,
  settings: Settings,
  keys: readonly string[],
): Record<string, FieldProblem> {
  const shown = new Set<string>(
    portalOf(customer, settings.definitions).attrs.flatMap(({ name, edit }) => (edit ? [attrKey(name)] : [])),
  );
  const barred = keys.filter((key) => !isCustomerField(key) && !shown.has(key));
  return Object.fromEntries(barred.map((key) => [key, { kind: "not-yours-to-change" }]));
}

function isOwn(settings: Settings, key: string): boolean {
  if (isCustomerField(key)) return OWN_FIELDS.includes(key);
  const definition = settings.definitions.find((field) => attrKey(field.name) === key);
  return definition !== undefined && mayEditOwn(definition);
}

function author(caller: CustomerCaller): Author {
  const { as } = caller;
  return { actor: caller.uid, source: "portal", ...(as === null ? {} : { behalf: as.admin }) };
}
