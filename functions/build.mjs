import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

// Only this folder is uploaded, so everything of ours (the domain above all) travels inside the bundle, while the
// listed dependencies are installed by the runtime from package.json and its lockfile.
const here = import.meta.dirname;
const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));

await build({
  absWorkingDir: here,
  entryPoints: ["src/index.ts"],
  outdir: "dist",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node24",
  sourcemap: true,
  // Heavy vendors are imported where they are first needed; splitting keeps those imports lazy.
  splitting: true,
  chunkNames: "chunk-[hash]",
  external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
  logLevel: "warning",
});
