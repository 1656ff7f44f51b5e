import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build, root } from "../scripts/stack/build.ts";
import type { Row } from "./table.ts";

interface Chunk {
  readonly file: string;
  readonly name?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

/** What a first visit of a page loads: the entry's own chunks, then named lazy chunks that the page asks for. */
interface Page {
  readonly site: "admin" | "portal";
  readonly name: string;
  /** Lazy chunks, by a part of their source path, loaded on top of the entry. */
  readonly lazy: readonly string[];
  readonly limit: number;
}

const KB = 1024;
/** Fetched beside the first paint of the sign-in page: the account service, and what a press of the button needs. */
const SIGN_IN = ["data/identity.ts", "data/sign-in.ts"];
const PAGES: readonly Page[] = [
  { site: "admin", name: "admin sign-in", lazy: SIGN_IN, limit: 45 * KB },
  { site: "portal", name: "portal sign-in", lazy: SIGN_IN, limit: 45 * KB },
  {
    site: "admin",
    name: "admin first route",
    lazy: [...SIGN_IN, "admin/app.tsx", "customers/list.tsx"],
    limit: 245 * KB,
  },
  { site: "portal", name: "portal to the first data", lazy: [...SIGN_IN, "portal/app.tsx"], limit: 85 * KB },
  {
    site: "portal",
    name: "portal once live",
    lazy: [...SIGN_IN, "portal/app.tsx", "portal/live-home.tsx"],
    limit: 235 * KB,
  },
];

/** Brotli bytes of JavaScript per page (quality-goals P2): counts of what the build produced, nothing timed. */
export async function run(): Promise<readonly Row[]> {
  await build(() => {});
  return PAGES.map((page) => {
    const manifest = JSON.parse(
      readFileSync(join(root, "web/dist", page.site, ".vite/manifest.json"), "utf8"),
    ) as Manifest;
    const bytes = [...filesOf(manifest, page)].reduce((sum, file) => sum + brotli(page.site, file), 0);
    return {
      name: page.name,
      value: `${(bytes / KB).toFixed(1)} KB`,
      goal: `≤ ${page.limit / KB} KB brotli JavaScript`,
      pass: bytes <= page.limit,
    };
  });
}

function filesOf(manifest: Manifest, page: Page): ReadonlySet<string> {
  const files = new Set<string>();
  const add = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const next of chunk.imports ?? []) add(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) {
    if (chunk.isEntry === true || page.lazy.some((part) => key.includes(part))) add(key);
  }
  return files;
}

function brotli(site: string, file: string): number {
  return file.endsWith(".js")
    ? brotliCompressSync(readFileSync(join(root, "web/dist", site, file))).length
    : 0;
}
