import { availableParallelism } from "node:os";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid()],
  test: {
    name: "web",
    environment: "jsdom",
    // A document of its own for each file, as with processes, without starting one and loading everything anew.
    pool: "vmThreads",
    testTimeout: 30_000,
    setupFiles: ["vitest.setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // Not taken over from the top: without it two cores would work on one file at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
