import { reaches } from "@trunkline/domain/admin/can";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { findDeleted as declared } from "@trunkline/domain/calls/customers";
import { readCustomer } from "@trunkline/domain/customer/reader";
import { CUSTOMERS } from "@trunkline/domain/paths";
import { digitsOf, fold } from "@trunkline/domain/text/fold";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";

const MOST_FOUND = 50;
const MOST_LOOKED_AT = 1000;

/** Deleted customers by number, login, name or phone; the latest first, at most 50 (11 §8.4). */
export async function findDeleted(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<AnswerOf<typeof declared>> {
  const scope = caller.session.partner;
  const deleted = platform.db.collection(CUSTOMERS).where("kind", "==", "deleted");
  const within = scope === "*" ? deleted : deleted.where("partnerId", "==", scope);
  const found = await within.orderBy("updatedAt", "desc").limit(MOST_LOOKED_AT).get();
  const wanted = fold(input.text);
  const digits = digitsOf(input.text);
  const rows = found.docs.flatMap((doc) => {
    const read = readCustomer(doc.id, doc.data());
    if (!read.ok || !reaches(caller, read.value)) return [];
    const { id, number, login, name, phones, deletedAt } = read.value;
    const hit =
      wanted === "" ||
      String(number) === wanted.replace(/^#/, "") ||
      fold(login).includes(wanted) ||
      fold(name).includes(wanted) ||
      (digits.length >= 3 && phones.some((phone) => digitsOf(phone).includes(digits)));
    return hit ? [{ customerId: id, number, login, name, deletedAt: deletedAt ?? 0 }] : [];
  });
  return { kind: "found", rows: rows.slice(0, MOST_FOUND) };
}
