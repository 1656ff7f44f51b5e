import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test } from "vitest";
import type { Caller } from "../../../data/calls.ts";
import { aCustomer, aSession } from "../../testing/builders.ts";
import { openDesk, type DeskOptions } from "../../testing/desk.tsx";
import { aSearch } from "../../testing/searching.ts";
import CustomerList from "../list.tsx";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
});

const COUNTS = aSession({
  permissions: [...aSession().permissions, "customers.search", "customers.list.totals"],
});
const rows = (count: number) =>
  Array.from({ length: count }, (_unused, index) =>
    aCustomer({ number: index + 1, balance: (index + 1) * 10, city: index % 2 === 0 ? "Oslo" : "Bergen" }),
  );
const open = (options: DeskOptions = {}, at = "/customers") =>
  openDesk(CustomerList, "/customers", at, { rows: rows(4), session: COUNTS, ...options });
const totals = () => screen.getByRole("group", { name: "Totals" }).textContent;

test("14 §1.7: the line under the table counts and adds up what is there, and follows a change", () => {
  const { send } = open();
  expect(totals()).toBe("Customers: 4Sum of balances: 1.00 $");
  send.rows([...rows(4), aCustomer({ number: 5, balance: -350 })]);
  expect(totals()).toBe("Customers: 5Sum of balances: -2.50 $");
});

test("of more than are here the database tells both, filtered or not", async () => {
  const stats = { new: 0, active: 900, blocked: 0, inactive: 0, balance: -12_345 };
  const all = open({ rows: rows(100), stats });
  expect(totals()).toBe("Customers: 900Sum of balances: -123.45 $");
  all.unmount();
  open({ rows: rows(100), stats, counted: 250, summed: 5_000 }, "/customers?status=active");
  await waitFor(() => expect(totals()).toBe("Customers: 250Sum of balances: 50.00 $"));
});

test("of those whom only the index knows it is asked for, by exactly their ids, and asked again for others", async () => {
  const user = userEvent.setup();
  const customers = rows(200);
  const calls: string[][] = [];
  const call = (async (_name: string, { customerIds }: { readonly customerIds: string[] }) => {
    calls.push(customerIds);
    return { kind: "found", rows: customerIds.map((customerId) => ({ customerId, balance: 7 })) };
  }) as unknown as Caller;
  const search = await aSearch(customers);
  open({ rows: customers.slice(0, 100), search: search.port, call }, "/customers?city=oslo");
  await waitFor(() => expect(totals()).toContain("Customers: 100"));
  expect(calls).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Add up" }));
  await waitFor(() => expect(totals()).toContain("7.00 $ when last added up"));
  expect(calls).toEqual([customers.filter(({ city }) => city === "Oslo").map(({ id }) => id)]);
  await user.type(screen.getByLabelText("Table search"), "Customer 1");
  await waitFor(() => expect(totals()).not.toContain("when last added up"));
  expect(within(screen.getByRole("group", { name: "Totals" })).getByRole("button").textContent).toBe(
    "Add up",
  );
});

test("a list that cannot be shown has no totals, and nothing to add up", async () => {
  const session = { ...COUNTS, permissions: COUNTS.permissions.filter((one) => one !== "customers.search") };
  open({ session }, "/customers?city=oslo");
  expect(await screen.findByText(/your role may not search/)).toBeTruthy();
  expect(screen.queryByRole("group", { name: "Totals" })).toBeNull();
});

test("without the permission nothing is added up", () => {
  open({ session: aSession() });
  expect(screen.queryByRole("group", { name: "Totals" })).toBeNull();
});
