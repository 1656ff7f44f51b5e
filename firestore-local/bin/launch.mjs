// Plain JavaScript, for whatever Node the shell has: finds the Node and the build to run, and hands over to them.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST = 24;
const home = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs an entry point (`main`, `storage-rules`) in this process, or in one of the right Node. */
export async function run(entry) {
  if (Number(process.versions.node.split(".")[0]) < OLDEST) return handOver();
  const { buildIfStale } = await import("./build.mjs");
  const folder = await buildIfStale(home);
  const program = folder === null ? join(home, "src", "cli", `${entry}.ts`) : join(folder, `${entry}.js`);
  await import(program);
}

function handOver() {
  const node = installedNode();
  if (node === null) {
    console.error(`firestore-local needs Node ${OLDEST} or newer; this is ${process.version}.`);
    process.exit(1);
  }
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

/** The binary of the npm package `node`, in the nearest node_modules that has it. */
function installedNode() {
  for (let folder = home; folder !== dirname(folder); folder = dirname(folder)) {
    const node = join(folder, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
    if (existsSync(node)) return node;
  }
  return null;
}
