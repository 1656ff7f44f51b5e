import { readFileSync } from "node:fs";
import { join } from "node:path";
import { context } from "esbuild";

// Only this folder is uploaded, so everything of ours (the domain above all) travels inside the bundle, while the
// listed dependencies are installed by the runtime from package.json and its lockfile.
const here = import.meta.dirname;
const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));

// `--watch <folder>`: the copy from which one local stack runs (scripts/stack/served.ts).
const [watch, served] = process.argv.slice(2);

const bundle = await context({
  absWorkingDir: here,
  entryPoints: ["src/index.ts"],
  outdir: served ?? "dist",
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

await bundle.rebuild();
// The emulator reloads the functions by itself when their bundle changes.
if (watch === "--watch") await bundle.watch();
else await bundle.dispose();
