import { defineConfig } from "vitest/config";

const node = { environment: "node" } as const;

/** One project per speed: `unit` and `web` in seconds, the others start servers or browsers. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...node,
          name: "unit",
          include: ["{domain,functions}/src/**/*.test.ts", "scripts/**/*.test.ts", "tests/seed/**/*.test.ts"],
        },
      },
      {
        test: { ...node, name: "engine", include: ["firestore-local/src/**/*.test.ts"], testTimeout: 30_000 },
      },
      "web/vitest.config.ts",
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
