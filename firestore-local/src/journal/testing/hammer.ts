import { writeSync } from "node:fs";
import type { Document } from "../../engine/api.ts";
import { Timestamp } from "../../engine/value.ts";
import type { Value } from "../../engine/value.ts";
import { openStore } from "../store.ts";
import { commit, DATABASE, document, takeImage } from "./commits.ts";

/**
 * A process to be killed: commits without end, two documents at a time, and prints each version once it is
 * acknowledged. Compaction runs all the time, so that a kill may hit it anywhere.
 */
const [folder = ""] = process.argv.slice(2);
const store = await openStore(folder, { compactAbove: 30_000 });
const image = takeImage(store);
const documents = new Map<string, Document>([...(image?.documents ?? [])].map((doc) => [doc.path, doc]));
let version = image?.version ?? 0;
store.compactWith(() => [
  { name: DATABASE, version, time: new Timestamp(version, 0), documents: documents.values() },
]);
const journal = store.journal(DATABASE);

async function writeForEver(): Promise<never> {
  for (;;) {
    const mine = ++version;
    const pair = [`left/${mine % 50}`, `right/${mine % 50}`].map((path) =>
      document(
        path,
        mine,
        new Map<string, Value>([
          ["version", BigInt(mine)],
          ["filling", "x".repeat(mine % 400)],
        ]),
      ),
    );
    for (const doc of pair) documents.set(doc.path, doc);
    await journal.append(commit(mine, Object.fromEntries(pair.map((doc) => [doc.path, doc]))));
    writeSync(1, `${mine}\n`);
  }
}
await Promise.all(Array.from({ length: 8 }, writeForEver));
