import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { sessionPath } from "@trunkline/domain/paths";
import { FieldValue } from "firebase-admin/firestore";
import { signOut } from "../../functions/src/identity/session-end.ts";
import { platformOf } from "../stack/stack.ts";
import { eventually } from "./eventually.ts";
import { ownerOf } from "./owner.ts";
import { customerPathOf, people, portalLogin, sees, signIn, type People, type Person } from "./people.ts";

/* One person with two tabs, whose sessions are ended from another computer. */

const stack = inject("stack");
const behind = platformOf(stack);
const TERESA = "demo-technician" as AdminId;

let all: People;
let first: Person;
let second: Person;

beforeAll(async () => {
  all = await people(stack);
  first = await all.operator("technician");
  second = { ...(await all.visitor("admin", { tabOf: first })), login: first.login };
  for (const tab of [first, second]) tab.expectProblem(/permission|PERMISSION_DENIED|40[013]/i);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

const endElsewhere = () => signOut(behind, { ...ownerOf(behind), uid: TERESA }, { everywhere: true });
const notice = ({ page }: Person) => page.getByText("Your session has ended. What you typed is kept");
const rows = ({ page }: Person) => page.getByRole("grid", { name: "Customers" }).getByRole("row");
const isThere = (locator: ReturnType<typeof rows>) => locator.first().isVisible();

/** What somebody changes at a customer arrives in that tab. */
async function goesOn(tab: Person, city: string): Promise<void> {
  await sees(rows(tab).nth(3));
  const link = tab.page.getByRole("link", { name: /^\d+$/ }).first();
  const number = Number(await link.textContent());
  await behind.db.doc(customerPathOf(stack, number)).update({ city });
  await sees(tab.page.getByRole("grid", { name: "Customers" }).getByText(city, { exact: true }));
}

test("both tabs say that the session has ended, whichever of them is told first", async () => {
  await Promise.all([first, second].map((tab) => sees(rows(tab).nth(3))));
  // The answer reaches the second tab when the first has already left.
  await second.page.route("**/api/refreshSession", async (route) => {
    const response = await route.fetch();
    await sees(first.page.getByRole("button", { name: "Sign in" }));
    await route.fulfill({ response });
  });
  await endElsewhere();
  for (const tab of [first, second]) await sees(notice(tab));
  await second.page.unrouteAll({ behavior: "ignoreErrors" });
  await signIn(first.page, first.login);
  await goesOn(first, "Back at once");
  await goesOn(second, "Back as well");
  expect(await isThere(notice(second))).toBe(false);
});

test("signed in again while the other tab still clears the device, both go on", async () => {
  await second.page.exposeFunction("firstGoesOn", async () => {
    await eventually(async () => {
      const locks = await first.page.evaluate(() => navigator.locks.query());
      return (locks.pending ?? []).length > 0 || (await isThere(rows(first).nth(3)));
    }).toBe(true);
  });
  // A slow device: what the second tab takes away, it takes away when the first one is signed in again.
  await second.page.addInitScript(() => {
    const remove = indexedDB.deleteDatabase.bind(indexedDB);
    const { firstGoesOn } = window as unknown as { firstGoesOn: () => Promise<void> };
    indexedDB.deleteDatabase = (name) => {
      const late: Pick<IDBOpenDBRequest, "onsuccess" | "onerror"> = { onsuccess: null, onerror: null };
      void firstGoesOn().then(() => {
        const removing = remove(name);
        removing.addEventListener("success", (event) => late.onsuccess?.call(removing, event));
        removing.addEventListener("error", (event) => late.onerror?.call(removing, event));
      });
      return late as IDBOpenDBRequest;
    };
  });
  await second.page.reload();
  await Promise.all([first, second].map((tab) => sees(rows(tab).nth(3))));
  await endElsewhere();
  await sees(notice(first));
  await signIn(first.page, first.login);
  await goesOn(first, "Slow and back");
  await goesOn(second, "Both are back");
});

test("a tab that slept meanwhile signs nobody out when it wakes, and goes on with the new sign-in", async () => {
  // Without the script that slows its clearing down.
  await second.close();
  second = { ...(await all.visitor("admin", { tabOf: first })), login: first.login };
  second.expectProblem(/permission|PERMISSION_DENIED|40[013]/i);
  await Promise.all([first, second].map((tab) => sees(rows(tab).nth(3))));
  const asleep = Promise.withResolvers<void>();
  const wakes = Promise.withResolvers<void>();
  await second.page.route("**/asleep", async (route) => {
    asleep.resolve();
    await wakes.promise;
    await route.fulfill({ body: "" });
  });
  // Nothing runs in a page that waits for this answer: it hears of the end when the other tab has long given up waiting.
  const sleeping = second.page.evaluate(() => {
    const request = new XMLHttpRequest();
    request.open("GET", "/asleep", false);
    request.send();
  });
  await asleep.promise;
  await endElsewhere();
  await sees(notice(first));
  await signIn(first.page, first.login);
  await goesOn(first, "Back before it woke");
  wakes.resolve();
  await sleeping;
  await goesOn(second, "Both are awake");
  expect(await isThere(notice(second))).toBe(false);
  await goesOn(first, "Still signed in");
});

test("the portal says it in both tabs too", async () => {
  const customer = await all.customer(9);
  const other = await all.visitor("portal", { tabOf: customer });
  const ended = ({ page }: Person) => page.getByText("Your session has ended. Sign in again to go on.");
  for (const tab of [customer, other]) {
    tab.expectProblem(/permission|PERMISSION_DENIED|40[013]/i);
    await sees(tab.page.getByRole("heading", { name: "Your details" }));
  }
  await other.page.route("**/api/refreshSession", async (route) => {
    const response = await route.fetch();
    await sees(customer.page.getByRole("button", { name: "Sign in" }));
    await route.fulfill({ response });
  });
  const session = behind.db.doc(sessionPath(portalLogin(stack, 9).uid as CustomerId));
  await session.update({ sv: FieldValue.increment(1) });
  for (const tab of [customer, other]) await sees(ended(tab));
  await other.page.unrouteAll({ behavior: "ignoreErrors" });
});
