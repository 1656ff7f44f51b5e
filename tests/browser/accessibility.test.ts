import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { expectNoViolation } from "./axe.ts";
import { openCustomer } from "./customer-page.ts";
import { eventually } from "./eventually.ts";
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

/** What can differ where the page is narrow; everything else is the same page as on a desk. */
const NARROW = ["target-size", "color-contrast", "button-name", "link-name", "label", "aria-hidden-focus"];

/** Looks at the page as it is now; `where` names it in a failure. */
async function look({ page }: Person, where: string, { width }: Look): Promise<void> {
  // A tooltip of what was just pressed may come while axe looks.
  await page.mouse.move(0, 0);
  if (width === undefined) {
    const floats = (await page.locator(FLOATING).count()) > 0;
    // WCAG 2.2's own rule is off unless it is asked for.
    await expectNoViolation(page, where, {
      rules: { "target-size": { enabled: true }, region: { enabled: !floats } },
    });
    // The dark look differs in its colours alone.
    await page.emulateMedia({ colorScheme: "dark" });
    await expectNoViolation(page, `${where}, dark`, { runOnly: ["color-contrast"] });
    await page.emulateMedia({ colorScheme: "light" });
  } else await expectNoViolation(page, where, { runOnly: NARROW });
  expect([where, await page.evaluate(WIDER)]).toEqual([where, []]);
}

/** Looks at the colours of a button while the pointer rests on it. */
async function point(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).hover();
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoViolation(page, `${name} under the pointer, ${colorScheme}`, {
      runOnly: ["color-contrast"],
    });
  }
}

/** What can be pushed sideways and is no table. */
const WIDER = `[...document.querySelectorAll("html, #content, [role=dialog], .dialog-body")]
  .filter((one) => one.scrollWidth > one.clientWidth)
  .map((one) => one.outerHTML.slice(0, 200))`;

/** What a style is, of the first such element, while the person's own colours take every ground and shadow away. */
async function inOwnColours({ page }: Person, selector: string, style: string): Promise<string> {
  await page.emulateMedia({ forcedColors: "active" });
  const read = `getComputedStyle(document.querySelector(${JSON.stringify(selector)}))[${JSON.stringify(style)}]`;
  const found = await page.evaluate<string>(read);
  await page.emulateMedia({ forcedColors: "none" });
  return found;
}

/** Opens a page of the application as its links do, without starting it anew. */
async function visit({ page }: Person, path: string, heading: RegExp | string): Promise<void> {
  await page.evaluate(`{
    const link = document.body.appendChild(document.createElement("a"));
    link.href = ${JSON.stringify(path)};
    link.click();
    link.remove();
  }`);
  await sees(page.getByRole("heading", { level: 1, name: heading }));
  await eventually(() => page.locator(".skeleton").count()).toBe(0);
}

const PAGES = [
  ["/customers/search", "Search customers"],
  ["/config", "Config"],
  ["/config/customers", "Customers"],
  ["/config/maps", "Maps"],
  ["/config/labels", "Labels"],
  ["/config/fields", "Additional fields"],
  ["/config/add-field", /field/i],
  ["/config/portal-fields", "Additional attributes in profile"],
  ["/config/restore", "Restore deleted customers"],
  ["/administration/logs/statuses", "Logs"],
  ["/administration/logs/planned", "Logs"],
  ["/profile/security", "Security"],
] as const;

const LOOKS: readonly (readonly [string, Look])[] = [
  ["light and dark", {}],
  ["on a phone, 320 px wide", { width: 320 }],
];

describe.each(LOOKS)("%s", (_name, how) => {
  test("signing in, refused and accepted", async () => {
    for (const site of ["admin", "portal"] as const) {
      const visitor = await all.visitor(site, how);
      await sees(visitor.page.getByRole("button", { name: "Sign in" }));
      await look(visitor, `${site} sign-in`, how);
      await point(visitor.page, "Sign in");
      await visitor.close();
    }
  });

  // One operator goes through everything: signing in and starting anew costs more than looking.
  let olga: Person;
  beforeAll(async () => {
    olga = await all.operator("admin", how);
    // Colours on their way from one to another are nobody's colours.
    await olga.page.emulateMedia({ reducedMotion: "reduce" });
  });
  afterAll(() => olga.close());

  test("the list and what opens over it", async () => {
    const { page } = olga;
    await look(olga, "list while it comes", how);
    await sees(page.getByRole("row").nth(5));
    await look(olga, "list", how);
    await page.getByRole("button", { name: "Show filters" }).click();
    await look(olga, "list with filters", how);
    await page.getByRole("button", { name: "Columns" }).click();
    await sees(page.getByRole("dialog"));
    await look(olga, "column chooser", how);
    // In a person's own colours what was a ground is an edge, or a colour of his.
    const [on, off] = ["input[role=switch]:checked", "input[role=switch]:not(:checked)"];
    expect(await inOwnColours(olga, on, "backgroundColor")).not.toBe(
      await inOwnColours(olga, off, "backgroundColor"),
    );
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await sees(page.getByRole("dialog"));
    await look(olga, "search", how);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Account and settings" }).click();
    await sees(page.getByRole("menu"));
    await look(olga, "account menu", how);
    await page.keyboard.press("Escape");
    await page
      .getByRole("checkbox", { name: /^Select / })
      .nth(1)
      .check();
    expect(await inOwnColours(olga, ".table-row[aria-selected=true]", "outlineStyle")).toBe("solid");
    expect(await inOwnColours(olga, ".badge", "borderTopStyle")).toBe("solid");
    for (const [item, title] of [
      [/^Change/, "Change 1 customer"],
      [/^Labels/, "Labels of 1 customer"],
    ] as const) {
      await page.getByRole("button", { name: "Actions", exact: true }).click();
      await page.getByRole("menuitem", { name: item }).click();
      await sees(page.getByRole("dialog", { name: title }));
      await look(olga, title, how);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await sees(page.getByRole("dialog", { name: "Export" }));
    await look(olga, "export", how);
    await page.keyboard.press("Escape");
    await page.getByRole("grid").press("?");
    await sees(page.getByRole("dialog", { name: "Keys" }));
    await look(olga, "keys", how);
    await page.keyboard.press("Escape");
  });

  test("a customer, his comments and dialogs", async () => {
    const { page } = olga;
    await visit(olga, "/customers/add", "Add a customer");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await sees(page.locator(".field-error"));
    await look(olga, "add form with errors", how);

    const customer = await openCustomer(olga, 40);
    await sees(customer.activity(/./));
    await look(olga, "customer", how);
    await page.getByRole("button", { name: /^Planned changes/ }).click();
    await sees(page.getByRole("dialog", { name: "Planned status changes" }));
    await look(olga, "planned changes", how);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await sees(page.getByRole("menu"));
    await look(olga, "actions of a customer", how);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Set on the map" }).click();
    await sees(page.getByRole("dialog", { name: "Geo data" }));
    await look(olga, "geo data", how);
    await page.keyboard.press("Escape");
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
    await page.getByRole("button", { name: "Account and settings" }).click();
    await page.getByRole("menuitem", { name: /^Sign out/ }).click();
    await sees(page.getByRole("alertdialog"));
    await point(page, "Sign out");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Discard", exact: true }).click();
  });

  test("search, logs and settings", async () => {
    const { page } = olga;
    for (const [path, heading] of PAGES) {
      await visit(olga, path, heading);
      await look(olga, path, how);
      if (path !== "/config/labels") continue;
      // Few and short columns need no pushing sideways.
      const table = page.locator(".table-scroll");
      expect(await table.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    }
    await visit(olga, "/config/comments", "Comments");
    await page.getByRole("button", { name: "Remove Sales" }).click();
    await look(olga, "types and categories of comments", how);
    await page.getByRole("button", { name: "Discard changes" }).click();

    for (const [nowhere, heading] of [
      ["/nowhere", "Page not found"],
      ["/customers/99999", "Customer not found"],
    ] as const) {
      await visit(olga, nowhere, heading);
      await look(olga, nowhere, how);
    }
  });

  test("the portal", async () => {
    const customer = await all.customer(3, how);
    await look(customer, "portal home", how);
    await customer.close();
  });
});
