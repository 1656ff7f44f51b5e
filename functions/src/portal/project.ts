import { checkFields } from "@trunkline/domain/customer/check";
import { missingRequired } from "@trunkline/domain/customer/create";
import { signInEmail } from "@trunkline/domain/customer/match";
import { problemText } from "@trunkline/domain/customer/problem";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { Customer } from "@trunkline/domain/customer/record";
import { isCustomerField } from "@trunkline/domain/customer/table";
import { attrKey, type FieldDefinition } from "@trunkline/domain/fields/definition";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { sameValue } from "@trunkline/domain/merge/equal";
import { customerPath, matchPath, portalPath } from "@trunkline/domain/paths";
import { portalOf } from "@trunkline/domain/portal/portal";
import type { Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { matchOf, type MatchDocument } from "../customers/matches.ts";
import { existingIn, missingReferences } from "../customers/references.ts";
import type { Settings } from "../customers/settings.ts";
import { othersWith, takenBy } from "../customers/unique.ts";
import { writeDelta } from "../search/delta.ts";
import type { Indexed } from "../search/indexed.ts";

/**
 * Brings everything derived from a customer's record up to date: what his portal shows, what duplicates and search find
 * him by, and the marks at bad values. It looks at the record as it is now, never at an event, so it can run five times and in
 * any order. Values are never repaired. True when something was written.
 */
export async function projectCustomer(
  platform: Platform,
  settings: Settings,
  id: CustomerId,
): Promise<boolean> {
  const { db } = platform;
  return db.runTransaction(async (tx) => {
    const [record, portal, match] = await tx.getAll(
      db.doc(customerPath(id)),
      db.doc(portalPath(id)),
      db.doc(matchPath(id)),
    );
    const data = record?.data();
    if (record === undefined || data === undefined) return false;
    const read = readCustomer(id, data);
    if (!read.ok) {
      platform.log.warn("a customer's record cannot be read", {
        customerId: id,
        problems: read.error.problems.length,
      });
      return false;
    }
    const flaws = {
      ...(await sharedEmail(tx, platform, settings, read.value)),
      ...(await flawsOf(platform, settings, data)),
    };
    const shown = portalOf(read.value, settings.definitions);
    const compared = matchOf(read.value);
    let written = false;
    if (!sameValue(portal?.data(), shown)) {
      tx.set(db.doc(portalPath(id)), shown);
      written = true;
    }
    const { indexed, ...known } = (match?.data() ?? {}) as Partial<MatchDocument> & {
      readonly indexed?: Indexed;
    };
    const told = writeDelta(tx, platform, read.value, settings.definitions, indexed);
    if (told !== undefined || !sameValue(known, compared)) {
      tx.set(db.doc(matchPath(id)), { ...compared, indexed: told ?? indexed });
      written = true;
    }
    // The condition that ends the loop: this write wakes the trigger again, which then finds nothing to do.
    if (!sameValue(data["flaws"] ?? {}, flaws)) {
      tx.update(record.ref, { flaws });
      written = true;
    }
    return written;
  });
}

// An address that signs nobody in, as two have it: from before it had to be unique (10 §5.5).
async function sharedEmail(
  tx: Transaction,
  platform: Platform,
  { customers }: Settings,
  customer: Customer,
): Promise<Record<string, string>> {
  const email = signInEmail(customer.emails);
  if (customers.authField !== "email" || customer.kind === "deleted" || email === null) return {};
  const [other] = await othersWith(tx, platform.db, email, customer.id);
  return other === undefined ? {} : { emails: problemText(takenBy(other, customer.partnerId), "emails") };
}

/** What is wrong with the stored values, by field, in words: what rules cannot check of a browser's write. */
export async function flawsOf(
  platform: Platform,
  settings: Settings,
  data: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const definitions = settings.definitions.map(withRetired);
  const keys = new Set(definitions.map((field) => attrKey(field.name)));
  const stored = Object.entries(data).filter(([key]) => isCustomerField(key) || keys.has(attrKeyOf(key)));
  const { problems } = checkFields(Object.fromEntries(stored), { today: settings.today, definitions });
  const category = data["category"] === "company" ? "company" : "person";
  const all = {
    ...missingRequired(data, category, definitions),
    ...(await missingReferences(existingIn(platform.db), data, definitions)),
    ...problems,
  };
  return Object.fromEntries(Object.entries(all).map(([key, problem]) => [key, problemText(problem)]));
}

// A value chosen before its option was retired is as good as it was (10 §8.16).
function withRetired(field: FieldDefinition): FieldDefinition {
  return { ...field, options: field.options.map((option) => ({ ...option, retired: false })) };
}

function attrKeyOf(key: string): `attr_${string}` {
  return key.startsWith("attr_") ? attrKey(key.slice("attr_".length)) : "attr_";
}
