import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.ts";

/** The repository's top folder. */
export const root = join(import.meta.dirname, "../..");

interface Target {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  /** What it is made from; unchanged sources are not built again. */
  readonly sources: readonly string[];
  readonly output: string;
}

const shared = ["domain/src/**/*.ts", "package-lock.json", "tsconfig.json"];
const web = [
  "web/src/**/*",
  "web/build/*.ts",
  "web/*.html",
  "web/*.ts",
  "web/public/**/*",
  // What the pages may do is checked, and kept beside them (docs/decisions/service-worker.md).
  "firebase.json",
  ...shared,
];

const targets: readonly Target[] = [
  {
    name: "functions",
    command: ["node", "build.mjs"],
    cwd: "functions",
    sources: ["functions/src/**/*.ts", "functions/build.mjs", "functions/package.json", ...shared],
    output: "functions/dist/index.js",
  },
  {
    name: "admin",
    command: ["vite", "build", "--mode", "admin", "--logLevel", "warn"],
    cwd: "web",
    sources: web,
    output: "web/dist/admin/index.html",
  },
  {
    name: "portal",
    command: ["vite", "build", "--mode", "portal", "--logLevel", "warn"],
    cwd: "web",
    sources: web,
    output: "web/dist/portal/index.html",
  },
  {
    name: "local Firestore",
    command: ["npm", "run", "build", "--silent"],
    cwd: "firestore-local",
    sources: [
      "firestore-local/src/**/*.ts",
      "firestore-local/*.mjs",
      "firestore-local/package.json",
      "package-lock.json",
    ],
    output: "firestore-local/dist",
  },
];

const cache = join(root, "node_modules/.cache/trunkline-build");

/**
 * Builds what changed since the last build, all of it at a time; `say` hears of each target built. Starts of the same
 * checkout wait for each other: two builds would empty each other's folder.
 */
export async function build(say: (line: string) => void): Promise<void> {
  mkdirSync(cache, { recursive: true });
  await withLock(cache, say, async () => {
    const results = await Promise.allSettled(targets.map((target) => buildOne(target, say)));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  });
}

async function buildOne(target: Target, say: (line: string) => void): Promise<void> {
  const stamp = join(cache, `${target.name}.sha256`);
  const wanted = fingerprint(target);
  if (existsSync(join(root, target.output)) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted)
    return;
  say(`Building ${target.name} …`);
  await run(target);
  writeFileSync(stamp, wanted);
}

function fingerprint(target: Target): string {
  const hash = createHash("sha256");
  for (const file of globSync([...target.sources], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function run(target: Target): Promise<void> {
  const [command, ...args] = target.command;
  return new Promise((resolve, reject) => {
    const bin = join(root, "node_modules/.bin");
    const child = spawn(command, args, {
      cwd: join(root, target.cwd),
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
    });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`Building ${target.name} failed (exit ${code}).`)),
    );
  });
}
