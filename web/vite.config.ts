import { join } from "node:path";
import { build, defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { firstPaint } from "./build/first-paint.ts";
import { offlineWorker } from "./build/offline-worker.ts";

/** The two applications, and the page with Google's map; each is one Vite mode with one HTML entry. */
const APPS = ["admin", "portal", "map"] as const;
type App = (typeof APPS)[number];

/** The map's page lies within the admin site, in a folder with headers of its own. */
const MAP_FOLDER = "map-frame";

/** "retired" withdraws the service worker from every browser that has it (docs/deploy.md). */
const OFFLINE_WORKER: "kept" | "retired" = "kept";

function appOf(mode: string): App {
  return APPS.find((app) => app === mode) ?? "admin";
}

/**
 * Lets Solid's compiled templates pass under `require-trusted-types-for 'script'`: the one place where Solid
 * parses HTML gets a named policy that nothing else can reach. The build stops if Solid's source changes shape.
 */
function trustedTemplates(): Plugin {
  const before = "t.innerHTML = html;";
  let found = false;
  return {
    name: "trunkline:trusted-templates",
    apply: "build",
    transform(code, id) {
      if (!/solid-js\/web\/dist\/web\.js/.test(id)) return undefined;
      if (!code.includes(before)) this.error("Solid's template function changed: adapt trustedTemplates()");
      found = true;
      const policy =
        'const templates = globalThis.trustedTypes?.createPolicy("trunkline-templates", { createHTML: (html) => html });\n';
      return {
        code: policy + code.replace(before, "t.innerHTML = templates ? templates.createHTML(html) : html;"),
        map: null,
      };
    },
    buildEnd(error) {
      if (error === undefined && !found)
        this.error("Solid's template function was not found: adapt trustedTemplates()");
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

/** Builds the page with Google's map into the admin site, once that one's build has emptied and filled its folder. */
function withMapPage(app: App): Plugin {
  return {
    name: "trunkline:map-page",
    apply: "build",
    async closeBundle(error) {
      if (app === "admin" && error === undefined)
        await build({ configFile: import.meta.filename, mode: "map", logLevel: "warn" });
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

/**
 * Shared code in chunks of its own: kept by browsers through releases that do not touch it, and the database apart
 * from sign-in, so that the sign-in page never waits for it. A group takes the dependencies of its modules along
 * unless a group of higher priority has them.
 */
const chunkGroups = [
  { name: "solid", test: /node_modules\/solid-js\/(dist|web)\//, priority: 50 },
  {
    name: "firebase",
    test: /node_modules\/(@?firebase\/(app|auth|util|component|logger)|idb)\//,
    priority: 40,
  },
  { name: "firestore-lite", test: /node_modules\/@?firebase\/firestore\/.*lite/, priority: 30 },
  { name: "firestore", test: /node_modules\/@?firebase\/(firestore|webchannel-wrapper)\//, priority: 20 },
];

export default defineConfig(({ mode, command }) => {
  const app = appOf(mode);
  // What is built is always the product, also when a test run builds it.
  if (command === "build") process.env["NODE_ENV"] = "production";
  return {
    root: import.meta.dirname,
    appType: "spa",
    resolve: { alias: { re2js: join(import.meta.dirname, "src/data/no-pipelines.ts") } },
    base: app === "map" ? `/${MAP_FOLDER}/` : "/",
    plugins: [
      ...(app === "map"
        ? []
        : [solid(), trustedTemplates(), firstPaint(app), offlineWorker(app, OFFLINE_WORKER)]),
      entryAsIndex(app),
      withMapPage(app),
      serveEntry(app),
    ],
    build: {
      outDir: app === "map" ? `dist/admin/${MAP_FOLDER}` : `dist/${app}`,
      emptyOutDir: true,
      // Read by `npm run bench -- bytes`; a dot folder, so never uploaded.
      manifest: true,
      target: "es2024",
      // Data addresses would need `data:` in the policy of the site.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Pictures for the site's root, which a folder within it does not serve again.
      copyPublicDir: app !== "map",
      reportCompressedSize: false,
      rolldownOptions: {
        input: `${app}.html`,
        // A slow machine is no finding.
        checks: { pluginTimings: false },
        output: {
          codeSplitting: { groups: chunkGroups },
          // Each page's script names a hundred others, and no compression shortens what is random in a name: seven
          // characters, the fewest for so many.
          entryFileNames: "assets/[name]-[hash:7].js",
          chunkFileNames: "assets/[name]-[hash:7].js",
          assetFileNames: "assets/[name]-[hash:7][extname]",
        },
      },
    },
  };
});
