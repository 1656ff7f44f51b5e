import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openCustomer } from "./customer-page.ts";
import { eventually } from "./eventually.ts";
import { loginOf, people, sees, signIn, type People, type Person } from "./people.ts";

/* Search over the whole stack: the seeded index, the worker under the site's own policy, and changes that arrive. */

const stack = inject("stack");

let all: People;
let olga: Person;
let petr: Person;

beforeAll(async () => {
  all = await people(stack);
  [olga, petr] = await Promise.all([all.operator("admin"), all.operator("petr")]);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

const box = ({ page }: Person) => page.getByRole("combobox", { name: "Customer, page or action" });
const options = ({ page }: Person) => page.getByRole("listbox", { name: "Results" }).getByRole("option");

async function search(person: Person, typed: string): Promise<void> {
  await person.page.keyboard.press("Control+k");
  await box(person).fill(typed);
}

test("nothing of the index is fetched before somebody searches; then a part of an ID, and Enter, open a customer", async () => {
  const asked: string[] = [];
  petr.page.on("request", (request) => asked.push(request.url()));
  await openCustomer(petr, 18);
  expect(asked.filter((url) => /assets\/worker/.test(url))).toEqual([]);
  await search(petr, "#16");
  await sees(options(petr).filter({ hasText: " - 16)" }));
  expect(asked.filter((url) => /assets\/worker/.test(url)).length).toBeGreaterThan(0);
  expect(await options(petr).count()).toBe(1);
  await petr.page.keyboard.press("Enter");
  await sees(petr.page.getByRole("heading", { level: 1, name: / - 16\)$/ }));
});

test("what a colleague saves is found by the new value, without a reload", async () => {
  const page = await openCustomer(olga, 19);
  await search(petr, "quuxville");
  await sees(options(petr).filter({ hasText: "Customers with “quuxville” in a comment" }));
  expect(await options(petr).count()).toBe(1);
  await page.field("City").fill("Šťastný Quúxville");
  await page.save();
  await sees(options(petr).filter({ hasText: " - 19)" }));
  expect(await options(petr).locator("mark").allTextContents()).toEqual(["Quúxville"]);
  await petr.page.keyboard.press("Escape");
});

test("the list reads its rows and two documents more; saved views only for whom looks for them", async () => {
  const counters = `http://127.0.0.1:${stack.ports.firestore}/local/v1/counters`;
  const reads = async () => {
    const { collections } = (await (await fetch(counters)).json()) as {
      readonly collections: Readonly<Record<string, { readonly reads: number }>>;
    };
    return (name: string) => collections[name]?.reads ?? 0;
  };
  const jana = await all.visitor("admin");
  const before = await reads();
  await signIn(jana.page, loginOf(stack, "admin"));
  const rows = jana.page.getByRole("grid", { name: "Customers" });
  await sees(rows.getByRole("link", { name: "5", exact: true }));
  const counted = jana.page.getByText(/^\d+ customers$/);
  await sees(counted);
  const rowsThere = Number.parseInt((await counted.textContent()) ?? "", 10);
  const after = await reads();
  const read = (name: string) => after(name) - before(name);
  expect([read("customers"), read("views")]).toEqual([rowsThere, 0]);
  expect(read("stats") + read("jobs")).toBeLessThanOrEqual(2);
  await jana.page.getByRole("button", { name: "View: My view" }).click();
  await sees(jana.page.getByRole("menuitem", { name: "Save as a new view" }));
  await eventually(async () => (await reads())("views") - after("views")).toBe(2);
});

test("a narrowed list is filled from records that this device does not keep, and follows what others save", async () => {
  const jana = await all.visitor("admin");
  await jana.page.goto(`${stack.admin}/customers?city=quuxville`);
  await signIn(jana.page, loginOf(stack, "admin"));
  const rows = jana.page.getByRole("grid", { name: "Customers" });
  const row = rows.getByRole("row").filter({ has: jana.page.getByRole("link", { name: "19", exact: true }) });
  await sees(row.getByText("Šťastný Quúxville"));
  // The index does not hold it: it comes with the record.
  await sees(row.getByText(/\d[.,]\d\d/));
  const page = await openCustomer(olga, 19);
  await page.field("City").fill("Quuxville upon Sea");
  await page.save();
  await sees(row.getByText("Quuxville upon Sea"));
  // Whoever was nowhere in the list comes into it.
  const other = await openCustomer(petr, 23);
  await other.field("City").fill("Near Quuxville");
  await other.save();
  await sees(rows.getByText("Near Quuxville"));
  const kept = await jana.page.evaluate<{ all: number; cities: string[] }>(KEPT);
  expect(kept.all).toBeGreaterThan(0);
  expect(kept.cities).toEqual([]);
});

/** What the SDK's store on this device holds: how much, and the cities of the customers among it. */
const KEPT = `(async () => {
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const found = await indexedDB.databases();
  const { name } = found.find((one) => one.name.startsWith("firestore/"));
  const db = await asked(indexedDB.open(name));
  const [store] = [...db.objectStoreNames].filter((one) => one.startsWith("remoteDocumentsV"));
  const all = await asked(db.transaction(store).objectStore(store).getAll());
  db.close();
  return { all: all.length, cities: all.flatMap(({ document }) => document?.fields?.city?.stringValue ?? []) };
})()`;

test("found again after a cut: what was loaded answers while offline, and says so", async () => {
  await search(petr, "upon sea");
  await sees(options(petr).filter({ hasText: " - 19)" }));
  await petr.page.keyboard.press("Escape");
  await petr.goOffline();
  await search(petr, "quuxville upon");
  await sees(options(petr).filter({ hasText: " - 19)" }));
  await sees(petr.page.getByText(/customers are found as last known/));
  await petr.goOnline();
});
