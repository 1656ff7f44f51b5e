import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openCustomer } from "./customer-page.ts";
import { people, sees, type Look, type People, type Person } from "./people.ts";

/* Every route and its main states: no violation that axe can find, in light and dark; nothing sideways on a phone. */

const stack = inject("stack");
let all: People;

beforeAll(async () => {
  all = await people(stack);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

// Menus, tooltips and the like hang outside the page's landmarks; each is reached from a part that is in one.
const FLOATING = "[data-popper-positioner], [role=menu], [role=tooltip]";

/** Looks at the page as it is now; `where` names it in a failure. The dark look differs in its colours alone. */
async function look({ page }: Person, where: string, how: Look): Promise<void> {
  // A tooltip of what was just pressed may come while axe looks.
  await page.mouse.move(0, 0);
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (how.colorScheme === "dark") axe.withRules(["color-contrast"]);
  else if ((await page.locator(FLOATING).count()) > 0) axe.disableRules(["region"]);
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${where}: ${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ""}`).join(" | ")}`,
  );
  expect(found).toEqual([]);
  const sideways = await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect([where, sideways]).toEqual([where, 0]);
}

const LOOKS: readonly (readonly [string, Look])[] = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["on a phone, 320 px wide", { width: 320 }],
];

describe.each(LOOKS)("%s", (_name, how) => {
  test("signing in, refused and accepted", async () => {
    for (const site of ["admin", "portal"] as const) {
      const visitor = await all.visitor(site, how);
      await sees(visitor.page.getByRole("button", { name: "Sign in" }));
      await look(visitor, `${site} sign-in`, how);
      await visitor.close();
    }
  });

  test("the operators' pages and their dialogs", async () => {
    const olga = await all.operator("admin", how);
    const { page } = olga;
    const origin = new URL(page.url()).origin;
    await look(olga, "list while it comes", how);
    await sees(page.getByRole("row").nth(5));
    await look(olga, "list", how);
    await page.getByRole("button", { name: "Show filters" }).click();
    await look(olga, "list with filters", how);
    await page.getByRole("button", { name: "Columns" }).click();
    await sees(page.getByRole("dialog"));
    await look(olga, "column chooser", how);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await sees(page.getByRole("dialog"));
    await look(olga, "search", how);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Account and settings" }).click();
    await sees(page.getByRole("menu"));
    await look(olga, "account menu", how);
    await page.keyboard.press("Escape");

    await page.goto(`${origin}/customers/add`);
    await sees(page.getByRole("heading", { level: 1, name: "Add a customer" }));
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await sees(page.locator(".field-error"));
    await look(olga, "add form with errors", how);

    const customer = await openCustomer(olga, 40);
    await sees(customer.activity(/./));
    await look(olga, "customer", how);
    await page.getByRole("button", { name: "Add a comment or to-do" }).click();
    await sees(page.getByRole("textbox", { name: "Comment", exact: true }));
    await customer.field("Street").fill("Typed");
    await look(olga, "customer with the comment form and changes", how);
    await page.getByRole("button", { name: "Close the form" }).click();
    await page.getByRole("link", { name: "Comments", exact: true }).click();
    await page.getByRole("button", { name: "Add comment" }).click();
    const words = page.getByRole("textbox", { name: "Comment", exact: true });
    await words.pressSequentially("| A | B |\n| - | - |\n| 1 | 2 |\n\n- **one** [two](https://x.cz) @");
    await sees(page.getByRole("listbox", { name: "Colleagues to mention" }));
    await look(olga, "comments, with a colleague being mentioned", how);
    await words.press("Escape");
    await page.getByRole("button", { name: "Preview" }).click();
    await sees(page.getByRole("region", { name: "Preview" }).getByRole("table"));
    await look(olga, "the preview of a comment", how);
    await page.getByRole("button", { name: /^Notifications/ }).click();
    await sees(page.getByRole("dialog"));
    await look(olga, "notifications", how);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "List" }).first().click();
    await sees(page.getByRole("alertdialog"));
    await look(olga, "leaving", how);
    await page.getByRole("button", { name: "Stay" }).click();
    await page.getByRole("button", { name: "Discard", exact: true }).click();

    await page.goto(`${origin}/config/comments`);
    await page.getByRole("button", { name: "Remove Sales" }).click();
    await look(olga, "types and categories of comments", how);
    await page.getByRole("button", { name: "Discard changes" }).click();

    for (const nowhere of ["/nowhere", "/customers/99999"]) {
      await page.goto(origin + nowhere);
      await sees(page.getByRole("heading", { name: /not found/ }));
      await look(olga, nowhere, how);
    }
    await olga.close();
  });

  test("the portal", async () => {
    const customer = await all.customer(3, how);
    await look(customer, "portal home", how);
    await customer.close();
  });
});
