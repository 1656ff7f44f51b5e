import { holds, reaches } from "@trunkline/domain/admin/can";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { DeletedCustomer, findDeleted as declared } from "@trunkline/domain/calls/customers";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { Customer } from "@trunkline/domain/customer/record";
import { CUSTOMERS } from "@trunkline/domain/paths";
import { nationalDigits } from "@trunkline/domain/text/calling-code";
import { digitsOf, fold } from "@trunkline/domain/text/fold";
import type { QueryDocumentSnapshot } from "firebase-admin/firestore";
import { notAllowed } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";

const PAGE = 500;
const MOST_SHOWN = 50;
const MOST_IN_A_FILE = 10_000;

/**
 * Deleted customers by number, login, name or phone, the latest first (11 §8.4): what a page shows, or all of them for
 * a file, which needs the right to export and is noted in the operations log.
 */
export async function findDeleted(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<AnswerOf<typeof declared>> {
  if (input.forFile) {
    if (!holds(caller.session, "customers.list.export")) return notAllowed;
    const batch = platform.db.batch();
    logOperation(batch, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: "export",
      result: "started",
      attributes: { table: "deleted-customers" },
    });
    await batch.commit();
  }
  const most = input.forFile ? MOST_IN_A_FILE : MOST_SHOWN;
  const wanted = matcher(input.text);
  const rows: DeletedCustomer[] = [];
  let after: QueryDocumentSnapshot | undefined;
  do {
    const page = await deletedIn(platform, caller, after);
    for (const doc of page) {
      const read = readCustomer(doc.id, doc.data());
      if (!read.ok || !reaches(caller, read.value) || !wanted(read.value)) continue;
      const { id, number, login, name, phones, deletedAt } = read.value;
      rows.push({ customerId: id, number, login, name, phones, deletedAt: deletedAt ?? 0 });
    }
    after = page.length < PAGE ? undefined : page.at(-1);
  } while (after !== undefined && rows.length <= most);
  return { kind: "found", rows: rows.slice(0, most), more: rows.length > most };
}

async function deletedIn(
  platform: Platform,
  caller: AdminCaller,
  after: QueryDocumentSnapshot | undefined,
): Promise<readonly QueryDocumentSnapshot[]> {
  const scope = caller.session.partner;
  const deleted = platform.db.collection(CUSTOMERS).where("kind", "==", "deleted");
  const within = scope === "*" ? deleted : deleted.where("partnerId", "==", scope);
  const ordered = within.orderBy("updatedAt", "desc").limit(PAGE);
  return (await (after === undefined ? ordered : ordered.startAfter(after)).get()).docs;
}

function matcher(text: string): (customer: Customer) => boolean {
  const wanted = fold(text);
  const spellings = [digitsOf(text), nationalDigits(text) ?? ""].filter(({ length }) => length >= 3);
  return ({ number, login, name, phones }) =>
    wanted === "" ||
    String(number) === wanted.replace(/^#/, "") ||
    fold(login).includes(wanted) ||
    fold(name).includes(wanted) ||
    phones.some((phone) => spellings.some((digits) => digitsOf(phone).includes(digits)));
}
