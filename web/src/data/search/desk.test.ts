// @vitest-environment node
import { expect, test } from "vitest";
import { lineOf, NO_FIELDS } from "@trunkline/domain/search/line";
import { joinLines } from "@trunkline/domain/search/shard";
import { aCustomer } from "@trunkline/domain/testing/builders";
import { createSearchDesk } from "./desk.ts";
import type { FromWorker } from "./protocol.ts";

const line = (id: string, name: string) =>
  lineOf(aCustomer({ ...({ id } as object), name, login: id, emails: [], phones: [] }), NO_FIELDS);

async function packed(...lines: string[]): Promise<Uint8Array<ArrayBuffer>> {
  const { writable, readable } = new CompressionStream("gzip");
  const writer = writable.getWriter();
  void writer.write(joinLines(lines)).then(() => writer.close());
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

/** A worker's desk whose answers can be waited for. */
function openDesk() {
  const said: FromWorker[] = [];
  let heard: (() => void) | undefined;
  const hear = createSearchDesk((message) => {
    said.push(message);
    heard?.();
  });
  const until = async (kind: FromWorker["kind"]) => {
    while (!said.some((message) => message.kind === kind)) {
      await new Promise<void>((resolve) => (heard = resolve));
    }
    said.length = 0;
  };
  const names = (typed: string) => {
    hear({ kind: "find", ask: 1, typed, limit: 10 });
    const answer = said.pop();
    return answer?.kind === "answer" ? answer.hits.map((hit) => hit.name.text).toSorted() : undefined;
  };
  return { hear, until, names, said };
}

test("compressed shards, and what changed since, are found together", async () => {
  const { hear, until, names } = openDesk();
  const shards = [
    await packed(line("a", "Anna Nová"), line("b", "Boris")),
    await packed(line("c", "Clara Nova")),
  ];
  hear({
    kind: "base",
    partner: "main",
    shards,
    since: [["b", line("b", "Bohdan Nova")]],
    fields: NO_FIELDS,
  });
  await until("based");
  expect(names("nova")).toEqual(["Anna Nová", "Bohdan Nova", "Clara Nova"]);
  expect(names("boris")).toEqual([]);
});

test("a change told while the shards are being unpacked is not lost under them", async () => {
  const { hear, until, names } = openDesk();
  hear({
    kind: "base",
    partner: "main",
    shards: [await packed(line("a", "Old"))],
    since: [],
    fields: NO_FIELDS,
  });
  hear({ kind: "tell", partner: "main", changes: [["a", line("a", "Fresh")]] });
  expect(names("old")).toEqual([]);
  await until("changed");
  expect(names("fresh")).toEqual(["Fresh"]);
  expect(names("old")).toEqual([]);
});

test("a partner that is dropped is found no more", async () => {
  const { hear, until, names } = openDesk();
  hear({
    kind: "base",
    partner: "a",
    shards: [await packed(line("a", "Anna"))],
    since: [],
    fields: NO_FIELDS,
  });
  hear({
    kind: "base",
    partner: "b",
    shards: [await packed(line("b", "Anna"))],
    since: [],
    fields: NO_FIELDS,
  });
  hear({ kind: "drop", partner: "a" });
  await until("changed");
  expect(names("anna")).toEqual(["Anna"]);
});

test("bytes that are no shard are told, and the rest goes on", async () => {
  const { hear, until, names } = openDesk();
  hear({ kind: "base", partner: "main", shards: [new Uint8Array([1, 2, 3])], since: [], fields: NO_FIELDS });
  await until("unreadable");
  hear({
    kind: "base",
    partner: "main",
    shards: [await packed(line("a", "Anna"))],
    since: [],
    fields: NO_FIELDS,
  });
  await until("based");
  expect(names("anna")).toEqual(["Anna"]);
});
