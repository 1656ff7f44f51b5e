import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openCustomer } from "./customer-page.ts";
import { eventually } from "./eventually.ts";
import { people, sees, type People, type Person } from "./people.ts";

/* One operator configures while a colleague works: what is configured counts at once, in pages that are open. */

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

const go = async ({ page }: Person, path: string, heading: string) => {
  await page.goto(`${new URL(page.url()).origin}${path}`);
  await sees(page.getByRole("heading", { level: 1, name: heading }));
};
const box = (page: Page, label: string): Locator => page.getByRole("textbox", { name: label });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const configure = async (settings: Readonly<Record<string, string>>) => {
  await go(olga, "/config/customers", "Customers");
  for (const [label, text] of Object.entries(settings)) await box(olga.page, label).fill(text);
  await press(olga.page, "Save");
};
const stored = () => sees(olga.page.getByRole("button", { name: "Save", exact: true, disabled: true }));
const generated = async (button: string, label: string): Promise<string> => {
  const before = await box(petr.page, label).inputValue();
  const answer = petr.page.waitForResponse(/\/api\/generate/);
  await press(petr.page, button);
  await answer;
  if (before === "") await eventually(() => box(petr.page, label).inputValue()).not.toBe("");
  else await petr.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(undefined))));
  return box(petr.page, label).inputValue();
};

test("10 example 2: each generate button fills its own field by the format that was just configured", async () => {
  await configure({ "Login format": "{rand_string|8}" });
  await stored();
  await go(petr, "/customers/add", "Add a customer");
  const first = await generated("Generate a login", "Portal login");
  expect(first).toMatch(/^[A-Za-z0-9]{8}$/);
  expect(await box(petr.page, "Portal password").inputValue()).toBe("");
  expect(await generated("Generate a login", "Portal login")).not.toBe(first);
  const password = await generated("Generate a password", "Portal password");
  expect(password).toMatch(/^[A-Za-z0-9]{8}$/);
  expect(await generated("Generate a password", "Portal password")).not.toBe(password);

  await configure({ "Login format": "{id|6}" });
  await stored();
  const number = await generated("Generate a login", "Portal login");
  expect(number).toMatch(/^\d{6}$/);
  expect(await generated("Generate a login", "Portal login")).toBe(number);
});

test("10 example 3: too few password characters are refused; good ones count for the next password", async () => {
  await configure({ "Characters for password": "23456789" });
  await sees(olga.page.getByText("At least 10 different characters."));
  await configure({ "Characters for password": "23456789ABCD", "Password length": "10" });
  await stored();
  await go(petr, "/customers/add", "Add a customer");
  expect(await generated("Generate a password", "Portal password")).toMatch(/^[2-9A-D]{10}$/);
  await configure({ "Password format": "Net-{rand_string}" });
  await stored();
  expect(await generated("Generate a password", "Portal password")).toMatch(/^Net-[2-9A-D]{10}$/);
  for (const format of ["{id|6}", "ab{rand_string|4}"]) {
    await configure({ "Password format": format });
    await sees(olga.page.locator('[data-field="passwordFormat"] .field-error'));
  }
  await configure({
    "Password format": "{rand_string}",
    "Characters for password": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "Password length": "8",
  });
  await stored();
});

test("10 example 8: a required field made by a colleague appears in the open page and form, and holds up Save", async () => {
  const customer = await openCustomer(petr, 7);
  const adding = await all.visitor("admin", { tabOf: petr });
  await go(adding, "/customers/add", "Add a customer");
  await adding.page.getByRole("textbox", { name: "Full name" }).fill("Ann Lee");

  await go(olga, "/config/add-field", "Add a field");
  await box(olga.page, "Field title").fill("Service location");
  await olga.page.getByRole("checkbox", { name: /^Required/ }).check();
  await press(olga.page, "Add the field");
  await sees(olga.page.getByRole("link", { name: "service_location" }));

  await sees(customer.field("Service location"));
  await customer.field("City").fill("Zlín");
  await customer.save();
  await sees(customer.fieldBox("Service location").getByText("This field is required."));
  await sees(adding.page.getByRole("textbox", { name: "Service location" }));
  expect(await adding.page.getByRole("textbox", { name: "Full name" }).inputValue()).toBe("Ann Lee");

  await customer.field("Service location").pressSequentially("Roof, left side");
  expect(await customer.field("Service location").inputValue()).toBe("Roof, left side");
  await customer.save();
  await sees(customer.page.getByRole("button", { name: "Save", exact: true, disabled: true }));

  await olga.page.getByRole("button", { name: "Delete Service location" }).click();
  await sees(olga.page.getByText(/^1 record holds/));
  await press(olga.page, "Delete the field");
  await customer.field("Service location").waitFor({ state: "hidden" });
  await press(adding.page, "Empty the form");
});
