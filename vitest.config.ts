import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const node = { environment: "node" } as const;

/**
 * Pure tests share the modules of a worker: loading the same ones again for each file took longer than the tests.
 * A slow machine is no mistake: the limits of time are there to end what hangs.
 */
const pure = { ...node, isolate: false, testTimeout: 60_000 } as const;

/** One project per speed: `unit` and `web` in seconds, the others start servers or browsers. */
export default defineConfig({
  test: {
    // Most tests with a server wait for it: on two cores two files at a time, where one is the default.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          ...pure,
          name: "unit",
          include: ["{domain,functions}/src/**/*.test.ts", "scripts/**/*.test.ts", "tests/seed/**/*.test.ts"],
        },
      },
      {
        test: { ...pure, name: "engine", include: ["firestore-local/src/**/*.test.ts"] },
      },
      "web/vitest.config.ts",
      "tests/simulation/vitest.config.ts",
      {
        test: {
          ...node,
          name: "local",
          include: ["firestore-local/test/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...node,
          name: "rules",
          include: ["tests/rules/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...node,
          name: "flows",
          include: ["tests/flows/**/*.test.ts"],
          globalSetup: ["tests/stack/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...node,
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: ["tests/stack/setup.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
