// Plain JavaScript, for whatever Node the shell has: finds the Node and the build to run, and hands over to them.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST = 24;
// Requests leave much short-lived rubbish; V8 would grow its young generation by a hundred megabytes for it.
const SMALL_YOUNG_GENERATION = "--max-semi-space-size=16";

const home = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs an entry point (`main`, `storage-rules`), in this process or in one of the right Node that takes its place. */
export async function run(entry) {
  const fits = Number(process.versions.node.split(".")[0]) >= OLDEST;
  const node = fits ? process.execPath : installedNode();
  if (node === null) {
    console.error(`firestore-local needs Node ${OLDEST} or newer; this is ${process.version}.`);
    process.exit(1);
  }
  const args = [...process.execArgv, SMALL_YOUNG_GENERATION, ...process.argv.slice(1)];
  const tuned = process.execArgv.includes(SMALL_YOUNG_GENERATION);
  if (!tuned && process.execve !== undefined && process.platform !== "win32")
    process.execve(node, [node, ...args], process.env);
  if (!fits) return handOver(node, args);
  const { enableCompileCache } = await import("node:module");
  enableCompileCache(join(home, "dist", "compiled"));
  const { buildIfStale } = await import("./build.mjs");
  const folder = await buildIfStale(home);
  await import(folder === null ? join(home, "src", "cli", `${entry}.ts`) : join(folder, `${entry}.js`));
}

function handOver(node, args) {
  const child = spawn(node, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

/** The binary of the npm package `node`, in the nearest node_modules that has it. */
function installedNode() {
  for (let folder = home; folder !== dirname(folder); folder = dirname(folder)) {
    const node = join(
      folder,
      "node_modules",
      "node",
      "bin",
      process.platform === "win32" ? "node.exe" : "node",
    );
    if (existsSync(node)) return node;
  }
  return null;
}
