import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { build, root } from "../scripts/stack/build.ts";
import { median } from "./numbers.ts";
import type { Row } from "./table.ts";

const ROUNDS = 15;
const GOAL = 1.3;
/** What no function can do without; the floor that its own module is measured against. */
const FLOOR = [
  "firebase-admin/firestore",
  "firebase-functions/firestore",
  "firebase-functions/https",
  "firebase-functions/logger",
  "firebase-functions/params",
  "firebase-functions/scheduler",
];

interface Start {
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
}

/**
 * What the functions' bundle adds to the start of an instance, against loading the SDKs alone, in turns
 * (quality-goals P14). The gate is on time of the processor: it is the same on a machine with other work.
 */
export async function run(): Promise<readonly Row[]> {
  await build(() => {});
  const folder = await mkdtemp(join(root, "functions/dist/bench-"));
  try {
    const floor = join(folder, "floor.mjs");
    writeFileSync(floor, FLOOR.map((name) => `import ${JSON.stringify(name)};`).join("\n"));
    const ours = join(root, "functions/dist/index.js");
    const starts: Record<"floor" | "ours", Start[]> = { floor: [], ours: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      starts.floor.push(start(floor));
      starts.ours.push(start(ours));
    }
    const of = (who: "floor" | "ours", what: keyof Start) => median(starts[who].map((one) => one[what]));
    const ratio = (what: keyof Start) => of("ours", what) / of("floor", what);
    const ms = (who: "floor" | "ours") =>
      `${of(who, "cpu").toFixed(0)} ms (${of(who, "wall").toFixed(0)} ms)`;
    return [
      { name: "the SDKs alone, processor (clock)", value: ms("floor"), goal: "for colour", pass: null },
      { name: "the functions' bundle", value: ms("ours"), goal: "for colour", pass: null },
      {
        name: "processor time",
        value: ratio("cpu").toFixed(2),
        goal: `≤ ${GOAL} × the SDKs alone`,
        pass: ratio("cpu") <= GOAL,
      },
      {
        name: "memory",
        value: ratio("memory").toFixed(2),
        goal: `≤ ${GOAL} × the SDKs alone`,
        pass: ratio("memory") <= GOAL,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function start(module: string): Start {
  const program = `
    const began = performance.now(), used = process.cpuUsage();
    await import(${JSON.stringify(module)});
    const { user, system } = process.cpuUsage(used);
    console.log(JSON.stringify({ cpu: (user + system) / 1000, wall: performance.now() - began, memory: process.memoryUsage.rss() }));`;
  // As on a fresh instance: nothing is kept compiled.
  const { NODE_COMPILE_CACHE: _cache, ...env } = process.env;
  const printed = execFileSync(join(root, "node_modules/.bin/node"), ["--input-type=module", "-e", program], {
    encoding: "utf8",
    env: { ...env, GCLOUD_PROJECT: "demo-trunkline", FIREBASE_CONFIG: '{"projectId":"demo-trunkline"}' },
  });
  return JSON.parse(printed) as Start;
}
