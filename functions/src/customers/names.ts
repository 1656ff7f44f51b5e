import { reaches } from "@trunkline/domain/admin/can";
import type { InputOf } from "@trunkline/domain/calls/call";
import type {
  NamedCustomer,
  NamesAnswer,
  nameCustomers as declared,
} from "@trunkline/domain/calls/customers";
import { readCustomer } from "@trunkline/domain/customer/reader";
import { customerPath } from "@trunkline/domain/paths";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";

/** Names customers that fields point to, deleted ones and leads as what they are, and only those within reach. */
export async function nameCustomers(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<Extract<NamesAnswer, { kind: "names" }>> {
  const { db } = platform;
  const ids = [...new Set(input.customerIds)];
  const records = await db.getAll(...ids.map((id) => db.doc(customerPath(id))));
  const names = records.map((record): [string, NamedCustomer] => {
    const read = readCustomer(record.id, record.data());
    if (!read.ok || !reaches(caller, read.value)) return [record.id, { kind: "unreachable" }];
    const { kind, number, name } = read.value;
    return [record.id, { kind, number, name }];
  });
  return { kind: "names", names: Object.fromEntries(names) };
}
