import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";

/** The two applications; each is one Vite mode, one HTML entry and one hosting target. */
const APPS = ["admin", "portal"] as const;
type App = (typeof APPS)[number];

function appOf(mode: string): App {
  return APPS.find((app) => app === mode) ?? "admin";
}

/**
 * Lets Solid's compiled templates pass under `require-trusted-types-for 'script'`: the one place where Solid
 * parses HTML gets a named policy that nothing else can reach. The build stops if Solid's source changes shape.
 */
function trustedTemplates(): Plugin {
  const before = "t.innerHTML = html;";
  return {
    name: "trunkline:trusted-templates",
    apply: "build",
    transform(code, id) {
      if (!/solid-js\/web\/dist\/web\.js/.test(id)) return undefined;
      if (!code.includes(before)) this.error("Solid's template function changed: adapt trustedTemplates()");
      const policy =
        'const templates = globalThis.trustedTypes?.createPolicy("trunkline-templates", { createHTML: (html) => html });\n';
      return {
        code: policy + code.replace(before, "t.innerHTML = templates ? templates.createHTML(html) : html;"),
        map: null,
      };
    },
  };
}

/** Hosting serves `index.html`; the source is called after its application. */
function entryAsIndex(app: App): Plugin {
  return {
    name: "trunkline:entry-as-index",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const entry = bundle[`${app}.html`];
      if (entry !== undefined) entry.fileName = "index.html";
    },
  };
}

/** In development every address without a file of its own opens the application of the mode. */
function serveEntry(app: App): Plugin {
  return {
    name: "trunkline:serve-entry",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const wantsPage = request.headers.accept?.includes("text/html") === true;
        if (wantsPage && !/\.html(\?|$)/.test(request.url ?? "")) request.url = `/${app}.html`;
        next();
      });
    },
  };
}

/** What an operator's every page needs is fetched once and kept through releases that do not touch it. */
function chunkOf(id: string): string | undefined {
  if (/node_modules\/@firebase\/(firestore|webchannel-wrapper)\//.test(id)) {
    return id.includes("/lite/") ? "firestore-lite" : "firestore";
  }
  if (/node_modules\/@?firebase\/|node_modules\/idb\//.test(id)) return "firebase";
  if (/node_modules\/solid-js\//.test(id)) return "solid";
  return undefined;
}

export default defineConfig(({ mode }) => {
  const app = appOf(mode);
  return {
    root: import.meta.dirname,
    appType: "spa",
    plugins: [solid(), trustedTemplates(), entryAsIndex(app), serveEntry(app)],
    build: {
      outDir: `dist/${app}`,
      emptyOutDir: true,
      target: "es2024",
      // Data addresses would need `data:` in the policy of the site.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        input: `${app}.html`,
        output: { advancedChunks: { groups: [{ name: (id: string) => chunkOf(id) ?? null }] } },
      },
    },
  };
});
