/** `npm run bench -- <name> …`: measures, prints a table per name, and fails when a goal is missed. */
import { table, type Row } from "./table.ts";

const benches: Readonly<Record<string, () => Promise<{ run: () => Promise<readonly Row[]> }>>> = {
  "local-firestore": () => import("../firestore-local/bench/index.ts"),
  bytes: () => import("./bytes.ts"),
  reads: () => import("./reads.ts"),
  edit: () => import("./edit.ts"),
  ids: () => import("./ids.ts"),
  init: () => import("./init.ts"),
  load: () => import("./load.ts"),
  memory: () => import("./memory.ts"),
  live: () => import("./live.ts"),
  search: () => import("./search.ts"),
  tables: () => import("./tables.ts"),
  list: () => import("./list.ts"),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (names.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- <name> …   names: ${Object.keys(benches).join(", ")}`);
  process.exit(1);
}

let missed = false;
for (const name of names) {
  const rows = await (await benches[name]?.())?.run();
  if (rows === undefined) continue;
  console.log(`\n${name}\n${table(rows)}`);
  missed ||= rows.some((row) => row.pass === false);
}
process.exit(missed ? 1 : 0);
