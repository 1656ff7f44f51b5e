import { createSignal } from "solid-js";
import { configure, fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { beforeAll, expect, vi } from "vitest";
import type { Caller } from "../../../data/calls.ts";
import type { LiveSource } from "../../../lib/live/source.ts";
import { aCustomer, aSession } from "../../testing/builders.ts";
import { openDesk, type DeskOptions } from "../../testing/desk.tsx";
import { aSearch } from "../../testing/searching.ts";
import CustomerList from "../list.tsx";

/* A list of hundreds of customers that the index answers. */

/** Gives rows their room, and the tests the time that hundreds of rows take where nothing is compiled away. */
export function withManyRows(): void {
  vi.setConfig({ testTimeout: 30_000 });
  configure({ asyncUtilTimeout: 10_000 });
  beforeAll(() => {
    Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
    Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
  });
}

const SEARCHER = aSession({
  permissions: [
    ...aSession().permissions,
    "customers.search",
    "customers.list.massChange",
    "customers.list.massDelete",
    "customers.list.export",
  ],
});
const CITIES = ["Oslo", "Bergen", "Ørsta"];
/** So many customers of three cities, every second one active. */
export const crowd = (count: number) =>
  Array.from({ length: count }, (_unused, index) =>
    aCustomer({
      number: index + 1,
      city: CITIES[index % 3],
      status: index % 2 === 0 ? "active" : "inactive",
      attr_speed: index % 50,
    }),
  );

/** The same values in objects of their own, as each snapshot has them; of this realm, so that stores hold them. */
export const fresh = (row: Customer | undefined) =>
  row === undefined ? undefined : (JSON.parse(JSON.stringify(row)) as Customer);

/** The database as the list listens to it: named customers, each question open until it is left. */
function aDatabase(customers: readonly Customer[]) {
  const [all, setAll] = createSignal(new Map(customers.map((row) => [row.id as string, row])));
  const open = new Map<string, readonly string[]>();
  const heard = new Set<() => void>();
  return {
    open,
    some: (ids: readonly CustomerId[]): LiveSource<readonly Customer[]> => ({
      key: `some ${ids.join()}`,
      subscribe(observer) {
        const key = ids.join();
        open.set(key, ids);
        const say = () =>
          observer.next(
            ids.flatMap((id) => fresh(all().get(id)) ?? []),
            false,
          );
        heard.add(say);
        say();
        return () => {
          open.delete(key);
          heard.delete(say);
        };
      },
    }),
    change(row: Customer) {
      setAll((before) => new Map(before).set(row.id, row));
      for (const say of heard) say();
    },
    remove(id: string) {
      setAll((before) => new Map([...before].filter(([other]) => other !== id)));
      for (const say of heard) say();
    },
  };
}

/** The list at an address, over these customers. */
export async function openList(customers: readonly Customer[], at: string, options: DeskOptions = {}) {
  const search = await aSearch(customers, options.fields === undefined ? {} : { fields: options.fields });
  const database = aDatabase(customers);
  const calls: { name: string; input: unknown }[] = [];
  const call = (async (name: string, input: unknown) => {
    calls.push({ name, input });
    return { kind: "started", jobId: "j1" };
  }) as Caller;
  const desk = openDesk(CustomerList, "/customers", at, {
    session: SEARCHER,
    rows: customers.slice(0, 100),
    some: database.some,
    search: search.port,
    call,
    ...options,
  });
  const grid = await screen.findByRole("grid");
  const scrollTo = async (place: number) => {
    grid.scrollTop = place * 32;
    fireEvent.scroll(grid);
    await waitFor(() => expect(within(grid).queryAllByText(/Customer/).length).toBeGreaterThan(10));
  };
  const names = () =>
    within(grid)
      .queryAllByText(/^Customer \d+$/)
      .map((cell) => cell.textContent);
  return { ...desk, search, database, calls, grid, scrollTo, names };
}
/** Ends when the list says so of its length. */
export const counted = (text: string) => waitFor(() => expect(screen.getByText(text)).toBeTruthy());
