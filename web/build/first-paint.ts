import { createHash } from "node:crypto";
import { join } from "node:path";
import { build } from "esbuild";
import { runnerImport, type InlineConfig, type Plugin, type Rolldown } from "vite";
import solid from "vite-plugin-solid";

const src = join(import.meta.dirname, "../src");
const ROOT = '<div id="root"></div>';
const STYLE = /(?=<link rel="stylesheet")/;
const APPLICATION = /\s*<script type="module" crossorigin src="([^"]+)"><\/script>/;
const IMPORTED = /\s*<link rel="modulepreload"[^>]*>/g;

/**
 * Puts the sign-in form into the page and a small script before it, so that the first paint waits for the page and its
 * style alone (docs/decisions/first-paint.md). In development the form comes with the application.
 */
export function firstPaint(app: "admin" | "portal"): Plugin {
  let script: { readonly fileName: string; readonly source: string } | undefined;
  return {
    name: "trunkline:first-paint",
    apply: "build",
    async buildStart() {
      script = await bundled(join(src, "first-paint.ts"));
      this.emitFile({ type: "asset", ...script });
    },
    transformIndexHtml: {
      order: "post",
      async handler(html, context) {
        const application = APPLICATION.exec(html)?.[1];
        const entry = Object.values(context.bundle ?? {}).find((file) => `/${file.fileName}` === application);
        if (!html.includes(ROOT) || !STYLE.test(html) || script === undefined || entry?.type !== "chunk")
          throw new Error("The page changed: adapt firstPaint()");
        const still = await stillOf(app);
        const then = behind(entry, context.bundle ?? {});
        // The small script fetches and begins them, each when it is right.
        const first = [entry.fileName, ...entry.imports];
        const small = `<script src="/${script.fileName}" data-first="${names(first)}" data-then="${names(then)}"></script>`;
        return html
          .replace(IMPORTED, "")
          .replace(APPLICATION, "")
          .replace(STYLE, `${small}\n    `)
          .replace(ROOT, () => `<div id="root">${still}</div>`);
      },
    },
  };
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

async function stillOf(app: "admin" | "portal"): Promise<string> {
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

// A classic script: a module would run after the page was painted.
async function bundled(entry: string): Promise<{ readonly fileName: string; readonly source: string }> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "error",
  });
  const source = outputFiles[0]?.text ?? "";
  const hash = createHash("sha256").update(source).digest("base64url").slice(0, 8);
  return { fileName: `assets/first-paint-${hash}.js`, source };
}
