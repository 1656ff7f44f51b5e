// Runs a TypeScript script on the project's own Node, installing the project first when that is needed.
// Plain JavaScript for whatever Node the machine has: it is the only file that runs before the install.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Trunkline needs Node 20.19 or newer to install itself; this is ${process.version}.`);
  process.exit(1);
}

// A changed lockfile means other packages: install again, so that a pull is never run on old ones.
const stamp = join(root, "node_modules", ".trunkline-installed");
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
if (installed !== wanted) {
  console.log("Installing packages (first start only; this takes a few minutes) …");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (npm.status !== 0) process.exit(npm.status ?? 1);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

// Whoever kills npm alone means all of it; this process would not hear of it otherwise.
if (process.env.npm_lifecycle_event !== undefined) await import("./stack/end-with-parent.mjs");

const bin = join(root, "node_modules", ".bin");
const child = spawn(
  join(bin, "node"),
  [
    "--disable-warning=ExperimentalWarning",
    // Should this process be killed, the one it waits for must not go on without it.
    `--import=${pathToFileURL(join(root, "scripts/stack/end-with-parent.mjs")).href}`,
    join(root, script),
    ...args,
  ],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: `${bin}:${process.env.PATH ?? ""}`,
      // Everything below is a lot of JavaScript; keeping it compiled saves seconds of each start.
      NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled"),
    },
  },
);
// Ctrl-C reaches the child too; it tidies up and this process waits for it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
}
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
