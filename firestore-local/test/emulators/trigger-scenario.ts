import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import sparticuz from "@sparticuz/chromium";
import esbuild from "esbuild";
import { initializeApp } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";
import { chromium } from "playwright-core";
import { greet } from "./page.ts";
import type { GreetOptions } from "./page.ts";

/** Runs inside `emulators:exec`: people are written by the web SDK in Node and in a browser; functions answer. */
const emulators = {
  firestore: process.env["FIRESTORE_EMULATOR_HOST"] ?? "",
  auth: process.env["FIREBASE_AUTH_EMULATOR_HOST"] ?? "",
};

const node = await greet({ ...emulators, id: "node" });
const browser = await inBrowser({ ...emulators, id: "browser" });

initializeApp({ projectId: "demo-shim" });
const db = getFirestore();
await db.doc("people/admin").set({ name: "first" });
await db.doc("people/admin").update({ name: "second" });
await db.doc("people/admin").delete();

// Five writes to people, two above and three here, are logged by a function under their events' ids.
const log = await new Promise<unknown[]>((resolve, reject) => {
  db.collection("log").onSnapshot((found) => {
    if (found.size >= 5) resolve(found.docs.map((doc) => doc.data()));
  }, reject);
});
const copy = await new Promise((resolve, reject) => {
  db.doc("copies/node").onSnapshot((found) => {
    if (found.exists) resolve(found.data());
  }, reject);
});
writeFileSync(process.env["RESULT"] ?? "", JSON.stringify({ node, browser, log, copy }));
process.exit(0);

async function inBrowser(options: GreetOptions) {
  const bundle = await esbuild.build({
    entryPoints: [join(dirname(fileURLToPath(import.meta.url)), "page.ts")],
    bundle: true,
    format: "iife",
    write: false,
  });
  const instance = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...sparticuz.args],
    headless: true,
  });
  try {
    const page = await instance.newPage();
    await page.route("http://localhost/", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>People</title>" }),
    );
    await page.goto("http://localhost/");
    await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? "" });
    return await page.evaluate((given) => globalThis.greet?.(given), options);
  } finally {
    await instance.close();
  }
}
