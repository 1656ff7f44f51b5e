import { screen, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test } from "vitest";
import { CUSTOMER_FIELD_KEYS, CUSTOMER_FIELDS } from "@trunkline/domain/customer/table";
import type { Customer } from "@trunkline/domain/customer/record";
import { aField } from "@trunkline/domain/testing/builders";
import { aCustomer, aSession } from "../testing/builders.ts";
import { fakeSource } from "../../lib/testing/fake-source.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import CustomerList from "./list.tsx";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
  Element.prototype.scrollTo = () => undefined;
});

const rows = (count: number) =>
  Array.from({ length: count }, (_unused, index) => aCustomer({ number: index + 1 }));
const open = (options: DeskOptions = {}, at = "/customers") =>
  openDesk(CustomerList, "/customers", at, { rows: rows(7), ...options });

test("14 example 4: a colleague's new customer appears, and what is ticked stays ticked", async () => {
  const { send } = open();
  await userEvent.setup().click(screen.getByLabelText("Select Customer 2"));
  send.rows(rows(8));
  expect(screen.getByText("Customer 8")).toBeTruthy();
  expect((screen.getByLabelText("Select Customer 2") as HTMLInputElement).checked).toBe(true);
  expect(screen.getByText("1 of 8 rows is selected")).toBeTruthy();
  await userEvent.setup().click(screen.getByRole("button", { name: "Clear selection" }));
  expect((screen.getByLabelText("Select Customer 2") as HTMLInputElement).checked).toBe(false);
  expect(screen.queryByText(/selected/)).toBeNull();
});

test("a changed status shows in its row", () => {
  const { send } = open({ rows: [aCustomer({ number: 3, status: "active" })] });
  send.rows([aCustomer({ number: 3, status: "blocked" })]);
  expect(screen.getByText("Blocked")).toBeTruthy();
  expect(screen.queryByText("Active")).toBeNull();
});

test("rows are not called out of date for a cut of a moment", () => {
  const { send } = open();
  send.connection("offline");
  expect(screen.queryByText("Not up to date")).toBeNull();
  send.connection("online");
  expect(screen.queryByText("Not up to date")).toBeNull();
});

test("what the device kept of the customers is not told as the list: the rest is being read, or there is no connection", () => {
  const source = fakeSource<readonly Customer[]>("list");
  const { send } = open({ list: () => source });
  source.send([aCustomer({ number: 7 })], true);
  expect(screen.getByText("Customer 7")).toBeTruthy();
  expect(screen.getByText("Reading the list …")).toBeTruthy();
  expect(screen.getByRole("grid").getAttribute("aria-busy")).toBe("true");
  expect(within(screen.getByRole("grid")).getByRole("status", { name: "Loading" })).toBeTruthy();
  send.connection("silent");
  expect(screen.getByText("1 customer on this device")).toBeTruthy();
  expect(screen.queryByRole("status", { name: "Loading" })).toBeNull();
  send.connection("online");
  source.send(rows(8));
  expect(screen.getByText("8 customers")).toBeTruthy();
  expect(screen.getByRole("grid").getAttribute("aria-busy")).toBe("false");
});

test("a list of which the device kept nothing is being read, not empty", () => {
  const source = fakeSource<readonly Customer[]>("list");
  open({ list: () => source });
  source.send([], true);
  expect(screen.queryByText("No customers yet")).toBeNull();
  source.send([]);
  expect(screen.getByText("No customers yet")).toBeTruthy();
});

test("the ID, the login and the name lead to the customer", () => {
  open({ rows: [aCustomer({ number: 3, login: "abc", name: "Ann Lee" })] });
  for (const name of ["3", "abc", "Ann Lee"]) {
    expect(screen.getByRole("link", { name }).getAttribute("href")).toBe("/customers/3");
  }
});

test("the address narrows the list, and a filter is taken away by its chip", async () => {
  const { queries, history } = open({}, "/customers?status=blocked");
  expect(queries.at(-1)).toMatchObject({ filters: { status: "blocked" }, order: "number" });
  await userEvent.setup().click(screen.getByRole("button", { name: "Remove Status: Blocked" }));
  expect(queries.at(-1)).toHaveProperty("filters", {});
  expect(history.get()).toBe("/customers");
});

test("sorting asks the server for another order", async () => {
  const { queries } = open();
  await userEvent.setup().click(screen.getByRole("button", { name: "Full name" }));
  expect(queries.at(-1)).toMatchObject({ order: "name", descending: false });
});

test("a column is hidden and comes back where it was reset", async () => {
  const user = userEvent.setup();
  open();
  await user.click(screen.getByRole("button", { name: "Columns" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("switch", { name: "City" }));
  expect(screen.queryByRole("columnheader", { name: /^City/, hidden: true })).toBeNull();
  await user.click(dialog.getByRole("button", { name: "Reset columns" }));
  expect(screen.getByRole("columnheader", { name: /^City/, hidden: true })).toBeTruthy();
});

test("14 example 3: an additional field that is to show in the list is a column of the open list as soon as it is made", () => {
  const { send } = open({ rows: [aCustomer({ number: 3, attr_contract_id: "K-77" })] });
  expect(screen.queryByText("K-77")).toBeNull();
  send.fields([aField({ showInList: true })]);
  expect(screen.getByRole("columnheader", { name: /^Contract ID/ })).toBeTruthy();
  expect(screen.getByText("K-77")).toBeTruthy();
});

test("14 example 18: every field of a customer can be made a column and shows his value; a password cannot", async () => {
  const user = userEvent.setup();
  open({
    rows: [aCustomer({ number: 3, contactPerson: "Petra Malá", attr_pin: 1 })],
    fields: [aField({ name: "pin", title: "Router password", type: "password" })],
  });
  await user.click(screen.getByRole("button", { name: "Columns" }));
  const dialog = within(await screen.findByRole("dialog"));
  for (const key of CUSTOMER_FIELD_KEYS)
    expect(dialog.getByRole("switch", { name: CUSTOMER_FIELDS[key].label })).toBeTruthy();
  expect(dialog.queryByRole("switch", { name: /password/i })).toBeNull();
  await user.click(dialog.getByRole("switch", { name: "Contact person" }));
  expect(screen.getByText("Petra Malá")).toBeTruthy();
});

test("an empty list says what to do, a filtered one how to see more", async () => {
  const empty = open({ rows: [] });
  expect(screen.getByRole("link", { name: "Add the first customer" })).toBeTruthy();
  empty.unmount();
  open({ rows: [] }, "/customers?status=new");
  expect(screen.getByRole("button", { name: "Clear filters" })).toBeTruthy();
});

test("without the permission there is no list", () => {
  open({ session: aSession({ permissions: [] }) });
  expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
});
