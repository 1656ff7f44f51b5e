import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { eventually } from "./eventually.ts";
import { people, sees, type People, type Person } from "./people.ts";

/* What work leaves in a tab that stays open all day. `npm run bench -- memory` opens 500 customers. */

const stack = inject("stack");

let all: People;
let olga: Person;
let devtools: CDPSession;

beforeAll(async () => {
  all = await people(stack);
  olga = await all.operator("admin");
  devtools = await olga.page.context().newCDPSession(olga.page);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

/** What lives in the tab, in the document or not. */
async function living(): Promise<{ readonly nodes: number; readonly handlers: number }> {
  await devtools.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  return { nodes, handlers: jsEventListeners };
}

/** Walks on through the list, so many customers further. */
async function walk(times: number): Promise<void> {
  const { page } = olga;
  for (let done = 0; done < times; done += 1) {
    const before = await page.getByRole("heading", { level: 1 }).textContent();
    await page.keyboard.press("j");
    await eventually(() => page.getByRole("heading", { level: 1 }).textContent()).not.toBe(before);
    await sees(page.getByRole("list", { name: "Activity" }).getByRole("listitem"));
  }
}

test("the pages of customers that were left are let go", async () => {
  const { page } = olga;
  await page.getByRole("grid", { name: "Customers" }).getByRole("link", { name: "1", exact: true }).click();
  await sees(page.getByRole("list", { name: "Activity" }).getByRole("listitem"));
  await walk(3);
  const before = await living();
  await walk(12);
  // One page is some thousand nodes and a hundred handlers.
  await eventually(async () => (await living()).nodes).toBeLessThan(before.nodes * 1.5);
  expect((await living()).handlers).toBeLessThan(before.handlers * 1.5);
});
