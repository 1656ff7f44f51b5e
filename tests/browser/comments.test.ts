import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openCustomer, type CustomerPage } from "./customer-page.ts";
import { eventually } from "./eventually.ts";
import { people, sees, type People, type Person } from "./people.ts";

/* Comments and to-dos of customer 23, by two operators (12 §4, §5; examples 7, 8 and 17). */

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
  [hers, his] = await Promise.all([openCustomer(olga, 23), openCustomer(petr, 23)]);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

const panel = ({ page }: CustomerPage, text: string) =>
  page.getByRole("list", { name: "Comments and to-dos" }).getByRole("listitem").filter({ hasText: text });
const tab = ({ page }: CustomerPage, text: string) =>
  page.getByRole("list", { name: "Recent comments" }).getByRole("listitem").filter({ hasText: text });
const bell = ({ page }: Person) => page.getByRole("button", { name: /^Notifications/ });
const bellCount = async (person: Person) =>
  Number(/\d+/.exec((await bell(person).getAttribute("aria-label")) ?? "")?.[0] ?? 0);
const gone = (locator: ReturnType<typeof panel>) => locator.waitFor({ state: "detached" });

test("12 example 7: a quick comment comes to the colleague with its author, changes with its edit, and goes", async () => {
  await hers.comment("Call back");
  await sees(panel(his, "Call back").getByText(OLGA));
  const entry = panel(hers, "Call back");
  await entry.getByRole("button", { name: "Edit" }).click();
  await hers.page.getByRole("textbox", { name: "Comment", exact: true }).fill("Call back at five");
  await hers.page.getByRole("button", { name: "Save", exact: true, disabled: false }).click();
  await sees(panel(his, "Call back at five"));
  await panel(hers, "Call back at five").getByRole("button", { name: "Delete" }).click();
  await hers.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await gone(panel(his, "Call back at five"));
  await sees(his.activity(`${OLGA} deleted customer note “Call back at five”`));
});

test("12 example 8: a scheduled comment of the tab is a to-do of the panel; ticked by one it is struck for the other", async () => {
  await hers.page.getByRole("link", { name: "Comments", exact: true }).click();
  await sees(hers.page.getByRole("heading", { name: "Recent comments" }));
  expect(new URL(hers.page.url()).search).toBe("?below=comments");
  await hers.page.getByRole("button", { name: "Add comment" }).click();
  await hers.page.getByRole("textbox", { name: "Comment", exact: true }).fill("Visit");
  await hers.page.getByRole("textbox", { name: "Comment", exact: true }).selectText();
  await hers.page.getByRole("button", { name: "Bold" }).click();
  await sees(hers.page.getByRole("button", { name: /^Type: Support/ }));
  await sees(hers.page.getByRole("button", { name: /^Category: Info/ }));
  await hers.page.getByLabel(/^Scheduled/).fill("2030-09-08T15:15");
  await hers.page.getByRole("button", { name: "Add", exact: true }).click();

  for (const page of [hers, his]) await sees(panel(page, "Visit").getByText("2030-09-08 15:15"));
  await sees(tab(hers, "Visit").getByText("2030-09-08 15:15"));
  await sees(
    panel(his, "Visit")
      .locator("strong")
      .filter({ hasText: /^Visit$/ }),
  );
  await sees(panel(his, "Visit").getByText("Support · Info"));

  await panel(his, "Visit").locator("label").first().click();
  for (const entry of [panel(hers, "Visit"), tab(hers, "Visit")]) {
    await sees(entry.getByText(`completed by ${PETR}`));
    const struck = (selector: string) =>
      entry.locator(selector).evaluate((element: Element) => getComputedStyle(element).textDecorationLine);
    await eventually(() => struck(".comment-text")).toBe("line-through");
    expect(await struck(".comment-due")).toBe("line-through");
  }
  await sees(his.activity(`${PETR} closed customer note “Visit”`));
});

test("the tab is kept by its address, and finds by words and type", async () => {
  await hers.page.reload();
  await sees(tab(hers, "Visit"));
  await hers.page.getByRole("searchbox", { name: "Search" }).fill("visit");
  await eventually(() => tab(hers, "").count()).toBe(await tab(hers, "Visit").count());
  await hers.page.getByRole("searchbox", { name: "Search" }).fill("");
});

test("a mention is chosen with the keyboard, rings the colleague's bell, and leads him to the comment", async () => {
  // Whoever named him in the demonstration is seen first.
  await bell(petr).click();
  await sees(his.page.getByRole("heading", { name: "Mentions of you" }));
  const before = await his.page
    .getByRole("list", { name: "To-dos of today and before" })
    .getByRole("listitem")
    .count();
  await his.page.keyboard.press("Escape");
  await eventually(() => bellCount(petr)).toBe(before);
  await hers.page.getByRole("button", { name: "Add a comment or to-do" }).click();
  const box = hers.page.getByRole("textbox", { name: "Comment", exact: true });
  await box.pressSequentially("Please look, @svob");
  await sees(hers.page.getByRole("option", { name: PETR }));
  await box.press("Enter");
  expect(await box.inputValue()).toBe(`Please look, @${PETR} `);
  await hers.page.getByRole("button", { name: "Add", exact: true }).click();

  await eventually(() => bellCount(petr)).toBe(before + 1);
  await his.page.goto(new URL("/customers", his.page.url()).href);
  await eventually(() => bellCount(petr)).toBe(before + 1);
  await bell(petr).click();
  const news = his.page.getByRole("list", { name: "Mentions of you" }).getByRole("listitem").first();
  await sees(news.getByText("New"));
  await news.getByRole("link", { name: /^Please look/ }).click();
  await sees(tab(his, "Please look").locator(".mention[data-me]"));
  // Seen is seen, also after a reload.
  await eventually(() => bellCount(petr)).toBe(before);
  await his.page.reload();
  await sees(tab(his, "Please look"));
  await eventually(() => bellCount(petr)).toBe(before);
});

test("a to-do for today that is given to a colleague counts at his bell until it is ticked", async () => {
  const before = await bellCount(petr);
  await hers.page.getByRole("button", { name: "Add a comment or to-do" }).click();
  await hers.page.getByRole("textbox", { name: "Comment", exact: true }).fill("Ask about the router");
  const today = await hers.page
    .locator(".comment-when .date-picker")
    .getAttribute("min")
    .then((minimum) => `${minimum?.slice(0, 10)}T23:59`);
  await hers.page.getByLabel(/^Scheduled/).fill(today);
  await hers.page.getByRole("button", { name: /^For: / }).click();
  await hers.page.getByRole("option", { name: PETR }).click();
  await hers.page.getByRole("button", { name: "Add", exact: true }).click();
  await sees(panel(his, "Ask about the router").getByText(`${OLGA} for ${PETR}`));
  await eventually(() => bellCount(petr)).toBe(before + 1);
  await panel(his, "Ask about the router").locator("label").first().click();
  await eventually(() => bellCount(petr)).toBe(before);
});

test("a pin puts an entry first for both", async () => {
  await panel(his, "Please look").getByRole("button", { name: "Pin to the top" }).click();
  const first = hers.page.getByRole("list", { name: "Comments and to-dos" }).getByRole("listitem");
  await eventually(async () => (await panel(hers, "Please look").getByText("Pinned").count()) > 0).toBe(true);
  const pinned = await first.filter({ hasText: "Pinned" }).count();
  expect(
    await first
      .nth(pinned - 1)
      .getByText("Pinned")
      .count(),
  ).toBe(1);
});

test("12 example 17: written offline, also with a pin and a mention, it arrives once after the return", async () => {
  await petr.goOffline();
  await sees(his.page.getByText("You are offline."));
  await his.page.getByRole("button", { name: "Add a comment or to-do" }).click();
  const box = his.page.getByRole("textbox", { name: "Comment", exact: true });
  await box.fill(`In the tunnel with @${OLGA}`);
  await his.page.getByRole("button", { name: "Add", exact: true }).click();
  await sees(panel(his, "In the tunnel").getByText("Waiting to be sent"));
  await panel(his, "In the tunnel").getByRole("button", { name: "Pin to the top" }).click();
  await sees(panel(his, "In the tunnel").getByText("Pinned"));
  const before = await bellCount(olga);
  await petr.goOnline();
  await sees(panel(hers, "In the tunnel").getByText("Pinned"));
  await eventually(() => bellCount(olga)).toBe(before + 1);
  await panel(his, "In the tunnel").getByText("Waiting to be sent").waitFor({ state: "detached" });
  for (const page of [hers, his]) expect(await panel(page, "In the tunnel").count()).toBe(1);
});

test("types are configured, and open pages follow", async () => {
  const settings = await all.visitor("admin", { tabOf: olga });
  await settings.page.goto(new URL("/config/comments", hers.page.url()).href);
  const title = settings.page.getByRole("textbox", { name: "Title of type 2" });
  await title.fill("Helpdesk");
  await settings.page.getByRole("button", { name: "Save", exact: true }).click();
  await sees(panel(his, "Visit").getByText("Helpdesk · Info"));
  // Its own page has heard of it too before it is changed back.
  await sees(settings.page.getByRole("button", { name: "Save", exact: true, disabled: true }));
  await eventually(() => title.inputValue()).toBe("Helpdesk");
  await title.fill("Support");
  await settings.page.getByRole("button", { name: "Save", exact: true }).click();
  await sees(panel(his, "Visit").getByText("Support · Info"));
  await settings.close();
});
