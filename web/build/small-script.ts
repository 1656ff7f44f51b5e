import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const src = join(import.meta.dirname, "../src");
export const FIREBASE_JSON = join(import.meta.dirname, "../../firebase.json");

export type Site = "admin" | "portal";

/** One file of ours and what it imports, as a script of its own, the same on every machine. */
export async function bundled(
  entry: string,
  format: "iife" | "esm",
  define: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(src, entry)],
    absWorkingDir: src,
    bundle: true,
    minify: true,
    write: false,
    format,
    define: { ...define },
    charset: "ascii",
    legalComments: "none",
    target: "es2022",
    logLevel: "error",
  });
  return (outputFiles[0]?.text ?? "").trim();
}

/** The script that stands in the page of both sites. A classic one: a module would run after the page was painted. */
export const scriptInPage = (): Promise<string> => bundled("first-paint.ts", "iife");

/** A script's name in a Content-Security-Policy. */
export const sourceOf = (script: string): string =>
  `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/** A file's name in `/assets`, which changes with what is in it. */
export function named(name: string, text: string, ending: "js" | "json" | "css"): string {
  return `assets/${name}-${createHash("sha256").update(text).digest("base64url").slice(0, 8)}.${ending}`;
}

const IN_PAGE = /(?<=script-src 'self') 'sha256-[^']+'(?=;)/g;

/** The text of firebase.json with the source of the script that stands in the page put into both policies. */
export function withSource(firebaseJson: string, source: string): string {
  return firebaseJson.replaceAll(IN_PAGE, () => ` ${source}`);
}

/** Throws, with what to do, while firebase.json does not allow the script that stands in the page. */
export function checkPolicy(script: string, firebaseJson = readFileSync(FIREBASE_JSON, "utf8")): void {
  if (firebaseJson.split(`script-src 'self' ${sourceOf(script)};`).length - 1 !== 2)
    throw new Error(
      "firebase.json does not allow the script that stands in the pages, because web/src/first-paint.ts or something it imports changed. " +
        "Run `npm run build -- --renew-policy`, and commit firebase.json with the change.",
    );
}
