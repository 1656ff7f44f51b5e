import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openCustomer } from "./customer-page.ts";
import { people, portalLogin, sees, signIn, type People } from "./people.ts";

/* What an operator does with a customer besides editing: the portal password, undo. */

const stack = inject("stack");
let all: People;

beforeAll(async () => {
  all = await people(stack);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

test("10 example 4: a password that was set is shown on request, works in the portal, and is told in the activity", async () => {
  const [olga, customer] = await Promise.all([all.operator("admin"), all.visitor("portal")]);
  const page = await openCustomer(olga, 41);
  const field = page.field("Portal password");
  await olga.page.getByRole("button", { name: "Set new password" }).click();
  await field.fill("Str0ng-enough");
  await olga.page.getByRole("button", { name: "Set password" }).click();
  await olga.page.getByRole("button", { name: "Show", exact: true }).click();
  await olga.page.getByRole("button", { name: "Hide" }).waitFor();
  expect(await field.inputValue()).toBe("Str0ng-enough");
  await olga.page.getByRole("button", { name: "Hide" }).click();
  expect(await field.inputValue()).not.toContain("Str0ng");
  await sees(page.activity("looked at the portal password"));
  await signIn(customer.page, { login: portalLogin(stack, 41).login, password: "Str0ng-enough" });
  await sees(customer.page.getByRole("heading", { name: "Your details" }));
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
