import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bench, Row } from "./row.ts";

const FOLDER = dirname(fileURLToPath(import.meta.url));

/** Runs every `*.bench.ts` of this folder, one after the other, or those whose name is given; returns their rows. */
export async function run(only: readonly string[] = []): Promise<readonly Row[]> {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".bench.ts"))
    .filter((name) => only.length === 0 || only.includes(name.slice(0, -".bench.ts".length)))
    .sort();
  const rows: Row[] = [];
  for (const name of names) {
    const bench = (await import(join(FOLDER, name))) as Bench;
    rows.push(...(await bench.run()));
  }
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = await run(process.argv.slice(2));
  console.table(rows.map(({ name, value, goal, pass }) => ({ name, value, goal, pass: pass ?? "" })));
  if (rows.some((row) => row.pass === false)) process.exitCode = 1;
}
