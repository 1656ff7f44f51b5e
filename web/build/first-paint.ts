import { join } from "node:path";
import { runnerImport, type InlineConfig, type Plugin, type Rolldown } from "vite";
import solid from "vite-plugin-solid";
import { EDITION } from "./offline-worker.ts";
import { bundled, checkPolicy, named, scriptInPage, type Site } from "./small-script.ts";

const src = join(import.meta.dirname, "../src");
const ROOT = '<div id="root"></div>';
const STYLE = /<link rel="stylesheet"[^>]* href="\/([^"]+)">/;
const APPLICATION = /\s*<script type="module" crossorigin src="([^"]+)"><\/script>/;
const IMPORTED = /\s*<link rel="modulepreload"[^>]*>/g;

/**
 * Puts the sign-in form, its style and a small script into the page, so that the first paint waits for the page alone
 * (docs/decisions/first-paint.md). In development all of it comes with the application.
 */
export function firstPaint(app: Site): Plugin {
  let script = "";
  let offline = "";
  return {
    name: "trunkline:first-paint",
    apply: "build",
    async buildStart() {
      script = await scriptInPage();
      checkPolicy(script);
      // Drafts are kept for administrators alone.
      const source = await bundled("offline/page.ts", "esm", { KEEPS_DRAFTS: String(app === "admin") });
      offline = named("offline", source, "js");
      this.emitFile({ type: "asset", fileName: offline, source });
    },
    transformIndexHtml: {
      order: "post",
      async handler(html, context) {
        const bundle = context.bundle ?? {};
        const application = APPLICATION.exec(html)?.[1];
        const entry = Object.values(bundle).find((file) => `/${file.fileName}` === application);
        const sheet = STYLE.exec(html)?.[1] ?? "";
        const style = bundle[sheet];
        if (!html.includes(ROOT) || style?.type !== "asset" || entry?.type !== "chunk")
          throw new Error("The page changed: adapt firstPaint()");
        const data = {
          style: selfContained(String(style.source)),
          sheet: `/${sheet}`,
          // The script fetches and begins them, each when it is right.
          first: names([entry.fileName, ...entry.imports]),
          behind: names(behind(entry, bundle)),
          offline: `/${offline}`,
          edition: EDITION,
        };
        const still = await stillOf(app);
        return html
          .replace(IMPORTED, "")
          .replace(APPLICATION, "")
          .replace(STYLE, () => `<script${attributes(data)}>${withoutEnd(script)}</script>`)
          .replace(ROOT, () => `<div id="root">${still}</div>`);
      },
    },
  };
}

const attributes = (data: Readonly<Record<string, string>>): string =>
  Object.entries(data)
    .map(([name, value]) => ` data-${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`)
    .join("");

/** A style that needs nothing beside it, and so can be in force before anything else is asked for. */
function selfContained(style: string): string {
  if (/@import|url\(/i.test(style))
    throw new Error("The style of the sign-in page loads something: adapt firstPaint()");
  return style.trim();
}

function withoutEnd(script: string): string {
  if (/<\/script|<!--/i.test(script)) throw new Error("The small script would end early within the page");
  return script;
}

const names = (files: readonly string[]): string => files.map((name) => `/${name}`).join(" ");

/** What the application fetches as soon as it runs for somebody who was signed in: sign-in, and what comes after it. */
const BEHIND = /\/data\/identity\.ts$|\/(admin|portal)\/app\.tsx$/;

function behind(entry: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): string[] {
  const chunk = (fileName: string) => {
    const file = bundle[fileName];
    return file?.type === "chunk" ? file : undefined;
  };
  const found = new Set<string>();
  const take = (fileName: string): void => {
    if (fileName === entry.fileName || entry.imports.includes(fileName) || found.has(fileName)) return;
    found.add(fileName);
    const file = chunk(fileName);
    file?.imports.forEach(take);
    file?.viteMetadata?.importedCss.forEach((style) => found.add(style));
  };
  for (const fileName of entry.dynamicImports)
    if (BEHIND.test(chunk(fileName)?.facadeModuleId ?? "")) take(fileName);
  return [...found];
}

// The page has its style as a file of its own.
const noStyles: Plugin = {
  name: "trunkline:no-styles",
  enforce: "pre",
  resolveId: (id) => (id.endsWith(".css") ? "\0no-style" : undefined),
  load: (id) => (id === "\0no-style" ? "" : undefined),
};

async function stillOf(app: Site): Promise<string> {
  const options: InlineConfig = {
    configFile: false,
    root: src,
    plugins: [noStyles, solid({ ssr: true, solid: { generate: "ssr", hydratable: false } })],
  };
  const form = await runnerImport<{ signInStill(words: object): string }>(
    join(src, "ui/sign-in-still.tsx"),
    options,
  );
  const words = await runnerImport<{ readonly SIGN_IN: object }>(join(src, app, "sign-in-words.ts"), options);
  return form.module.signInStill(words.module.SIGN_IN);
}
