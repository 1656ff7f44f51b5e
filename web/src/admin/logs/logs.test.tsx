import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { AdminId, CustomerId, CustomerNumber, EntryId, PartnerId } from "@trunkline/domain/ids/ids";
import type { StatusChange } from "@trunkline/domain/logs/status-change";
import type { Day } from "@trunkline/domain/time/day";
import type { Instant } from "@trunkline/domain/time/instant";
import type { Caller } from "../../data/calls.ts";
import type { LoggedPlan } from "../../data/ports.tsx";
import { aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import Logs from "./index.tsx";

const LOOKER = aSession({ permissions: ["administration.logs", "customers.view"] });
const READER = aSession({ permissions: [...LOOKER.permissions, "customers.list", "customers.list.export"] });
const line = (number: number, part: Partial<StatusChange> = {}): StatusChange => ({
  id: `e${number}` as EntryId,
  time: Date.UTC(2026, 10, 22, 9) as Instant,
  customerId: `c${number}` as CustomerId,
  number: number as CustomerNumber,
  partnerId: "p1" as PartnerId,
  from: "new",
  to: "active",
  actor: "tom",
  cause: null,
  ...part,
});
const plan: LoggedPlan = {
  id: "c9 2026-12-01",
  customerId: "c9" as CustomerId,
  number: 9 as CustomerNumber,
  date: "2026-12-01" as Day,
  status: "blocked",
  state: "waiting",
  createdBy: "tom" as AdminId,
};
const open = (kind: string, session = READER, statusChanges?: readonly StatusChange[]) =>
  openDesk(Logs, "/administration/logs/:kind?", `/administration/logs/${kind}`, {
    session,
    statusChanges: statusChanges ?? [
      line(7),
      line(8, { actor: "scheduled", cause: "2026-11-22", to: "blocked" }),
    ],
    plannedLog: [plan],
  });

test("11 §10.2: each change of a status is one line with the customer, from, to, who and why", async () => {
  open("statuses");
  const grid = await screen.findByRole("grid", { name: "Changes of statuses" });
  const scheduled = within(grid).getByRole("row", { name: /Planned for 2026-11-22/ });
  expect(scheduled.textContent).toContain("Blocked");
  expect(scheduled.textContent).toContain("Scheduled");
  expect(within(scheduled).getByRole("link", { name: "8" }).getAttribute("href")).toBe("/customers/8");
});

test("a line tells the name of its customer, all of them asked for at once, and is found by it", async () => {
  const calls: unknown[] = [];
  const call = (async (name: string, input: { readonly customerIds: readonly string[] }) => {
    calls.push([name, input.customerIds]);
    return {
      kind: "names",
      names: {
        c7: { kind: "customer", number: 7, name: "Ann Lee" },
        c8: { kind: "unreachable" },
      },
    };
  }) as unknown as Caller;
  openDesk(Logs, "/administration/logs/:kind?", "/administration/logs/statuses", {
    session: READER,
    statusChanges: [line(7), line(8)],
    call,
  });
  await screen.findByText("Ann Lee");
  expect(calls).toEqual([["nameCustomers", ["c7", "c8"]]]);
  expect(screen.getByRole("link", { name: "7" })).toBeTruthy();
  await userEvent.type(screen.getByRole("textbox", { name: "Table search" }), "ann");
  expect(await screen.findByText("1, filtered from 2")).toBeTruthy();
});

test("the log is asked for by customer ID, and a number that is none is said and not asked", async () => {
  const desk = open("statuses");
  const id = await screen.findByRole("textbox", { name: "Customer ID" });
  await userEvent.type(id, "7");
  await waitFor(() => expect(desk.logged.at(-1)).toMatchObject({ number: 7, actor: null, limit: 50 }));
  await userEvent.type(id, "x");
  expect(await screen.findByText("A number")).toBeTruthy();
  expect(desk.logged.at(-1)).toMatchObject({ number: null });
});

test("a period counts whole days of the company's zone; one that ends before it begins is said", async () => {
  const desk = open("statuses");
  await userEvent.type(await screen.findByRole("textbox", { name: "From" }), "2026-11-20");
  await userEvent.type(screen.getByRole("textbox", { name: "To" }), "2026-11-21");
  await waitFor(() => {
    const asked = desk.logged.at(-1) as { from: number; before: number };
    expect(asked.before - asked.from).toBe(2 * 86_400_000);
  });
  await userEvent.clear(screen.getByRole("textbox", { name: "To" }));
  await userEvent.type(screen.getByRole("textbox", { name: "To" }), "2026-11-19");
  expect(await screen.findByText("Ends before it begins")).toBeTruthy();
});

test("11 §7.6: what is planned for any customer stands in the order of its days", async () => {
  open("planned");
  const grid = await screen.findByRole("grid", { name: "Planned changes of statuses" });
  const row = within(grid).getByRole("row", { name: /Blocked/ });
  expect(within(row).getByRole("link", { name: "9" }).getAttribute("href")).toBe("/customers/9");
});

test("a change that just happened appears by itself", async () => {
  const desk = open("statuses");
  await screen.findByRole("link", { name: "7" });
  desk.send.statusChanges([line(12), line(7)]);
  expect(await screen.findByRole("link", { name: "12" })).toBeTruthy();
});

async function takeOut(format: string, button: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Export" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: /^Format/ }));
  await user.click(await screen.findByRole("option", { name: format }));
  await user.click(dialog.getByRole("button", { name: button }));
  return { dialog, user };
}

test("14 §2.5: a log is printed as a table alone that says what was filtered, days as the installation writes them", async () => {
  const printed: (string | null)[][] = [];
  vi.stubGlobal("print", () => {
    const sheet = document.querySelector(".print-sheet");
    printed.push([...(sheet?.querySelectorAll("h1, p") ?? [])].map((one) => one.textContent));
    for (const row of sheet?.querySelectorAll("tr") ?? [])
      printed.push([...row.children].map((cell) => cell.textContent));
  });
  open("planned");
  const { dialog } = await takeOut("Print or PDF", "Print");
  await dialog.findByText("1 line sent to the print window.");
  expect(printed).toEqual([
    ["Planned changes of statuses", ""],
    ["Date", "Customer", "New status", "Planned by"],
    ["2026-12-01", "9", "Blocked", "Tom Okafor"],
  ]);
  vi.unstubAllGlobals();
});

test("14 §2.5: a log is copied with the columns shown, and its filters are named", async () => {
  const desk = open("statuses");
  await userEvent.type(await screen.findByRole("textbox", { name: "Customer ID" }), "7");
  await waitFor(() => expect(desk.logged.at(-1)).toMatchObject({ number: 7 }));
  const { dialog } = await takeOut("Copy", "Copy");
  await dialog.findByText("2 lines copied, ready to be pasted into a sheet.");
  expect(
    dialog.getByText(/^Changes of statuses: customer 7, with the columns shown in the table/),
  ).toBeTruthy();
  expect(desk.logged.at(-1)).toMatchObject({ number: 7, limit: 10_000 });
  const lines = (await navigator.clipboard.readText()).split("\r\n");
  expect(lines[0]).toBe("Date\tCustomer\tType\tFrom\tTo\tAdministrator\tCause");
  expect(lines[2]).toMatch(/\t8\tCustomer status\tNew\tBlocked\tScheduled\tPlanned for 2026-11-22$/);
});

test("14 §2.4: a log is searched by what stands in it, farther back than what is in sight, and so is its export", async () => {
  const desk = open("statuses");
  const find = await screen.findByRole("textbox", { name: "Table search" });
  await userEvent.type(find, "SCHÉDULED");
  expect(await screen.findByText("1, filtered from 2")).toBeTruthy();
  expect(screen.getAllByRole("link").map(({ textContent }) => textContent)).toEqual(["8"]);
  expect(desk.logged.at(-1)).toMatchObject({ limit: 1000 });
  await userEvent.click(screen.getByRole("button", { name: "Clear the table search" }));
  expect(screen.getAllByRole("link")).toHaveLength(2);
  expect(desk.logged.at(-1)).toMatchObject({ limit: 50 });
  await userEvent.type(find, "blocked");
  const { dialog } = await takeOut("Copy", "Copy");
  await dialog.findByText("1 line copied, ready to be pasted into a sheet.");
  expect(dialog.getByText(/^Changes of statuses: with “blocked”, with/)).toBeTruthy();
});

test("14 §2.5: who may not export tables takes no log along either", async () => {
  const { unmount } = open("statuses", LOOKER);
  await screen.findByRole("grid", { name: "Changes of statuses" });
  expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
  unmount();
  open("statuses");
  expect(await screen.findByRole("button", { name: "Export" })).toBeTruthy();
});

test("a log that the filters leave empty does not say that nothing happened", async () => {
  open("statuses", READER, []);
  expect(await screen.findByText("No status has changed")).toBeTruthy();
  await userEvent.type(screen.getByRole("textbox", { name: "Customer ID" }), "7");
  expect(await screen.findByText("No change matches these filters")).toBeTruthy();
});

test("15 §3.2: without the permission there is no log, and who may open no customer gets no link", async () => {
  open("statuses", aSession());
  expect(await screen.findByRole("heading", { name: /No access/ })).toBeTruthy();
});

test("15 §3.4: a customer the reader may not open is plain text", async () => {
  open("statuses", aSession({ permissions: ["administration.logs"] }));
  await screen.findByRole("grid", { name: "Changes of statuses" });
  expect(screen.queryByRole("link", { name: "7" })).toBeNull();
  expect(screen.getByText("7")).toBeTruthy();
});
