import type { Customer } from "@trunkline/domain/customer/record";
import { CUSTOMER_STATUSES } from "@trunkline/domain/customer/status";
import type { CustomerId, CustomerNumber, EntryId } from "@trunkline/domain/ids/ids";
import type { Amount } from "@trunkline/domain/money/amount";
import { aCustomer } from "@trunkline/domain/testing/builders";

const CITIES = ["Praha", "Brno", "Plzeň", "Łódź", "München", "Århus"];

/** An ordinary customer; another `turn` of the same number has other values. */
export function aRow(number: number, turn = 0): Customer {
  return aCustomer({
    id: `c${number}` as CustomerId,
    number: number as CustomerNumber,
    login: String(number).padStart(6, "0"),
    name: `Customer ${number}${turn === 0 ? "" : ` (${turn})`}`,
    status: CUSTOMER_STATUSES[(number + turn) % CUSTOMER_STATUSES.length] ?? "active",
    phones: [`+420 ${600_000_000 + number}`],
    emails: [`customer${number}@example.com`],
    city: CITIES[number % CITIES.length] ?? "",
    lastActivity: `e${turn}` as EntryId,
    balance: (number * 100 + turn) as Amount,
  });
}

/** So many customers, the first with that number. */
export function someRows(first: number, count: number): readonly Customer[] {
  return Array.from({ length: count }, (_unused, index) => aRow(first + index));
}
