import { join } from "node:path";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

const firebase = (path: string) => join(import.meta.dirname, "../../node_modules/@firebase", path);

export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid()],
  // The SDK as browsers get it: over WebChannel, with its store in IndexedDB.
  resolve: {
    alias: [
      { find: /^@firebase\/firestore$/, replacement: firebase("firestore/dist/index.esm.js") },
      { find: /^@firebase\/util$/, replacement: firebase("util/dist/index.esm.js") },
    ],
  },
  test: {
    name: "together",
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://localhost/" } },
    setupFiles: ["setup.ts"],
    // Most of a run is waiting for networks and pauses: both files share the time, and two runs of the longer one.
    maxWorkers: 2,
    maxConcurrency: 2,
    include: ["**/*.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    server: { deps: { inline: [/node_modules\/@?firebase\//] } },
  },
});
