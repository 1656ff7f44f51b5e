import { readFile } from "node:fs/promises";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openCustomer } from "./customer-page.ts";
import { eventually } from "./eventually.ts";
import { people, portalLogin, sees, signIn, type People } from "./people.ts";

/* What an operator does with a customer besides editing: planned status, the portal, undo. */

const stack = inject("stack");
let all: People;

beforeAll(async () => {
  all = await people(stack);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

test("11 example 8: what one administrator plans turns the calendar orange for another, and gray when it is removed", async () => {
  const [olga, petr] = await Promise.all([all.operator("admin"), all.operator("petr")]);
  await Promise.all([openCustomer(olga, 42), openCustomer(petr, 42)]);
  await sees(petr.page.getByRole("button", { name: "Planned changes: none" }));
  await olga.page.getByRole("button", { name: "Planned changes: none" }).click();
  const dialog = olga.page.getByRole("dialog", { name: "Planned status changes" });
  await dialog.getByRole("textbox", { name: /^Date/ }).fill("2031-06-01");
  await dialog.getByRole("radio", { name: "Blocked" }).check();
  await dialog.getByRole("button", { name: "Plan", exact: true }).click();
  await sees(petr.page.getByRole("button", { name: "Planned changes: next on 2031-06-01" }));
  await dialog.getByRole("button", { name: "Remove the change on 2031-06-01" }).click();
  await sees(petr.page.getByRole("button", { name: "Planned changes: none" }));
});

test("Login as customer opens his portal in a new tab, with a bar, and leaves the operator signed in", async () => {
  const olga = await all.operator("admin");
  await openCustomer(olga, 43);
  await olga.page.getByRole("button", { name: "Actions", exact: true }).click();
  const [tab] = await Promise.all([
    olga.context.waitForEvent("page"),
    olga.page.getByRole("menuitem", { name: "Login as customer" }).click(),
  ]);
  const bar = tab.getByRole("complementary", { name: "Operator view" });
  await sees(tab.getByRole("heading", { name: "Your details" }));
  expect(await bar.innerText()).toContain("operator Olga Nováková");
  expect(await bar.innerText()).toMatch(/1[45] minutes left/);
  expect(tab.url()).not.toContain("operator=");
  await bar.getByRole("button", { name: "Exit" }).click();
  await sees(tab.getByRole("heading", { name: "Operator view closed" }));
  await olga.page.reload();
  await sees(olga.page.getByRole("heading", { level: 1, name: / - 43\)$/ }));
});

test("10 §4: a portal password is set, shown to who may, and told; the portal opens with it", async () => {
  const olga = await all.operator("admin");
  const page = await openCustomer(olga, 45);
  const box = olga.page.getByLabel("Portal password", { exact: true });
  await olga.page.getByRole("button", { name: "Set new password" }).click();
  await box.fill("fresh-portal-pass");
  await olga.page.getByRole("button", { name: "Set password", exact: true }).click();
  await sees(olga.page.getByText("New portal password set"));
  await eventually(() => box.inputValue()).toBe("••••••••");
  await olga.page.getByRole("button", { name: "Show", exact: true }).click();
  await eventually(() => box.inputValue()).toBe("fresh-portal-pass");
  await sees(page.activity("changed the portal password"));
  await sees(page.activity("looked at the portal password"));
  await olga.page.getByRole("button", { name: "Hide", exact: true }).click();
  await eventually(() => box.inputValue()).toBe("••••••••");

  const { login } = portalLogin(stack, 45);
  const visitor = await all.visitor("portal");
  await signIn(visitor.page, { login, password: "fresh-portal-pass" });
  await sees(visitor.page.getByRole("heading", { name: "Your details" }));
});

test("a change is undone from its entry", async () => {
  const olga = await all.operator("admin");
  const page = await openCustomer(olga, 44);
  const before = await page.field("City").inputValue();
  await page.field("City").fill("Elsewhere upon Sea");
  await page.save();
  await sees(page.activity("changed City"));
  await page.activity("changed City").first().getByRole("button", { name: "Undo" }).click();
  await sees(page.activity("Undone"));
  expect(await page.field("City").inputValue()).toBe(before);
});

test("a customer's page is printed whole, without what can only be pressed", async () => {
  const olga = await all.operator("admin");
  const { page } = olga;
  const customer = await openCustomer(olga, 45);
  await sees(customer.activity(/./));
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("navigation", { name: "Main menu" }).isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Save", exact: true }).isVisible()).toBe(false);
  expect(await customer.field("City").isVisible()).toBe(true);
  expect(await page.getByRole("button", { name: /^Status/ }).isVisible()).toBe(true);
  // What lies below the window's edge goes on paper too: nothing scrolls within.
  const scrolls = `getComputedStyle(document.querySelector("main")).overflowY`;
  expect(await page.evaluate(scrolls)).toBe("visible");
  const tall = `document.documentElement.scrollHeight > document.documentElement.clientHeight`;
  expect(await page.evaluate(tall)).toBe(true);
});

test("14 example 8: whoever adds somebody who looks like another is led to what says so, clear of the bar", async () => {
  const olga = await all.operator("admin");
  const other = await openCustomer(olga, 46);
  const phone = await other.field("Phone number").inputValue();
  const { page } = olga;
  await page.goto(`${stack.admin}/customers/add`);
  await page.getByRole("textbox", { name: /^Full name/ }).fill("Somebody Else");
  await page.getByRole("textbox", { name: /^Phone number/ }).fill(phone);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await sees(page.getByRole("group", { name: "Customers who look alike" }).getByText("same phone number"));
  const led = `document.activeElement.className === "duplicates"`;
  await eventually(() => page.evaluate(led)).toBe(true);
  const clear = `document.activeElement.getBoundingClientRect().bottom
    <= document.querySelector(".form-actions").getBoundingClientRect().top`;
  expect(await page.evaluate(clear)).toBe(true);
  await page.getByRole("button", { name: "Empty the form" }).click();
});

/** What `exportCustomers` answers, in the protocol of callable functions. */
interface Answered {
  readonly result: { readonly rows: readonly { readonly id: string }[] };
}

test("14 §2.5: a spreadsheet of five thousand customers is written under the site's own policy", async () => {
  const { page } = await all.operator("admin");
  // As many as the demonstration does not have: those that the server gives, again and again.
  await page.route("**/api/exportCustomers", async (route) => {
    const response = await route.fetch();
    const { result } = (await response.json()) as Answered;
    const rows = Array.from({ length: 5000 }, (_, at) => ({
      ...result.rows[at % result.rows.length],
      id: `again${at}`,
    }));
    await route.fulfill({ response, json: { result: { ...result, rows, next: null } } });
  });
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Export", exact: true }).click(),
  ]);
  await sees(dialog.getByText("5,000 customers saved to the file."));
  expect(download.suggestedFilename()).toBe("customers.xlsx");
  const files = unzipSync(new Uint8Array(await readFile(await download.path())));
  const sheet = strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect(sheet.match(/<row /g)?.length).toBe(5001);
  expect(sheet.match(/<c r="[A-Z]5001"/g)?.length).toBeGreaterThan(4);
});
