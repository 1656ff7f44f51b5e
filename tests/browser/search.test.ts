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
  await search(petr, "#17");
  await sees(options(petr).filter({ hasText: " - 17)" }));
  expect(asked.filter((url) => /assets\/worker/.test(url)).length).toBeGreaterThan(0);
  expect(await options(petr).count()).toBe(1);
  await petr.page.keyboard.press("Enter");
  await sees(petr.page.getByRole("heading", { level: 1, name: / - 17\)$/ }));
});

test("what a colleague saves is found by the new value, without a reload", async () => {
  const page = await openCustomer(olga, 19);
  await search(petr, "quuxville");
  await sees(petr.page.getByText(/Nothing found for/));
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

test("found again after a cut: what was loaded answers while offline, and says so", async () => {
  await petr.goOffline();
  await search(petr, "stastny");
  await sees(options(petr).filter({ hasText: " - 19)" }));
  await sees(petr.page.getByText(/customers are found as last known/));
  await petr.goOnline();
});
