import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import type { Built } from "../src/offline/worker/built.ts";
import { FIREBASE_JSON, bundled, named, type Site } from "./small-script.ts";

/** Stand in the page and in the worker until everything else of them is known. */
export const EDITION = "edition-of-this-page";
const VERSION = "version-of-this-site";
/** Data so large that it is fetched when somebody looks at it, and then kept by the browser as any file. */
const NOT_KEPT = /\.json$/;

/**
 * Writes the service worker beside the page, with the names of the files it keeps (docs/decisions/service-worker.md);
 * or, to withdraw it, the one that removes itself. In development there is none.
 */
export function offlineWorker(app: Site, worker: "kept" | "retired"): Plugin {
  return {
    name: "trunkline:offline-worker",
    apply: "build",
    async writeBundle({ dir = "" }) {
      const place = join(dir, "index.html");
      const page = settled(readFileSync(place, "utf8"), EDITION);
      writeFileSync(place, page.text);
      const data = (name: string) => new RegExp(`data-${name}="([^"]+)"`).exec(page.text)?.[1] ?? "";
      const first = [...data("first").split(" "), data("sheet"), "/favicon.svg"];
      if (page.by === "" || first.includes("")) this.error("The page changed: adapt offlineWorker()");
      const rest = globSync("assets/*", { cwd: dir })
        .map((file) => `/${file}`)
        .filter((address) => !first.includes(address) && !NOT_KEPT.test(address))
        .sort();
      const list = JSON.stringify(rest);
      const listName = named("kept", list, "json");
      writeFileSync(join(dir, listName), list);
      const built: Built = {
        version: VERSION,
        page: createHash("sha256").update(page.text).digest("base64"),
        edition: page.by,
        first,
        rest: `/${listName}`,
      };
      const source = await bundled(`offline/worker/${worker === "kept" ? "worker" : "retired"}.ts`, "iife", {
        BUILT: JSON.stringify(built),
      });
      // It holds the names of all files; what is missing are the headers that the page is kept with.
      writeFileSync(join(dir, "sw.js"), settled(source, VERSION, headersOf(app)).text);
    },
  };
}

/** A text in which `open` is replaced by what the rest of it, and `more`, come to; and by what. */
function settled(text: string, open: string, more = ""): { readonly text: string; readonly by: string } {
  const by = createHash("sha256").update(text).update(more).digest("hex").slice(0, 12);
  return { text: text.replaceAll(open, by), by: text.includes(open) ? by : "" };
}

function headersOf(app: Site): string {
  const { hosting } = JSON.parse(readFileSync(FIREBASE_JSON, "utf8")) as {
    readonly hosting: readonly { readonly target: string; readonly headers: unknown }[];
  };
  return JSON.stringify(hosting.find(({ target }) => target === app)?.headers);
}
