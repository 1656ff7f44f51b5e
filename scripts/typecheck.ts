/** Checks every package with the compiler; says which one failed. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

const failed = globSync([
  "*/tsconfig.json",
  "tests/simulation/tsconfig.json",
  "web/src/offline/worker/tsconfig.json",
])
  .sort()
  .filter((config) => spawnSync("tsc", ["-p", config, "--pretty"], { stdio: "inherit" }).status !== 0);
if (failed.length > 0) console.error(`Types are wrong in: ${failed.join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);
