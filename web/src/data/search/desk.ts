import { hitOf } from "@trunkline/domain/search/hit";
import { createLineIndex } from "@trunkline/domain/search/index-of-lines";
import { parseQuery } from "@trunkline/domain/search/query";
import { splitLines } from "@trunkline/domain/search/shard";
import type { FromWorker, ToWorker } from "./protocol.ts";

/**
 * The search worker without the worker: takes messages, gives answers. Questions are answered at once; what changes
 * the index happens in the order it was told, because unpacking takes a while.
 */
export function createSearchDesk(say: (message: FromWorker) => void): (message: ToWorker) => void {
  const index = createLineIndex();
  let changes: Promise<void> = Promise.resolve();

  const change = async (message: Exclude<ToWorker, { readonly kind: "find" }>): Promise<void> => {
    if (message.kind === "drop") index.drop(message.partner);
    else if (message.kind === "tell") {
      for (const [id, line] of message.changes) index.tell(message.partner, id, line);
    } else {
      const shards = await Promise.all(message.shards.map(unpack));
      index.setBase(message.partner, shards.map(splitLines), new Map(message.since));
      say({ kind: "based", partner: message.partner });
      return;
    }
    say({ kind: "changed" });
  };

  return (message) => {
    if (message.kind !== "find") {
      changes = changes
        .then(() => change(message))
        .catch(() => say({ kind: "unreadable", partner: message.partner }));
      return;
    }
    const query = parseQuery(message.typed);
    const { found, more } = index.find(query, message.limit);
    say({ kind: "answer", ask: message.ask, hits: found.map(({ line }) => hitOf(line, query)), more });
  };
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { writable, readable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(bytes), writer.close()]);
  const [unpacked] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return new Uint8Array(unpacked);
}
