import { globSync, readFileSync } from "node:fs";
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
  readonly site: "admin" | "portal" | "admin/map-frame";
  readonly name: string;
  /** Lazy chunks, by a part of their source path, loaded on top of the entry. */
  readonly lazy: readonly string[];
  /** Lazy chunks that are there already when this is asked for; they and the entry are not counted. */
  readonly over?: readonly string[];
  /** Whether the service worker is counted: on a first visit it comes with the sign-in page. */
  readonly worker?: boolean;
  readonly limit: number;
}

const KB = 1024;
/** Fetched beside the first paint of the sign-in page: the account service, and what a press of the button needs. */
const SIGN_IN = ["data/identity.ts", "data/sign-in.ts"];
const CUSTOMER = [...SIGN_IN, "admin/app.tsx", "customers/list.tsx", "admin/customer/page.tsx"];
/** Outlines of the countries: data, fetched once at the first map. */
const OUTLINES_LIMIT = 210 * KB;
const PAGES: readonly Page[] = [
  { site: "admin", name: "admin sign-in", lazy: SIGN_IN, worker: true, limit: 45 * KB },
  { site: "portal", name: "portal sign-in", lazy: SIGN_IN, worker: true, limit: 45 * KB },
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
  {
    site: "admin",
    name: "map, over the customer's page",
    lazy: ["map/customer-place.tsx", "ui/map/keyless-map.tsx"],
    over: CUSTOMER,
    limit: 25 * KB,
  },
  {
    site: "admin",
    name: "Google's map, over the customer's page",
    lazy: ["map/customer-place.tsx", "map/google-map.tsx"],
    over: CUSTOMER,
    limit: 25 * KB,
  },
  {
    site: "admin/map-frame",
    name: "page with Google's map, without Google's code",
    lazy: [],
    limit: 25 * KB,
  },
];

/** Brotli bytes of JavaScript per page (quality-goals P2): counts of what the build produced, nothing timed. */
export async function run(): Promise<readonly Row[]> {
  await build(() => {});
  return [...PAGES.map(rowOf), outlines()];
}

function rowOf(page: Page): Row {
  const manifest = JSON.parse(
    readFileSync(join(root, "web/dist", page.site, ".vite/manifest.json"), "utf8"),
  ) as Manifest;
  const there = page.over === undefined ? new Set<string>() : filesOf(manifest, page.over);
  const files = [...filesOf(manifest, page.lazy)].filter((file) => !there.has(file));
  if (page.worker === true)
    files.push("sw.js", ...globSync("assets/offline-*.js", { cwd: join(root, "web/dist", page.site) }));
  const bytes = files.reduce((sum, file) => sum + brotli(page.site, file), 0);
  return {
    name: page.name,
    value: `${(bytes / KB).toFixed(1)} KB`,
    goal: `≤ ${page.limit / KB} KB brotli JavaScript`,
    pass: bytes <= page.limit,
  };
}

function outlines(): Row {
  const [file] = globSync("web/dist/admin/assets/countries-*.json", { cwd: root });
  const bytes = file === undefined ? Number.NaN : brotliCompressSync(readFileSync(join(root, file))).length;
  return {
    name: "outlines of the map without a key",
    value: `${(bytes / KB).toFixed(1)} KB`,
    goal: `≤ ${OUTLINES_LIMIT / KB} KB brotli data`,
    pass: bytes <= OUTLINES_LIMIT,
  };
}

/** The files of the entry and of the named lazy chunks, with what they import. */
function filesOf(manifest: Manifest, lazy: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>();
  const add = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const next of chunk.imports ?? []) add(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) {
    if (chunk.isEntry === true || lazy.some((part) => key.includes(part))) add(key);
  }
  return files;
}

function brotli(site: string, file: string): number {
  return file.endsWith(".js")
    ? brotliCompressSync(readFileSync(join(root, "web/dist", site, file))).length
    : 0;
}
