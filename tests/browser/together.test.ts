import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openCustomer, type CustomerPage } from "./customer-page.ts";
import { eventually } from "./eventually.ts";
import { platformOf } from "../stack/stack.ts";
import { customerPathOf, people, sees, type People, type Person } from "./people.ts";

/*
 * The thread: two operators work on customer 17 at the same time, each in a browser of his own. No other file lets one of
 * them be there: whose browser is taken away is told as there until his last sign of life is old.
 */

const stack = inject("stack");
const OLGA = "Olga Nováková";
const PETR = "Petr Svoboda";

let all: People;
let olga: Person;
let petr: Person;
let hers: CustomerPage;
let his: CustomerPage;

beforeAll(async () => {
  all = await people(stack);
  [olga, petr] = await Promise.all([all.operator("admin"), all.operator("petr")]);
  [hers, his] = await Promise.all([openCustomer(olga, 17), openCustomer(petr, 17)]);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

const saved = (page: CustomerPage) =>
  sees(page.page.getByRole("button", { name: "Save", exact: true, disabled: true }));

test("each sees that the other is on the page, and in which field", async () => {
  await sees(hers.page.getByRole("img", { name: `Also here: ${PETR}` }));
  await sees(his.page.getByRole("img", { name: `Also here: ${OLGA}` }));
  await his.field("Street").focus();
  await sees(hers.page.getByRole("img", { name: `Also here: ${PETR} edits Street` }));
  await sees(hers.fieldBox("Street").getByText(`${PETR} is here`));
  await his.field("Street").blur();
  await hers.fieldBox("Street").getByText(`${PETR} is here`).waitFor({ state: "hidden" });
});

test("who goes to another site is not told as there any more, and is again when he comes back", async () => {
  const third = await all.operator("petr");
  await Promise.all([openCustomer(third, 23), openCustomer(olga, 23)]);
  const here = olga.page.getByRole("img", { name: `Also here: ${PETR}` });
  await sees(here);
  await third.page.goto("about:blank");
  await here.waitFor({ state: "hidden" });
  await third.page.goBack();
  await sees(here);
  await third.page.goto("about:blank");
  await here.waitFor({ state: "hidden" });
  await third.close();
  hers = await openCustomer(olga, 17);
});

test("a comment of one appears at the other without a reload", async () => {
  await hers.comment("Asked for a quote for 1 Gbit/s.");
  await sees(his.comments("Asked for a quote for 1 Gbit/s.").getByText(OLGA));
  await sees(his.activity("Asked for a quote").filter({ hasText: `${OLGA} created customer note` }));
});

test("different fields edited at the same time are both kept, without a question", async () => {
  // Two transactions on one document at once: one is refused, which the console tells, and tried again.
  for (const person of [olga, petr]) person.expectProblem(/status of 400 .*documents:commit/);
  await hers.field("Street").fill("Sokolovská 12");
  await his.field("Phone number").fill("+420 720 610 183");
  await hers.save();
  await his.save();
  await Promise.all([saved(hers), saved(his)]);
  for (const page of [hers, his]) {
    await eventually(() => page.field("Street").inputValue()).toBe("Sokolovská 12");
    await eventually(() => page.field("Phone number").inputValue()).toBe("+420 720 610 183");
    expect(await page.conflict.count()).toBe(0);
  }
});

test("the same field edited twice is asked about with base, theirs and mine; mine can be kept", async () => {
  await conflictIn("City", "Brno", "Plzeň");
  await his.conflict.getByRole("radio", { name: /You/ }).check();
  await his.conflict.getByRole("button", { name: "Save my choice" }).click();
  await saved(his);
  for (const page of [hers, his]) await eventually(() => page.field("City").inputValue()).toBe("Plzeň");
});

test("… or theirs can be taken", async () => {
  await conflictIn("ZIP code", "60200", "30100");
  await his.conflict.getByRole("radio", { name: new RegExp(OLGA) }).check();
  await his.conflict.getByRole("button", { name: "Save my choice" }).click();
  await saved(his);
  for (const page of [hers, his]) await eventually(() => page.field("ZIP code").inputValue()).toBe("60200");
});

test("… or decided later, and then nothing typed is lost", async () => {
  await conflictIn("Street", "Veveří 1", "Americká 2");
  await his.conflict.getByRole("button", { name: "Decide later" }).click();
  await his.conflict.waitFor({ state: "hidden" });
  expect(await his.field("Street").inputValue()).toBe("Americká 2");
  await his.fieldBox("Street").getByRole("button", { name: "Keep mine" }).click();
  await his.save();
  await saved(his);
  await eventually(() => hers.field("Street").inputValue()).toBe("Americká 2");
});

test("what is written offline arrives once, and a field changed meanwhile is asked about on return", async () => {
  const before = await his.field("Contact person").inputValue();
  await petr.goOffline();
  await sees(his.page.getByText("You are offline."));
  await his.comment("Written on the train.");
  await sees(his.comments("Written on the train.").getByText("Waiting to be sent"));
  await his.field("Contact person").fill("Petr's choice");
  await his.save();
  await sees(his.page.getByText("Will be saved when back online."));

  await hers.field("Contact person").fill("Olga's choice");
  await hers.save();
  await saved(hers);
  await petr.goOnline();

  await sees(hers.comments("Written on the train."));
  await sees(his.conflict);
  await sees(his.conflict.getByText(before));
  await sees(his.conflict.getByRole("radio", { name: /Olga's choice/ }));
  await sees(his.conflict.getByRole("radio", { name: /Petr's choice/ }));
  await his.conflict.getByRole("radio", { name: /Petr's choice/ }).check();
  await his.conflict.getByRole("button", { name: "Save my choice" }).click();
  await saved(his);
  await eventually(() => hers.field("Contact person").inputValue()).toBe("Petr's choice");
  expect(await hers.comments("Written on the train.").count()).toBe(1);
  await his.comments("Written on the train.").getByText("Waiting to be sent").waitFor({ state: "hidden" });
  expect(await his.comments("Written on the train.").count()).toBe(1);
});

test("a to-do ticked by one is seen done by the other", async () => {
  await his.page.getByRole("button", { name: "Add a comment or to-do" }).click();
  await his.page.getByRole("textbox", { name: "Comment", exact: true }).fill("Call back about the router.");
  await his.page.getByRole("button", { name: "In one week" }).click();
  await his.page.getByRole("button", { name: "Add", exact: true }).click();
  const tick = (page: CustomerPage) =>
    page.page.getByRole("checkbox", { name: "Completed: Call back about the router." });
  await sees(his.comments("Call back about the router."));
  await hers.comments("Call back about the router.").locator("label").first().click();
  await eventually(() => tick(his).isChecked()).toBe(true);
  await sees(his.comments("Call back about the router.").getByText(`completed by ${OLGA}`));
});

test("the activity tells all of it with the right names", async () => {
  for (const page of [hers, his]) {
    await sees(page.activity(`${OLGA} closed customer note “Call back about the router.”`));
    await sees(page.activity(`${PETR} created customer note “Call back about the router.”`));
    const contact = page.activity(`${PETR} changed Contact person`);
    await contact.getByText("Old and new values").click();
    await sees(contact.getByRole("row", { name: "Contact person Olga's choice Petr's choice" }));
    await sees(page.activity(`${OLGA} changed Contact person`));
    await sees(page.activity(`${PETR} created customer note “Written on the train.”`));
    // Coming into sight the button reads more by itself and goes, perhaps before anybody could press it.
    const more = page.page.getByRole("button", { name: "Show more" });
    await more.evaluate((button) => button.scrollIntoView(), undefined, { timeout: 3000 }).catch(() => {});
    await sees(page.activity(`${OLGA} changed Street`));
    await sees(page.activity(`${PETR} changed Phone number`));
    await sees(page.activity(`${PETR} changed City`));
    await sees(page.activity(`${OLGA} changed ZIP code`));
    expect(await page.activity(`${PETR} changed ZIP code`).count()).toBe(0);
    await sees(page.activity(`${OLGA} created customer note “Asked for a quote for 1 Gbit/s.”`));
  }
});

test("the list shows who is on which customer, and forgets it when he leaves", async () => {
  await hers.page.getByRole("link", { name: "List" }).first().click();
  const row = hers.page
    .getByRole("row")
    .filter({ has: hers.page.getByRole("link", { name: "17", exact: true }) });
  await sees(row.getByRole("img", { name: `Here now: ${PETR}` }));
  await his.page.getByRole("link", { name: "List" }).first().click();
  await row.getByRole("img", { name: /Here now/ }).waitFor({ state: "hidden" });
});

test("14 §1.5: in the middle of the list a colleague's change repaints one row where it stands, and a hidden one nothing", async () => {
  const { page } = hers;
  const grid = page.getByRole("grid", { name: "Customers" });
  await grid.evaluate((element) => (element.scrollTop = 32 * 22));
  const [hidden, seen] = [3, 35];
  const row = grid
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: String(seen), exact: true }) });
  await sees(row);
  // The page that comes next is drawn to its end, and what was left behind is gone.
  await grid.getByRole("link", { name: "60", exact: true }).first().waitFor({ state: "attached" });
  await grid
    .getByRole("link", { name: String(hidden), exact: true })
    .first()
    .waitFor({ state: "detached" });
  await page.evaluate(`{
    globalThis.seenRow = document.querySelector('.table-body a[href="/customers/${seen}"]').closest("[role=row]");
    globalThis.changes = [];
    const all = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver((list) => changes.push(...list)).observe(document.querySelector(".table-body"), all);
  }`);
  const before = await grid.evaluate((element) => element.scrollTop);

  const platform = platformOf(stack);
  const move = (number: number, city: string) =>
    platform.db.doc(customerPathOf(stack, number)).update({ city });
  try {
    // Both are of one page of the list: when the second is seen, the first has arrived.
    await move(hidden, "Unseen");
    await move(seen, "Seen");
  } finally {
    await platform.close();
  }
  await sees(row.getByText("Seen", { exact: true }));
  const changed = await page.evaluate<number>("changes.length");
  expect(changed).toBeGreaterThan(0);
  expect(await page.evaluate("changes.every(({ target }) => seenRow.contains(target))")).toBe(true);
  expect(changed).toBeLessThanOrEqual(3);
  expect(await page.evaluate('seenRow.isConnected && seenRow.textContent.includes("Seen")')).toBe(true);
  expect(await grid.evaluate((element) => element.scrollTop)).toBe(before);
  await grid.evaluate((element) => (element.scrollTop = 0));
  await sees(grid.getByText("Unseen", { exact: true }));
});

/** Both type into one field; Olga saves first, Petr is asked. */
async function conflictIn(label: string, hersText: string, hisText: string): Promise<void> {
  const base = await his.field(label).inputValue();
  await his.field(label).fill(hisText);
  await hers.field(label).fill(hersText);
  await hers.save();
  await saved(hers);
  await sees(his.fieldBox(label).getByText(`${OLGA} changed this to “${hersText}”.`));
  await his.save();
  await sees(his.conflict.getByText(base));
  await sees(his.conflict.getByRole("radio", { name: new RegExp(hersText) }));
  await sees(his.conflict.getByRole("radio", { name: new RegExp(hisText) }));
  expect(await his.conflict.getByRole("radio", { checked: true }).count()).toBe(0);
}
