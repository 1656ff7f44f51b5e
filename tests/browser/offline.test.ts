import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { root } from "../../scripts/stack/build.ts";
import { servedFolder } from "../../scripts/stack/served.ts";
import { bundled } from "../../web/build/small-script.ts";
import { openCustomer } from "./customer-page.ts";
import { PATIENCE_MS, eventually } from "./eventually.ts";
import { people, sees, type People } from "./people.ts";

/* The service worker (docs/decisions/service-worker.md): pages without a connection, new versions, and its end. */

const stack = inject("stack");
const served = (name: string) => join(root, servedFolder(stack.ports, "admin"), name);
const built = {
  page: readFileSync(served("index.html"), "utf8"),
  worker: readFileSync(served("sw.js"), "utf8"),
};
const editionOf = (page: string) => /data-edition="(\w+)"/.exec(page)?.[1] ?? "";
const hashOf = (page: string) => createHash("sha256").update(page).digest("base64");
let all: People;

beforeAll(async () => {
  all = await people(stack);
});
afterAll(() => all[Symbol.asyncDispose]());
afterEach(() => serve(built.page, built.worker));

function serve(page: string, worker: string): void {
  writeFileSync(served("index.html"), page);
  writeFileSync(served("sw.js"), worker);
}

/** Serves the site as a deployment would leave it that changed its page. */
function deploy(edition: string, change = (page: string) => page): void {
  const page = change(built.page.replace(editionOf(built.page), edition));
  const worker = built.worker
    .replaceAll(editionOf(built.page), edition)
    .replaceAll(/version:"\w+"/g, `version:"${edition}"`)
    .replaceAll(hashOf(built.page), hashOf(page));
  serve(page, worker);
}

const shownEdition = (page: Page) =>
  page.evaluate<string>("document.querySelector('script[data-edition]').dataset.edition");
const ready = (page: Page) => page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
/** Browsers look for a new worker a second after a visit, unless the next one comes before. */
const CALMLY = { timeout: PATIENCE_MS, interval: 2_500 };
/** How long a page that opened for somebody who is signed in leaves the line to itself, in milliseconds. */
const CALM_MS = 10_000;
const visited = (page: Page) => async () => {
  await page.goto(stack.admin);
  return shownEdition(page);
};
/** The paths of everything that is kept, of all versions. */
const keptPaths = (page: Page) =>
  page.evaluate<string[]>(`(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const kept = await Promise.all(caches_.map((cache) => cache.keys()));
    return kept.flat().map(({ url }) => url.replace(location.origin, ""));
  })()`);
const versions = (page: Page) =>
  page.evaluate<string[]>(
    `caches.keys().then((names) => names.map((name) => name.replace("trunkline-", "")))`,
  );

/** Lets the token that this browser holds be as old as after an hour. */
const outdateToken = (page: Page) =>
  page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open("firebaseLocalStorageDb");
    opening.onerror = reject;
    opening.onsuccess = () => {
      const store = opening.result.transaction("firebaseLocalStorage", "readwrite").objectStore("firebaseLocalStorage");
      store.openCursor().onsuccess = ({ target: { result } }) => {
        result.value.value.stsTokenManager.expirationTime = Date.now() - 1000;
        result.update(result.value).onsuccess = () => resolve();
      };
    };
  })`);

test("cut off, the list and a customer open again with what the device kept, and say so; nothing of anybody is kept beside the site's files", async () => {
  const petr = await all.operator("petr");
  const { page } = petr;
  await openCustomer(petr, 3);
  await page.clock.install();
  await page.goto(`${stack.admin}/customers`);
  await sees(page.getByRole("link", { name: "000003" }));
  const list = /"\/(assets\/kept-[^"]+)"/.exec(built.worker)?.[1] ?? "";
  const everything = JSON.parse(readFileSync(served(list), "utf8")) as readonly string[];
  await expect
    .poll(
      async () => {
        await page.clock.fastForward(CALM_MS);
        const there = new Set(await keptPaths(page));
        return everything.filter((file) => !there.has(file));
      },
      { timeout: PATIENCE_MS, interval: 500 },
    )
    .toEqual([]);
  expect(
    (await keptPaths(page)).filter(
      (path) =>
        !/^\/(assets\/[\w.-]+\.(js|css)|favicon\.svg|emulators\.json|__\/firebase\/init\.json)?$/.test(path),
    ),
  ).toEqual([]);

  await outdateToken(page);
  await petr.goOffline();
  await page.reload();
  await sees(page.getByRole("link", { name: "000003" }));
  await sees(page.getByText("You are offline. Showing data that this device kept"));
  const customer = await openCustomer(petr, 3);
  await customer.field("City").fill("Plzeň");
  await page.reload();
  await eventually(() => customer.field("City").inputValue()).toBe("Plzeň");
  // Nobody opened it before the cut.
  await page.goto(`${stack.admin}/config`);
  await sees(page.getByRole("heading", { level: 1, name: "Config" }));
  await petr.goOnline();
  await page.getByText("You are offline.").waitFor({ state: "hidden" });
  await petr.close();
});

test("the portal, opened again while cut off, says that the server cannot be reached, and shows the account when it is back", async () => {
  const customer = await all.customer(1);
  const { page } = customer;
  await ready(page);
  await customer.goOffline();
  customer.expectProblem(/Failed to get document|Failed to fetch|offline|imported module/i);
  await page.reload();
  await sees(page.getByText("The server cannot be reached. Nothing was changed."));
  await customer.goOnline();
  await sees(page.locator(".portal-balance"));
  await customer.close();
});

test("a new version is told and comes with one reload, which keeps what was typed; one that does not fit its page is not taken", async () => {
  const petr = await all.operator("petr");
  const { page } = petr;
  await ready(page);
  const [before = ""] = await versions(page);
  // The page of one version with the worker of another, as in the middle of a deployment.
  deploy("halfway");
  writeFileSync(served("index.html"), built.page);
  petr.expectProblem(/another version already/);
  await page.evaluate(`navigator.serviceWorker.ready.then((registration) => registration.update()).then((registration) =>
    new Promise((resolve) => {
      const coming = registration.installing ?? registration.waiting;
      if (coming === null || coming.state === "redundant") resolve();
      else coming.addEventListener("statechange", () => coming.state === "redundant" && resolve());
    }))`);
  expect(await versions(page)).toEqual([before]);

  await page.clock.install();
  const customer = await openCustomer(petr, 5);
  deploy("next");
  await customer.field("City").fill("Brno");
  await page.clock.fastForward(CALM_MS);
  const notice = page.locator(".new-version");
  await notice.getByText("A new version is there. What you typed is kept.").waitFor();
  expect(await shownEdition(page)).toBe(editionOf(built.page));
  await notice.getByRole("button", { name: "Reload" }).click();
  await eventually(() => shownEdition(page)).toBe("next");
  await eventually(() => customer.field("City").inputValue()).toBe("Brno");
  expect(await versions(page)).toEqual([before, "next"]);
  expect(await notice.count()).toBe(0);
  await petr.close();
});

test("a sign-in page on which nobody began takes a new version at once; a broken one is mended by the next, and a withdrawn worker leaves nothing", async () => {
  const { page, ...visitor } = await all.visitor("admin");
  await ready(page);
  deploy("second");
  await page.goto(stack.admin);
  await eventually(() => shownEdition(page)).toBe("second");

  // Not a single script of the page runs: the browser itself asks for the next worker.
  deploy("broken", (text) => text.replace("<script ", '<script type="text/broken" '));
  await page.reload();
  await expect.poll(visited(page), CALMLY).toBe("broken");
  deploy("mended");
  await expect.poll(visited(page), CALMLY).toBe("mended");

  serve(built.page, await bundled("offline/worker/retired.ts", "iife"));
  await expect.poll(async () => (await visited(page)(), versions(page)), CALMLY).toEqual([]);
  await visitor.close();
});
