import { createSieve, type Sifted, type SiftQuestion } from "@trunkline/domain/list/sieve";
import { hitOf } from "@trunkline/domain/search/hit";
import { createLineIndex } from "@trunkline/domain/search/index-of-lines";
import { NO_FIELDS, type IndexedFields } from "@trunkline/domain/search/line";
import { parseQuery } from "@trunkline/domain/search/query";
import { splitLines } from "@trunkline/domain/search/shard";
import type { FromWorker, SiftAnswer, SiftLines, SiftWindow, ToWorker } from "./protocol.ts";

type Question = Extract<ToWorker, { readonly kind: "find" | "sift" }>;

/**
 * The search worker without the worker: takes messages, gives answers. Questions are answered at once; what changes
 * the index happens in the order it was told, because unpacking takes a while.
 */
export function createSearchDesk(say: (message: FromWorker) => void): (message: ToWorker) => void {
  const index = createLineIndex();
  const fields = new Map<string, IndexedFields>();
  const sieve = createSieve({ parts: index.parts, fields: (partner) => fields.get(partner) ?? NO_FIELDS });
  // Windows of the same list are asked for one after the other, while it is scrolled.
  let sifted: { readonly of: string; readonly rows: Sifted; readonly all: number } | undefined;
  let changes: Promise<void> = Promise.resolve();

  const change = async (message: Exclude<ToWorker, Question>): Promise<void> => {
    if (message.kind === "drop") index.drop(message.partner);
    else if (message.kind === "tell") {
      const told = message.changes.filter(([id, line]) => index.tell(message.partner, id, line));
      if (told.length === 0) return;
    } else {
      const shards = await Promise.all(message.shards.map(unpack));
      index.setBase(message.partner, shards.map(splitLines), new Map(message.since));
      fields.set(message.partner, message.fields);
      sifted = undefined;
      say({ kind: "based", partner: message.partner });
      return;
    }
    sifted = undefined;
    say({ kind: "changed" });
  };

  const sift = (question: SiftQuestion, window: SiftWindow): SiftAnswer => {
    const of = JSON.stringify(question);
    if (sifted?.of !== of) sifted = { of, rows: sieve.sift(question), all: sieve.count() };
    return windowOf(sifted.rows, sifted.all, window, (partner) => fields.get(partner) ?? NO_FIELDS);
  };

  return (message) => {
    if (message.kind === "sift") {
      say({ kind: "sifted", ask: message.ask, ...sift(message.question, message.window) });
      return;
    }
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

function windowOf(
  rows: Sifted,
  all: number,
  { from, count, held, value, lines }: SiftWindow,
  fieldsOf: (partner: string) => IndexedFields,
): SiftAnswer {
  const still = held?.ids.findIndex((id) => rows.placeOf(id) >= 0) ?? -1;
  const moved =
    held === undefined || still < 0 ? 0 : rows.placeOf(held.ids[still] ?? "") - (held.place + still);
  const placesFrom = (wanted: number, most: number) => {
    const start = Math.max(0, Math.min(wanted + moved, rows.total - 1));
    const length = Math.max(0, Math.min(most, rows.total - start));
    return { start, places: Array.from({ length }, (_unused, index) => start + index) };
  };
  const { start, places } = placesFrom(from, count);
  return {
    total: rows.total,
    all,
    from: start,
    ids: places.map((place) => rows.idAt(place) ?? ""),
    values: value === undefined ? [] : places.map((place) => rows.valueAt(place, value)),
    ...(lines === undefined ? {} : { lines: linesOf(rows, placesFrom(lines.from, lines.count), fieldsOf) }),
  };
}

function linesOf(
  rows: Sifted,
  { start, places }: { readonly start: number; readonly places: readonly number[] },
  fieldsOf: (partner: string) => IndexedFields,
): SiftLines {
  const of = places.map((place) => rows.lineAt(place));
  const partners = new Set(of.map(({ partner }) => partner));
  return {
    from: start,
    of,
    fields: Object.fromEntries([...partners].map((partner) => [partner, fieldsOf(partner)])),
  };
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { writable, readable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(bytes), writer.close()]);
  const [unpacked] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return new Uint8Array(unpacked);
}
