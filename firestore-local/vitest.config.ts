import { defineConfig } from "vitest/config";

/** `local:unit` in seconds; `local:sdk` starts servers, SDKs and a browser. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "local:unit", environment: "node", include: ["src/**/*.test.ts"] } },
      {
        test: {
          name: "local:sdk",
          environment: "node",
          include: ["test/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
