import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../scripts/stack/build.ts";
import { servedFolder } from "../scripts/stack/served.ts";
import { people, portalLogin, sees, signIn, type People } from "../tests/browser/people.ts";
import { startStack, type StackAddresses } from "../tests/stack/stack.ts";
import { median } from "./numbers.ts";
import type { Row } from "./table.ts";
import { countBytes, slow } from "./throttle.ts";

const ROUNDS = 7;
const WARM = 2;
const FLOOR = "/floor.html";
/** Fetched while the person types; no part of the sign-in page. */
const APPLICATION = /\/assets\/app-/;

/**
 * How soon a page is there over a slow line on a slow device (quality-goals P5): against a static page of as many
 * bytes from the same server, in turns. Times are for colour, their ratios count.
 */
export async function run(): Promise<readonly Row[]> {
  const stack = await startStack();
  const all = await people(stack.addresses);
  try {
    return [...(await signInPage(stack.addresses, all)), ...(await portalHome(stack.addresses, all))];
  } finally {
    await all[Symbol.asyncDispose]();
    await stack.stop();
  }
}

async function signInPage(stack: StackAddresses, all: People): Promise<readonly Row[]> {
  const first: number[] = [];
  const again: number[] = [];
  const floor: number[] = [];
  const shifts: number[] = [];
  let bytes = await bytesOf(stack, all);
  writeFloor(stack, "admin", bytes);
  for (let round = 0; round < ROUNDS; round += 1) {
    const plain = await visit(all, `${stack.admin}${FLOOR}`);
    const ours = await visit(all, stack.admin);
    if (round < WARM) continue;
    bytes = ours.bytes;
    first.push(ours.first);
    again.push(ours.again);
    shifts.push(ours.shift);
    floor.push(plain.first);
  }
  const ratio = median(first) / median(floor);
  const repeat = median(again) / median(first);
  const shift = Math.max(...shifts);
  return [
    { name: "sign-in, bytes of the page", value: kilobytes(bytes), goal: "for colour", pass: null },
    { name: "sign-in, LCP", value: ms(median(first)), goal: "for colour", pass: null },
    { name: "static page of as many bytes, LCP", value: ms(median(floor)), goal: "for colour", pass: null },
    {
      name: "sign-in, LCP against it",
      value: ratio.toFixed(2),
      goal: "≤ 1.3 × the static page",
      pass: ratio <= 1.3,
    },
    {
      name: "sign-in again, LCP",
      value: repeat.toFixed(2),
      goal: "≤ 0.4 × the first visit",
      pass: repeat <= 0.4,
    },
    { name: "sign-in, layout shift", value: shift.toFixed(3), goal: "≤ 0.02", pass: shift <= 0.02 },
  ];
}

interface Visit {
  readonly first: number;
  readonly again: number;
  readonly bytes: number;
  readonly shift: number;
}

/** A first and a second visit of a page by somebody who was never here; LCP of both. */
async function visit(all: People, address: string): Promise<Visit> {
  const context = await all.browser.newContext();
  const page = await context.newPage();
  const devtools = await slow(page);
  const bytes = countBytes(devtools);
  await page.goto(address);
  const first = await paints(page);
  const taken = bytes.before(APPLICATION);
  // Whoever comes back has been here for long enough to have it; the static page has none.
  await page.evaluate(
    `navigator.serviceWorker.getRegistration().then((known) => known && navigator.serviceWorker.ready.then(() => undefined))`,
  );
  // A page without the network in between, so that the second visit is a navigation of its own.
  await page.goto("about:blank");
  await page.goto(address);
  const again = await paints(page);
  await context.close();
  return { first: first.largest, again: again.largest, bytes: taken, shift: first.shift + again.shift };
}

/** When the largest thing was painted, and how much moved, once nothing more comes. */
async function paints(page: Page): Promise<{ readonly largest: number; readonly shift: number }> {
  await page.locator("button, h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  return page.evaluate<{ largest: number; shift: number }>(`new Promise((resolve) => {
    let largest = 0, shift = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) largest = entry.startTime; })
      .observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; })
      .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => setTimeout(() => resolve({ largest, shift }), 100));
  })`);
}

async function bytesOf(stack: StackAddresses, all: People): Promise<number> {
  return (await visit(all, stack.admin)).bytes;
}

/** A page of as many bytes that cannot be made smaller on the way, with something large to paint at its end. */
function writeFloor(stack: StackAddresses, site: "admin" | "portal", bytes: number): void {
  // Base64 of chance packs to three quarters.
  const filling = randomBytes(Math.max(0, Math.floor(bytes - 1024))).toString("base64");
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Floor</title><!-- ${filling} --><h1>A static page</h1><button>Sign in</button></html>`;
  writeFileSync(join(root, servedFolder(stack.ports, site), "floor.html"), page);
}

/** From the address to the balance, by a customer who signed in before and whose browser kept nothing else. */
async function portalHome(stack: StackAddresses, all: People): Promise<readonly Row[]> {
  const context = await all.browser.newContext();
  const page = await context.newPage();
  await page.goto(stack.portal);
  await signIn(page, portalLogin(stack, 1));
  const balance = page.locator(".portal-balance");
  await sees(balance);
  await page.addInitScript(`(() => {
    const look = () => document.querySelector(".portal-balance")
      ? requestAnimationFrame(() => { globalThis.balanceAt = performance.now(); })
      : requestAnimationFrame(look);
    look();
  })()`);
  const devtools = await slow(page);
  const bytes = countBytes(devtools);
  const document = `http://127.0.0.1:${stack.ports.firestore}/v1/projects/${stack.project}/databases/(default)/documents/config/general`;
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await devtools.send("Network.clearBrowserCache");
    await page.goto(stack.portal);
    await sees(balance);
    await page.waitForFunction("globalThis.balanceAt !== undefined");
    const at = await page.evaluate<number>("globalThis.balanceAt");
    if (round === 0) writeFloor(stack, "portal", bytes.within(at));
    await devtools.send("Network.clearBrowserCache");
    await page.goto(`${stack.portal}${FLOOR}`);
    const { largest } = await paints(page);
    const fetched = await page.evaluate<number>(`(async () => {
      const began = performance.now();
      await (await fetch(${JSON.stringify(document)})).text();
      return performance.now() - began;
    })()`);
    if (round < WARM) continue;
    ours.push(at);
    floor.push(2 * largest + fetched);
  }
  await context.close();
  const share = median(ours) / median(floor);
  return [
    { name: "portal home, balance on screen", value: ms(median(ours)), goal: "for colour", pass: null },
    {
      name: "portal home against its limit",
      value: share.toFixed(2),
      goal: "≤ 1 × (twice a static page of as many bytes + one fetch)",
      pass: share <= 1,
    },
  ];
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
