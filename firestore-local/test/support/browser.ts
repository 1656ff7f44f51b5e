import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { join } from "node:path";
import sparticuz from "@sparticuz/chromium";
import { build } from "esbuild";
import type { BrowserContext, Page } from "playwright-core";
import { chromium } from "playwright-core";
import type { OpenOptions, Told } from "../browser/page.ts";
import { Events } from "./events.ts";

export interface TestBrowser extends AsyncDisposable {
  /** A page of its own with the web SDK open on that port. */
  page(options: OpenOptions): Promise<TestPage>;
}

export interface TestPage {
  readonly page: Page;
  /** What the page's listeners told, by the listener's name. */
  told(listener: string): Events<Told>;
  close(): Promise<void>;
}

/** Headless Chromium with the web SDK bundled into a page of another origin than the server's. */
export async function testBrowser(): Promise<TestBrowser> {
  const script = await bundle();
  const site = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.writeHead(200, { "Content-Type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : '<!doctype html><title>test</title><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  // Nothing here is drawn: no graphics card made of software.
  sparticuz.setGraphicsMode = false;
  // In one process, closing one page's context would take the whole browser along.
  const args = sparticuz.args.filter((flag) => flag !== "--single-process");
  const browser = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args,
    headless: true,
  });
  let shared: Promise<BrowserContext> | undefined;
  return {
    page: async (options) => {
      if (!options.together) {
        const own = await browser.newContext();
        return openPage(own, origin, options, () => own.close());
      }
      const context = await (shared ??= browser.newContext());
      return openPage(context, origin, options);
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await new Promise((resolve) => site.close(resolve));
    },
  };
}

async function bundle(): Promise<string> {
  const entry = join(import.meta.dirname, "../browser/page.ts");
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (!file) throw new Error("esbuild gave no output.");
  return file.text;
}

async function openPage(
  context: BrowserContext,
  origin: string,
  options: OpenOptions,
  close?: () => Promise<void>,
): Promise<TestPage> {
  const page = await context.newPage();
  const told = new Map<string, Events<Told>>();
  const of = (listener: string): Events<Told> => {
    const known = told.get(listener) ?? new Events<Told>();
    told.set(listener, known);
    return known;
  };
  await page.exposeFunction("tell", (event: Told) => of(event.listener).push(event));
  await page.goto(origin);
  await page.evaluate((settings) => globalThis.page.open(settings), options);
  return { page, told: of, close: close ?? (() => page.close()) };
}
