import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import fc from "fast-check";
import type { CustomerStatus } from "@trunkline/domain/customer/status";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { readJob } from "@trunkline/domain/jobs/job";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Caller } from "../../../data/calls.ts";
import { aCustomer, aSession } from "../../testing/builders.ts";
import { openDesk, type DeskOptions } from "../../testing/desk.tsx";
import CustomerList from "../list.tsx";
import { knownOf, targetOf, type Picked } from "./target.ts";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
  Element.prototype.scrollTo = () => undefined;
});

beforeEach(() => localStorage.clear());

const session = aSession({
  permissions: [...aSession().permissions, "customers.list.massChange", "customers.list.massDelete"],
});
const three = [
  aCustomer({ number: 3, status: "inactive" }),
  aCustomer({ number: 4, status: "active" }),
  aCustomer({ number: 5, status: "inactive" }),
];
const aJob = (part: Record<string, unknown>) => {
  const read = readJob("j1", {
    uid: "eva",
    kind: "mass-change",
    state: "running",
    total: 3,
    createdAt: { toMillis: () => Date.UTC(2026, 10, 22, 12) },
    ...part,
  });
  if (!read.ok) throw new Error(read.error.problems.join());
  return read.value;
};

function open(options: DeskOptions = {}, at = "/customers") {
  const calls: { name: string; input: unknown }[] = [];
  const call = (async (name: string, input: unknown) => {
    calls.push({ name, input });
    if (name !== "matchingCustomers") return { kind: "started", jobId: "j1" };
    const rows = Array.from({ length: 137 }, (_unused, index) => ({
      customerId: `c${index + 1}`,
      status: "inactive",
    }));
    return { kind: "found", rows };
  }) as Caller;
  return { ...openDesk(CustomerList, "/customers", at, { rows: three, session, call, ...options }), calls };
}
const tick = (user: ReturnType<typeof userEvent.setup>, number: number) =>
  user.click(screen.getByLabelText(`Select Customer ${number}`));
const actions = () => screen.getByRole<HTMLButtonElement>("button", { name: "Actions" });
const items = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.click(actions());
  await screen.findByRole("menu");
  return screen.getAllByRole("menuitem").map((item) => item.textContent);
};

test("14 example 1, 11 example 10: customers 3 (Inactive) and 4 (Active) selected: Change and Labels, but no Delete and no View", async () => {
  const user = userEvent.setup();
  open();
  await tick(user, 3);
  await tick(user, 4);
  expect(await items(user)).toEqual(["Change2", "Labels2"]);
});

test("14 §1.10: with nothing selected Actions is there and cannot be pressed", async () => {
  const user = userEvent.setup();
  open();
  expect(actions().disabled).toBe(true);
  await tick(user, 3);
  expect(actions().disabled).toBe(false);
});

test("14 example 1: with 3 alone also View and Delete", async () => {
  const user = userEvent.setup();
  open();
  await tick(user, 3);
  expect(await items(user)).toEqual(["View1", "Change1", "Labels1", "Delete1"]);
});

test("who may not change many sees no actions but View", async () => {
  const user = userEvent.setup();
  open({ session: aSession() });
  await tick(user, 4);
  expect(await items(user)).toEqual(["View1"]);
  await user.keyboard("{Escape}");
  await tick(user, 3);
  expect(actions().disabled).toBe(true);
});

test("the job gets exactly the customers the confirmation counted, though rows change while it is open", async () => {
  const user = userEvent.setup();
  const owing = three.map((row) => (row.number === 5 ? { ...row, balance: -1250 as never } : row));
  const { calls, send } = open({ rows: owing });
  await tick(user, 3);
  await tick(user, 5);
  await items(user);
  await user.click(screen.getByRole("menuitem", { name: /Delete/ }));
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "Customer 3 (3)",
    "Customer 5 (5), account balance -12.50 $",
  ]);
  send.rows([aCustomer({ number: 1, status: "inactive" }), aCustomer({ number: 3, status: "active" })]);
  await user.click(dialog.getByRole("button", { name: "Delete 2 customers" }));
  expect(calls).toMatchObject([
    { name: "startMassAction", input: { customerIds: ["c3", "c5"], action: { do: "delete" } } },
  ]);
});

test("who was changed stays selected for the next action, and the run alone tells of it", async () => {
  const user = userEvent.setup();
  const { calls } = open();
  await tick(user, 3);
  await tick(user, 4);
  await items(user);
  await user.click(screen.getByRole("menuitem", { name: /Labels/ }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getAllByRole("checkbox")[0] as HTMLElement);
  await user.click(dialog.getByRole("button", { name: /2 customers/ }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(calls).toMatchObject([{ name: "startMassAction", input: { action: { do: "labels" } } }]);
  expect(screen.getByText("2 of 3 rows are selected")).toBeTruthy();
  expect(screen.queryByText(/Started/)).toBeNull();
});

test("select all that match selects across pages, and all of them go to the job", async () => {
  const user = userEvent.setup();
  const page = Array.from({ length: 100 }, (_unused, index) =>
    aCustomer({ number: index + 1, status: "inactive" }),
  );
  const { calls, send } = open(
    { rows: page, find: async (id) => page.find((row) => row.id === id) },
    "/customers?status=inactive",
  );
  await tick(user, 1);
  await user.click(screen.getByRole("button", { name: "Select all that match" }));
  await screen.findByText("137 rows are selected");
  send.rows(page.slice(50));
  await items(user);
  await user.click(screen.getByRole("menuitem", { name: /Delete/ }));
  const last = within(await screen.findByRole("alertdialog"))
    .getAllByRole("listitem")
    .at(-1);
  expect(last?.textContent).toBe("and 127 more");
  await user.click(screen.getByRole("button", { name: "Delete 137 customers" }));
  expect(calls[0]).toMatchObject({ name: "matchingCustomers", input: { filters: { status: "inactive" } } });
  const sent = calls[1]?.input as { readonly customerIds: readonly string[] };
  expect(new Set(sent.customerIds).size).toBe(137);
  expect(sent.customerIds).toHaveLength(137);
});

test("whom a colleague deletes leaves the selection; who only leaves the list stays in it, and can be viewed", async () => {
  const user = userEvent.setup();
  const asked: string[] = [];
  const find = async (id: string) => {
    asked.push(id);
    return id === "c3" ? undefined : three.find((row) => row.id === id);
  };
  const { send, history } = open({ find });
  await tick(user, 3);
  await tick(user, 5);
  send.rows([aCustomer({ number: 4, status: "active" })]);
  await screen.findByText("1 of 1 rows is selected");
  expect(asked).toEqual(["c3", "c5"]);
  await items(user);
  await user.click(screen.getByRole("menuitem", { name: /View/ }));
  expect(history.get()).toBe("/customers/5");
});

test("without a connection nobody is taken for gone", async () => {
  const user = userEvent.setup();
  const { send } = open({ find: () => Promise.reject(new Error("offline")) });
  await tick(user, 3);
  send.rows([aCustomer({ number: 4, status: "active" })]);
  await Promise.resolve();
  expect(screen.getByText("1 of 1 rows is selected")).toBeTruthy();
});

test("all to be selected are called filtered only where they are", async () => {
  const user = userEvent.setup();
  const rows = Array.from({ length: 100 }, (_unused, index) => aCustomer({ number: index + 1 }));
  const counting = aSession({ permissions: [...session.permissions, "customers.list.totals"] });
  const stats = { new: 0, active: 900, blocked: 0, inactive: 0, balance: 0 };
  const all = open({ rows, session: counting, stats });
  await tick(user, 1);
  expect(screen.getByRole("button", { name: "Select all 900" })).toBeTruthy();
  all.unmount();
  open({ rows, session: counting, stats, counted: 250 }, "/customers?status=active");
  await tick(user, 1);
  expect(await screen.findByRole("button", { name: "Select all 250 filtered" })).toBeTruthy();
});

test("a job's progress is live, also after coming back to the page, and refused customers are listed with reasons", async () => {
  const user = userEvent.setup();
  const { send } = open({ jobs: [aJob({ done: 1 })] });
  expect(await screen.findByText("Change: 1 of 3 …")).toBeTruthy();
  send.jobs([
    aJob({
      done: 3,
      state: "done",
      failed: [{ customerId: "c4", number: 4, reason: "Choose one of the list." }],
    }),
  ]);
  await waitFor(() => expect(screen.getByText("Change: 2 of 3 done, 1 refused")).toBeTruthy());
  await user.click(screen.getByRole("button", { name: "Show refused" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByRole("link", { name: "Customer 4" }).closest("li")?.textContent).toBe(
    "Customer 4: Choose one of the list.",
  );
});

test("a run that was dismissed does not come back on the next visit, and one that was seen to end well neither", async () => {
  const user = userEvent.setup();
  const refused = aJob({ done: 3, state: "done", failed: [{ customerId: "c4", number: 4, reason: "No." }] });
  const well = { ...aJob({ done: 3, state: "done" }), id: "j2" };
  const first = open({ jobs: [refused, well] });
  expect(await screen.findByText("Change: 3 of 3 done")).toBeTruthy();
  first.unmount();
  const second = open({ jobs: [refused, well] });
  expect(await screen.findByText("Change: 2 of 3 done, 1 refused")).toBeTruthy();
  expect(screen.queryByText("Change: 3 of 3 done")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Dismiss" }));
  second.unmount();
  const { send } = open({ jobs: [refused, well, { ...well, id: "j3" }] });
  expect(await screen.findByText("Change: 3 of 3 done")).toBeTruthy();
  send.jobs([refused, well]);
  expect(screen.queryByText(/of 3 done/)).toBeNull();
});

test("whatever rows do, the set acted on is the set ticked: no more, no fewer, and Delete never with one not Inactive", () => {
  const id = (n: number) => `c${n}` as CustomerId;
  const status = fc.constantFrom<CustomerStatus>("new", "active", "blocked", "inactive");
  const step = fc.oneof(
    fc.record({ kind: fc.constant("tick" as const), at: fc.nat(9) }),
    fc.record({
      kind: fc.constant("rows" as const),
      rows: fc.uniqueArray(fc.record({ id: fc.nat(9).map(id), status }), { selector: (row) => row.id }),
    }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let rows: readonly Picked[] = [];
      let known: ReadonlyMap<string, Picked> = new Map();
      const ticked = new Set<string>();
      const lastSeen = new Map<string, CustomerStatus | undefined>();
      for (const one of steps) {
        if (one.kind === "rows") rows = one.rows;
        else {
          const row = rows[one.at];
          if (row !== undefined && !ticked.delete(row.id)) ticked.add(row.id);
        }
        for (const row of rows) lastSeen.set(row.id, row.status);
        known = knownOf(ticked, rows, known);
        const target = targetOf(known);
        expect(new Set<string>(target.ids)).toEqual(ticked);
        expect(target.ids).toHaveLength(ticked.size);
        expect(target.allInactive).toBe(
          ticked.size > 0 && [...ticked].every((chosen) => lastSeen.get(chosen) === "inactive"),
        );
      }
    }),
  );
});
