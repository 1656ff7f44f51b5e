import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { loginOf, people, sees, type People } from "./people.ts";

/* The sign-in form stands in the page before any script has come (docs/decisions/first-paint.md). */

const stack = inject("stack");
const APPLICATION = /\/assets\/(admin|portal)-.*\.js$/;
let all: People;

beforeAll(async () => {
  all = await people(stack);
});
afterAll(() => all[Symbol.asyncDispose]());

/** A page whose application waits until it is let in. */
async function slowly(site: "admin" | "portal", before?: string): Promise<{ page: Page; letIn(): void }> {
  const page = await (await all.browser.newContext()).newPage();
  const gate = Promise.withResolvers<void>();
  await page.route(APPLICATION, async (route) => {
    await gate.promise;
    await route.continue();
  });
  if (before !== undefined) await page.addInitScript(before);
  await page.goto(stack[site], { waitUntil: "commit" });
  return { page, letIn: gate.resolve };
}

test("P5: what is typed before the scripts come is sent nowhere, stays, and signs in when they have come", async () => {
  const { page, letIn } = await slowly("admin");
  const { login, password } = loginOf(stack, "admin");
  const name = page.getByRole("textbox", { name: "Login or e-mail" });
  await sees(name);
  const asked: string[] = [];
  page.on("request", (request) => request.isNavigationRequest() && asked.push(request.url()));
  await page.keyboard.type(login);
  await page.getByRole("checkbox", { name: "This is a shared computer" }).check();
  await page.locator("input[name=password]").fill(password);
  expect(asked).toEqual([]);

  letIn();
  await sees(page.locator("form"));
  expect(await name.inputValue()).toBe(login);
  expect(await page.getByRole("checkbox").isChecked()).toBe(true);
  expect(page.url()).toBe(`${stack.admin}/`);
  await page.locator("input[name=password]").press("Enter");
  await sees(page.getByRole("heading", { level: 1, name: "Customers" }));
  await page.context().close();
});

test.each(["the button", "Enter"])(
  "P5: who pressed %s before the scripts came need not again",
  async (by) => {
    const { page, letIn } = await slowly("admin");
    const { login, password } = loginOf(stack, "admin");
    const asked: string[] = [];
    page.on("request", (request) => request.isNavigationRequest() && asked.push(request.url()));
    await page.getByRole("textbox", { name: "Login or e-mail" }).fill(login);
    await page.locator("input[name=password]").fill(password);
    if (by === "Enter") await page.locator("input[name=password]").press("Enter");
    else await page.getByRole("button", { name: "Sign in" }).click();
    letIn();
    await sees(page.getByRole("heading", { level: 1, name: "Customers" }));
    expect(asked).toEqual([]);
    await page.context().close();
  },
);

test("P5: a press on the button that is not over when the scripts come counts", async () => {
  const { page, letIn } = await slowly("admin");
  const { login, password } = loginOf(stack, "admin");
  await page.getByRole("textbox", { name: "Login or e-mail" }).fill(login);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Sign in" }).hover();
  await page.mouse.down();
  letIn();
  await sees(page.locator("form"));
  await page.mouse.up();
  await sees(page.getByRole("heading", { level: 1, name: "Customers" }));
  await page.context().close();
});

test("who is known already sees no form, in the theme he chose, also before the scripts come", async () => {
  const known = `localStorage.setItem("trunkline-signed-in", "yes"); localStorage.setItem("trunkline-theme", "dark");`;
  const { page, letIn } = await slowly("portal", known);
  await page.locator("main.sign-in").waitFor({ state: "attached" });
  expect(await page.locator("main.sign-in").isVisible()).toBe(false);
  expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
  letIn();
  // Nobody is signed in after all: the form comes, and is seen.
  await sees(page.getByRole("textbox", { name: "Login" }));
  await page.context().close();
});

test("a form whose application did not come says so", async () => {
  const page = await (await all.browser.newContext()).newPage();
  await page.route(APPLICATION, (route) => route.abort());
  await page.goto(stack.admin);
  await sees(page.getByText("The page was not loaded completely. Reload it to sign in."));
  await page.context().close();
});

test("a page that was not fetched before a cut opens when the line is back, with its looks", async () => {
  const { page, goOffline, goOnline, expectProblem, close } = await all.operator("petr");
  expectProblem(/preload CSS|dynamically imported module/);
  await goOffline();
  await page.getByRole("link", { name: "Config" }).click();
  await sees(page.getByRole("heading", { name: "This page is not on this device yet" }));
  await goOnline();
  await sees(page.getByRole("heading", { level: 1, name: "Config" }));
  const bare = await page.evaluate<number>(
    "[...document.querySelectorAll('link[rel=stylesheet]')].filter((link) => link.sheet === null).length",
  );
  expect(bare).toBe(0);
  await close();
});
