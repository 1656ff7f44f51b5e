import { existsSync } from "node:fs";
import sparticuz from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

const INSTALLED = [
  process.env["CHROME_PATH"],
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * What the package sets for machines without any protection of their own, and a test must not: in one process, closing
 * one person's window would take everybody's along; and pages must meet the same walls as everywhere.
 */
const NOT_FOR_US = [
  "--single-process",
  "--no-zygote",
  "--disable-web-security",
  "--allow-running-insecure-content",
];

/**
 * Unpacks the browser that comes from npm, where one does: whoever starts browsers in two processes does it before, for
 * the package does not look whether another is at it.
 */
export async function unpackChromium(): Promise<string | undefined> {
  return process.platform === "linux" && process.arch === "x64" ? sparticuz.executablePath() : undefined;
}

/** A headless Chromium: from npm on Linux x64, else an installed one; throws a sentence that says what to do. */
export async function launchChromium(): Promise<Browser> {
  const unpacked = await unpackChromium();
  if (unpacked !== undefined) {
    // No page here draws with WebGL; a graphics card made of software takes most of the processor's time.
    sparticuz.setGraphicsMode = false;
    const args = sparticuz.args.filter((flag) => !NOT_FOR_US.includes(flag));
    const launch = () => chromium.launch({ executablePath: unpacked, args, headless: true });
    // One start in some hundred crashes before the browser answers: nothing of ours has run by then.
    return launch().catch(launch);
  }
  const executablePath = INSTALLED.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      "The browser tests need Chrome or Chromium here: install one, or name it in CHROME_PATH.",
    );
  }
  return chromium.launch({ executablePath, headless: true });
}
