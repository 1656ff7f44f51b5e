/**
 * `npm run pictures`: takes the README's pictures anew, of the built product with the demonstration in it and three
 * operators at work.
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openCustomer } from "../tests/browser/customer-page.ts";
import { people, sees } from "../tests/browser/people.ts";
import { startStack } from "../tests/stack/stack.ts";
import { root } from "./stack/build.ts";

const DESK = { width: 1280, height: 1040 };

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.locator(".skeleton").first().waitFor({ state: "detached" });
  // Not a moment at which something just lights up.
  await page.waitForTimeout(2_000);
  await page.screenshot({ path: join(root, "docs/pictures", `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}

const stack = await startStack(console.log);
try {
  await using all = await people(stack.addresses);
  const olga = await all.operator("admin");
  await olga.page.setViewportSize(DESK);
  const petr = await all.operator("petr");
  const petrs = await openCustomer(petr, 9);
  await petrs.field("Phone number").focus();
  await openCustomer(await all.operator("maria"), 17);
  await sees(olga.page.locator(".table-row .avatar").nth(1));
  await take(olga.page, "list");

  await openCustomer(olga, 9);
  await sees(olga.page.getByText("Petr Svoboda is here"));
  await take(olga.page, "customer");

  await olga.page.getByRole("link", { name: "Search", exact: true }).click();
  await sees(olga.page.getByRole("textbox", { name: "Full name" }));
  await take(olga.page, "search");

  const night = await all.operator("admin", { colorScheme: "dark" });
  await night.page.setViewportSize(DESK);
  await sees(night.page.getByRole("row").nth(5));
  await night.page.keyboard.press("Control+k");
  await night.page.getByRole("dialog").getByRole("combobox").fill("praha");
  await sees(night.page.getByRole("option", { name: /Praha/ }));
  await take(night.page, "dark");

  const { page } = await all.customer(1, { width: 390 });
  await take(page, "portal");
} finally {
  await stack.stop();
}
