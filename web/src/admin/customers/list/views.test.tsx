import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import type { ViewId } from "@trunkline/domain/ids/ids";
import { readView, type SavedView } from "@trunkline/domain/views/views";
import { beforeAll, expect, test } from "vitest";
import type { ViewContent } from "../../../data/ports.tsx";
import { aCustomer, aSession } from "../../testing/builders.ts";
import { openDesk, type DeskOptions } from "../../testing/desk.tsx";
import CustomerList from "../list.tsx";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
  Element.prototype.scrollTo = () => undefined;
});

const rows = (count: number) =>
  Array.from({ length: count }, (_unused, index) => aCustomer({ number: index + 1 }));
const open = (options: DeskOptions = {}, at = "/customers") =>
  openDesk(CustomerList, "/customers", at, { rows: rows(7), ...options });
const aView = (part: Record<string, unknown>): SavedView => {
  const read = readView("v1", {
    owner: "eva",
    table: "customers",
    name: "Blocked in Oslo",
    columns: "city:200",
    filters: "status=blocked",
    ...part,
  });
  if (!read.ok) throw new Error(read.error.problems.join());
  return read.value;
};
const choose = async (user: ReturnType<typeof userEvent.setup>, button: RegExp, item: RegExp) => {
  await user.click(await screen.findByRole("button", { name: button }));
  await user.click(await screen.findByRole("menuitem", { name: item }));
};

test("saved views are asked for when somebody opens their menu, or the address names one", async () => {
  const user = userEvent.setup();
  const asked: string[] = [];
  const source = (name: string, rows: readonly SavedView[]) => () => ({
    key: name,
    subscribe(observer: { next(rows: readonly SavedView[], fromCache: boolean): void }) {
      asked.push(name);
      observer.next(rows, false);
      return () => undefined;
    },
  });
  const views = { own: source("own", [aView({})]), shared: source("shared", []) };
  const plain = open({ views });
  expect(asked).toEqual([]);
  await user.click(screen.getByRole("button", { name: "View: My view" }));
  expect(await screen.findByRole("menuitem", { name: "Blocked in Oslo" })).toBeTruthy();
  expect(asked).toEqual(["own", "shared"]);
  plain.unmount();
  asked.length = 0;
  open({ views }, "/customers?view=v1");
  expect(screen.getByRole("button", { name: "View: Blocked in Oslo" })).toBeTruthy();
  expect(asked).toEqual(["own", "shared"]);
});

test("what is on the screen is saved under a name and shared", async () => {
  const user = userEvent.setup();
  const added: ViewContent[] = [];
  const { history } = open(
    { views: { add: async (view) => (added.push(view), "v9" as ViewId) } },
    "/customers?status=blocked,new",
  );
  await choose(user, /^View: My view/, /Save as a new view/);
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("Name"), "To call");
  await user.click(dialog.getByRole("switch", { name: "Share with colleagues" }));
  await user.click(dialog.getByRole("button", { name: "Save view" }));
  expect(added).toMatchObject([{ name: "To call", shared: true, filters: { status: "blocked,new" } }]);
  expect(added[0]?.columns.map((column) => column.key)).toContain("name");
  await waitFor(() => expect(history.get()).toContain("view=v9"));
});

test("a view of a colleague is chosen, stands in the address, and cannot be changed", async () => {
  const user = userEvent.setup();
  const { queries, history } = open({ sharedViews: [aView({ owner: "tom", shared: true })] });
  await choose(user, /^View: My view/, /Blocked in Oslo.*From a colleague/);
  expect(queries.at(-1)).toMatchObject({ filters: { status: "blocked" } });
  expect(history.get()).toBe("/customers?status=blocked&view=v1");
  expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toEqual([
    "Select all rows",
    "City",
  ]);
  await user.click(screen.getByRole("button", { name: /^View: Blocked in Oslo/ }));
  expect(screen.queryByRole("menuitem", { name: "Delete view" })).toBeNull();
  expect(screen.queryByRole("menuitem", { name: "Rename or share" })).toBeNull();
});

test("the address alone brings the view back, as after a reload", () => {
  open({ ownViews: [aView({})] }, "/customers?view=v1&status=blocked");
  expect(screen.getByRole("button", { name: "View: Blocked in Oslo" })).toBeTruthy();
});

test("one's own view is renamed, keeps changes when asked, and is deleted", async () => {
  const user = userEvent.setup();
  const written: ViewContent[] = [];
  const removed: string[] = [];
  open(
    {
      ownViews: [aView({})],
      views: {
        change: async (_id, view) => void written.push(view),
        remove: async (id) => void removed.push(id),
      },
    },
    "/customers?view=v1&status=new",
  );
  await choose(user, /^View: Blocked in Oslo/, /Save changes/);
  expect(written).toMatchObject([{ name: "Blocked in Oslo", filters: { status: "new" } }]);
  await choose(user, /^View: Blocked in Oslo/, /Rename or share/);
  const name = await screen.findByLabelText("Name");
  await user.clear(name);
  await user.type(name, "Fresh");
  await user.click(screen.getByRole("button", { name: "Save view" }));
  expect(written[1]).toMatchObject({ name: "Fresh", filters: { status: "blocked" } });
  await choose(user, /^View: Blocked in Oslo/, /Delete view/);
  await user.click(
    within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete view" }),
  );
  expect(removed).toEqual(["v1"]);
});

test("14 example 11: labels VIP and Fiber are asked for together", () => {
  const { queries } = open({}, "/customers?labelIds=vip,fiber&locationId=l1");
  expect(queries.at(-1)).toMatchObject({ filters: { labelIds: "vip,fiber", locationId: "l1" } });
});

test("several statuses are chosen in the filter row", async () => {
  const user = userEvent.setup();
  const { history } = open();
  await user.click(screen.getByRole("button", { name: "Show filters" }));
  await user.click(screen.getByRole("button", { name: /Filter by Status/ }));
  const choices = within(await screen.findByRole("group", { name: "Filter by Status" }));
  await user.click(choices.getByLabelText("New"));
  await user.click(choices.getByLabelText("Blocked"));
  expect(history.get()).toBe("/customers?status=new%2Cblocked");
});

test("14 §1.4: statuses are chosen at the top right too, and said there", async () => {
  const user = userEvent.setup();
  const { history, queries } = open({}, "/customers?status=new");
  await user.click(screen.getByRole("button", { name: "Status: New" }));
  const choices = within(await screen.findByRole("group", { name: "Filter by Status" }));
  await user.click(choices.getByLabelText("Blocked"));
  expect(history.get()).toBe("/customers?status=new%2Cblocked");
  expect(queries.at(-1)).toMatchObject({ filters: { status: "new,blocked" } });
  await user.click(choices.getByLabelText("New"));
  await user.click(choices.getByLabelText("Blocked"));
  expect(history.get()).toBe("/customers");
  expect(screen.getByRole("button", { name: "Status: Any", hidden: true })).toBeTruthy();
});

test("the count says what is shown: 7 of 250 with the totals permission, without it no total", () => {
  const totals = {
    ...aSession(),
    permissions: [...aSession().permissions, "customers.list.totals" as const],
  };
  const stats = { new: 0, active: 240, blocked: 10, inactive: 0, balance: 0 };
  const first = open({ session: totals, stats }, "/customers?status=blocked");
  expect(screen.getByText("7 customers, filtered from 250")).toBeTruthy();
  first.unmount();
  open({ stats }, "/customers?status=blocked");
  expect(screen.getByText("7 customers")).toBeTruthy();
});

test("14 §4.1.14: a search that finds more than the settings want to show says so; the list itself never does", () => {
  const told = () => screen.queryByText("More than 5 found: narrow the search");
  const narrowed = open({}, "/customers?status=blocked");
  narrowed.send.customersConfig({ mostFound: 7 });
  expect(told()).toBeNull();
  narrowed.send.customersConfig({ mostFound: 5 });
  expect(told()).not.toBeNull();
  narrowed.unmount();
  open({}).send.customersConfig({ mostFound: 5 });
  expect(told()).toBeNull();
});

test("a list that is not read to its end never claims to be all", async () => {
  const first = open({ rows: rows(100) });
  expect(screen.getByText("First 100 customers")).toBeTruthy();
  first.unmount();
  const totals = {
    ...aSession(),
    permissions: [...aSession().permissions, "customers.list.totals" as const],
  };
  const stats = { new: 0, active: 3000, blocked: 0, inactive: 0, balance: 0 };
  open({ rows: rows(100), counted: 137, session: totals, stats }, "/customers?status=blocked");
  expect(await screen.findByText("137 customers, filtered from 3,000")).toBeTruthy();
});
