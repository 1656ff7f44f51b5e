import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import type { Customer } from "@trunkline/domain/customer/record";
import { expect, test } from "vitest";
import type { LiveSource } from "../../../lib/live/source.ts";
import { aSession, someFields } from "../../testing/builders.ts";
import type { DeskOptions } from "../../testing/desk.tsx";
import { counted, crowd, fresh, openList, withManyRows } from "./testing.tsx";

withManyRows();

test("opening the list asks the database alone", async () => {
  const { search, queries, database } = await openList(crowd(300), "/customers");
  expect(queries).toHaveLength(1);
  expect(search.loads).toEqual([]);
  expect(search.windows).toEqual([]);
  expect(database.open.size).toBe(0);
});

test("a text in any column narrows the list to exactly those who hold it, without asking the database for pages", async () => {
  const { names, queries, grid } = await openList(crowd(300), "/customers?city=ORSTA");
  await counted("100 customers, filtered from 300");
  await waitFor(() => expect(names().slice(0, 3)).toEqual(["Customer 3", "Customer 6", "Customer 9"]));
  expect(grid.getAttribute("aria-rowcount")).toBe("101");
  expect(queries).toEqual([]);
});

test("typing in the filter row, a chip, the address and a cross are one filter", async () => {
  const user = userEvent.setup();
  const { history } = await openList(crowd(60), "/customers");
  await user.click(screen.getByRole("button", { name: "Show filters" }));
  await user.type(screen.getByLabelText("Filter by City"), "berg");
  await counted("20 customers, filtered from 60");
  expect(history.get()).toBe("/customers?city=berg");
  await user.click(screen.getByRole("button", { name: "Remove City: contains berg" }));
  expect(history.get()).toBe("/customers");
});

test("14 example 6: the table search looks through every visible text column and says from how many it filtered", async () => {
  const user = userEvent.setup();
  const seven = crowd(7).map((row, at) =>
    at < 3 ? { ...row, name: `Francis ${at}`, nameFolded: `francis ${at}` } : row,
  );
  const { history } = await openList(seven, "/customers");
  await user.type(screen.getByLabelText("Table search"), "francis");
  await counted("3 customers, filtered from 7");
  await user.click(screen.getByRole("button", { name: "Clear the table search" }));
  await user.type(screen.getByLabelText("Table search"), "ørs");
  await counted("2 customers, filtered from 7");
  await user.click(screen.getByRole("button", { name: "Clear the table search" }));
  expect(history.get()).toBe("/customers");
  await user.type(screen.getByLabelText("Table search"), "inact");
  await counted("3 customers, filtered from 7");
});

test("a column that no index orders is ordered all the same", async () => {
  const user = userEvent.setup();
  const fields = someFields({ name: "speed", title: "Speed", type: "integer", showInList: true });
  const { names } = await openList(crowd(300), "/customers", { fields });
  await user.click(await screen.findByRole("button", { name: "Speed" }));
  await user.click(screen.getByRole("button", { name: "Speed" }));
  // Highest first; those that are equal in it stand by their ids.
  await waitFor(() => expect(names()[0]).toMatch(/^Customer (50|100|150|200|250|300)$/));
});

test("who scrolls far sees how far it goes; only rows around are listened to, and released behind", async () => {
  const customers = crowd(2000);
  const more: LiveSource<readonly Customer[]>[] = [];
  const { grid, search, database, scrollTo, names, clock } = await openList(
    customers,
    "/customers?locationId=l1&city=o",
  );
  await counted("1,333 customers, filtered from 2,000");
  expect(more).toEqual([]);
  await scrollTo(600);
  await waitFor(() => expect(names()).toContain("Customer 901"));
  expect(container(grid).length).toBeLessThanOrEqual(60);
  const listened = [...database.open.values()].flat();
  expect(listened.length).toBeLessThanOrEqual(150);
  for (const ids of database.open.values()) expect(ids.length).toBeLessThanOrEqual(30);
  await scrollTo(1200);
  await waitFor(() => expect(names()).toContain("Customer 1801"));
  // Left behind for half a minute: let go.
  clock.pass(31_000);
  await waitFor(() => expect([...database.open.values()].flat()).not.toContain("c901"));
  await scrollTo(0);
  await waitFor(() => expect(names()).toContain("Customer 1"));
  expect(search.windows.every(({ count }) => count <= 720)).toBe(true);
});
const container = (grid: HTMLElement) => grid.querySelectorAll(".table-body > .table-row");

/** The database's own pages of everybody by number. */
function pagesOf(customers: readonly Customer[]) {
  const open = new Set<number>();
  const list: NonNullable<DeskOptions["list"]> = ({ after, limit }) => ({
    key: `page after ${after?.number ?? 0}`,
    subscribe(observer) {
      const from = after?.number ?? 0;
      open.add(from);
      observer.next(structuredClone(customers.slice(from, from + limit)), false);
      return () => void open.delete(from);
    },
  });
  return { list, open };
}

test("the plain list moves over to the index past three pages, with the same rows under the eyes", async () => {
  const customers = crowd(2000);
  const { list, open: pages } = pagesOf(customers);
  const { grid, scrollTo, names, search, clock } = await openList(customers, "/customers", { list });
  search.setState("idle");
  for (const place of [90, 190]) await scrollTo(place);
  expect(search.loads).toEqual([]);
  await scrollTo(290);
  expect(search.loads.length).toBeGreaterThan(0);
  search.setState("ready");
  await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("2001"));
  expect(names()).toContain("Customer 291");
  expect(grid.scrollTop).toBe(290 * 32);
  clock.pass(31_000);
  expect([...pages]).toEqual([]);
  await scrollTo(1500);
  await waitFor(() => expect(names()).toContain("Customer 1501"));
});

test("an index that is here goes on where the first page ends: no other page is asked for", async () => {
  const customers = crowd(2000);
  const { list, open: pages } = pagesOf(customers);
  const { grid, scrollTo, names, queries, database } = await openList(customers, "/customers", { list });
  await waitFor(() => expect(names()).toContain("Customer 1"));
  await scrollTo(60);
  expect(database.open.size).toBe(0);
  const row = screen.getByLabelText("Select Customer 75").closest("[role=row]");
  await scrollTo(72);
  await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("2001"));
  expect(screen.getByLabelText("Select Customer 75").closest("[role=row]")).toBe(row);
  expect(grid.scrollTop).toBe(72 * 32);
  await scrollTo(700);
  await waitFor(() => expect(names()).toContain("Customer 701"));
  expect(queries).toHaveLength(1);
  expect([...pages]).toEqual([0]);
});

test("an index that is here orders and narrows, and the plain list is the database's again", async () => {
  const user = userEvent.setup();
  const { names, queries } = await openList(crowd(300), "/customers");
  await waitFor(() => expect(names()[0]).toBe("Customer 1"));
  await user.click(screen.getByRole("button", { name: "ID" }));
  await user.click(screen.getByRole("button", { name: "ID" }));
  await waitFor(() => expect(names()[0]).toBe("Customer 300"));
  expect(queries).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: "ID" }));
  await waitFor(() => expect(names()[0]).toBe("Customer 1"));
  expect(queries.length).toBeGreaterThanOrEqual(1);
});

/** Whose row has the keys, as a screen reader is told; the first row is the heading. */
const active = (grid: HTMLElement) =>
  Number(document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.ariaRowIndex) - 1;

test.each([
  ["End", {}],
  ["Ctrl and End", { ctrlKey: true }],
])("%s goes to the last customer of all, though the database has read a page", async (_name, keys) => {
  const { list } = pagesOf(crowd(2000));
  const { grid, search, names } = await openList(crowd(2000), "/customers", { list });
  fireEvent.keyDown(grid, { key: "End", ...keys });
  expect(search.loads).toHaveLength(1);
  await waitFor(() => expect(active(grid)).toBe(2000));
  expect(names()).toContain("Customer 2000");
  fireEvent.keyDown(grid, { key: "Home" });
  await waitFor(() => expect(active(grid)).toBe(1));
});

test("End waits for an index that is on its way, at the last row that is here", async () => {
  const { list } = pagesOf(crowd(2000));
  const { grid, search } = await openList(crowd(2000), "/customers", { list });
  search.setState("loading");
  fireEvent.keyDown(grid, { key: "End" });
  await waitFor(() => expect(active(grid)).toBe(100));
  search.setState("ready");
  await waitFor(() => expect(active(grid)).toBe(2000));
});

test("whoever moves on while End waits is not carried away", async () => {
  const { list } = pagesOf(crowd(2000));
  const { grid, search } = await openList(crowd(2000), "/customers", { list });
  search.setState("loading");
  fireEvent.keyDown(grid, { key: "End" });
  fireEvent.keyDown(grid, { key: "Home" });
  search.setState("ready");
  await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("2001"));
  expect(active(grid)).toBe(1);
});

test("without the index the pages go on, and those far from sight are let go in both directions", async () => {
  const customers = crowd(2000);
  const { list, open: pages } = pagesOf(customers);
  const { scrollTo, names, clock } = await openList(customers, "/customers", { list, session: aSession() });
  for (let page = 1; page <= 9; page += 1) await scrollTo(page * 100 - 10);
  await waitFor(() => expect(names()).toContain("Customer 891"));
  clock.pass(31_000);
  expect([...pages].toSorted((a, b) => a - b)).toEqual([600, 700, 800, 900]);
  await scrollTo(0);
  await waitFor(() => expect(names()).toContain("Customer 1"));
  clock.pass(31_000);
  expect([...pages].toSorted((a, b) => a - b)).toEqual([0, 100, 200]);
});

test("rows on their way have the right height and place; they become rows", async () => {
  const { grid, names } = await openList(crowd(2000), "/customers?city=o");
  await counted("1,333 customers, filtered from 2,000");
  grid.scrollTop = 1000 * 32;
  fireEvent.scroll(grid);
  const waiting = within(grid).getAllByRole("row", { busy: true });
  expect(waiting.length).toBeGreaterThan(15);
  await waitFor(() => expect(names().length).toBeGreaterThan(15));
});

test("rows that come and go above leave what is in sight, what is ticked and what is active where they are", async () => {
  const user = userEvent.setup();
  const customers = crowd(900);
  const { grid, search, scrollTo, names } = await openList(
    customers,
    "/customers?city=o&dateAdded=2025-01-01..",
  );
  await counted("600 customers, filtered from 900");
  await scrollTo(300);
  await waitFor(() => expect(names()).toContain("Customer 451"));
  await user.click(await screen.findByLabelText("Select Customer 451"));
  const row = screen.getByLabelText("Select Customer 451").closest("[role=row]");
  const top = () => Number(/(\d+)px$/.exec((row as HTMLElement).style.translate)?.[1]) - grid.scrollTop;
  const before = top();
  await search.forget(customers[0] as Customer);
  await search.forget(customers[2] as Customer);
  await search.tell({ ...(customers[1] as Customer), city: "Oslo" });
  await counted("1 of 599 rows is selected");
  expect(screen.getByLabelText("Select Customer 451").closest("[role=row]")).toBe(row);
  expect(row?.getAttribute("data-active")).toBe("");
  expect(top()).toBe(before);
});

test("a visible row's change touches its cell; the change of one out of sight touches nothing", async () => {
  const customers = crowd(900);
  const { container: page, database, names } = await openList(customers, "/customers?city=o");
  await waitFor(() => expect(names()).toContain("Customer 3"));
  // All rows in sight are here.
  await waitFor(() => expect(page.querySelector(".table-body [aria-busy]")).toBeNull());
  const observer = new MutationObserver(() => undefined);
  observer.observe(page, { subtree: true, childList: true, characterData: true, attributes: true });
  database.change({ ...(customers[800] as Customer), name: "Hidden" });
  expect(observer.takeRecords()).toHaveLength(0);
  database.change({ ...(customers[2] as Customer), name: "Seen" });
  const changed = observer.takeRecords().length;
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThanOrEqual(3);
  expect(screen.getByText("Seen")).toBeTruthy();
});

test("whom the database no longer has, the index is told to forget", async () => {
  const { database, names, search } = await openList(crowd(300), "/customers?city=o");
  await waitFor(() => expect(names()).toContain("Customer 3"));
  database.remove("c3");
  await waitFor(() => expect(search.gone).toContain("c3"));
  expect(search.gone).not.toContain("c4");
});

test("whom the index and the database no longer have leaves the selection, though his row is far away", async () => {
  const user = userEvent.setup();
  const rows = crowd(300);
  const find = async (id: string) => (id === "c2" ? undefined : rows.find((row) => row.id === id));
  const { search } = await openList(rows, "/customers?city=bergen", { find });
  await counted("100 customers, filtered from 300");
  await user.click(screen.getByLabelText("Select Customer 2"));
  await user.click(screen.getByLabelText("Select Customer 5"));
  await counted("2 of 100 rows are selected");
  await search.forget(crowd(2)[1] as Customer);
  await counted("1 of 99 rows is selected");
});

test("select all selects exactly whom the list shows, and a mass action gets exactly those", async () => {
  const user = userEvent.setup();
  const { calls, scrollTo } = await openList(crowd(900), "/customers?city=bergen&status=inactive");
  await counted("150 customers, filtered from 900");
  await user.click(screen.getByLabelText("Select all rows"));
  await counted("150 of 150 rows are selected");
  await scrollTo(100);
  await user.click(screen.getByRole("button", { name: "Actions" }));
  await user.click(await screen.findByRole("menuitem", { name: /Delete/ }));
  await user.click(await screen.findByRole("button", { name: "Delete 150 customers" }));
  const sent = calls[0]?.input as { readonly customerIds: readonly string[] };
  const wanted = crowd(900).filter((row) => row.city === "Bergen" && row.status === "inactive");
  expect(sent.customerIds.toSorted()).toEqual(wanted.map(({ id }) => id as string).toSorted());
});

test("Shift selects over rows that were never on the screen, with what is known of them", async () => {
  const user = userEvent.setup();
  const { calls, scrollTo, names } = await openList(crowd(900), "/customers?city=bergen&status=inactive");
  await waitFor(() => expect(names().length).toBeGreaterThan(5));
  await user.click(screen.getByLabelText("Select Customer 2"));
  await scrollTo(140);
  await waitFor(() => expect(names()).toContain("Customer 842"));
  await user.keyboard("{Shift>}");
  await user.click(screen.getByLabelText("Select Customer 842"));
  await user.keyboard("{/Shift}");
  await counted("141 of 150 rows are selected");
  await user.click(screen.getByRole("button", { name: "Actions" }));
  await user.click(await screen.findByRole("menuitem", { name: /Delete/ }));
  await user.click(await screen.findByRole("button", { name: "Delete 141 customers" }));
  const sent = calls[0]?.input as { readonly customerIds: readonly string[] };
  expect(sent.customerIds).toHaveLength(141);
});

test("the whole list in the order of balances stays in it, however far it is scrolled", async () => {
  const user = userEvent.setup();
  const customers = crowd(900);
  const { search, queries, scrollTo } = await openList(customers, "/customers", {
    list: (query) => ({
      key: `list ${JSON.stringify([query.order, query.descending, query.after?.id])}`,
      subscribe(observer) {
        const from =
          query.after === undefined ? 0 : customers.findIndex(({ id }) => id === query.after?.id) + 1;
        observer.next(
          customers.slice(from, from + query.limit).flatMap((row) => fresh(row) ?? []),
          false,
        );
        return () => undefined;
      },
    }),
  });
  await user.click(screen.getByRole("button", { name: "Account balance" }));
  for (const place of [95, 195, 295, 395, 495]) await scrollTo(place);
  expect(queries.at(-1)).toMatchObject({ order: "balance", descending: false });
  expect(search.loads).toEqual([]);
});

test("an index that cannot be brought is said, and tried again; the plain list goes on without", async () => {
  const user = userEvent.setup();
  const { search } = await openList(crowd(60), "/customers?city=oslo");
  search.setState("failed");
  expect(await screen.findByText(/could not be brought to this device/)).toBeTruthy();
  const before = search.loads.length;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(search.loads.length).toBeGreaterThan(before);
  search.setState("ready");
  await counted("20 customers, filtered from 60");
});

test("who may not search is offered what the database answers, and told of an address that asks for more", async () => {
  const user = userEvent.setup();
  await openList(crowd(60), "/customers?city=oslo", { session: aSession() });
  expect(await screen.findByText(/your role may not search/)).toBeTruthy();
  expect(screen.getByText("City: contains oslo")).toBeTruthy();
  expect(screen.queryByLabelText("Table search")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Show filters" }));
  expect(screen.queryByLabelText("Filter by City")).toBeNull();
  expect(screen.getByRole("button", { name: /Filter by Status/ })).toBeTruthy();
});
