import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Timestamp } from "../engine/value.ts";
import { readExport, writeExport } from "./export.ts";
import { DATABASE, document, documentsOf } from "./testing/commits.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firestore-local-export-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const metadata = (): string => join(folder, "firestore_export", "firestore_export.overall_export_metadata");

test("an export is read back from the metadata file that firebase-tools names", async () => {
  const documents = [document("a/1", 1), document("a/1/b/2", 2, new Map([["ä", "\ud800"]]))];
  await writeExport(folder, "firestore_export", [
    { name: DATABASE, version: 7, time: new Timestamp(9, 0), documents },
  ]);
  const [image, ...more] = await readExport(metadata());
  expect(more).toEqual([]);
  expect(image?.version).toBe(7);
  expect(documentsOf(image)).toStrictEqual(Object.fromEntries(documents.map((doc) => [doc.path, doc])));
});

test("an export replaces the one that was there before", async () => {
  for (const id of ["1", "2"]) {
    await writeExport(folder, "firestore_export", [
      { name: DATABASE, version: 1, time: new Timestamp(1, 0), documents: [document(`a/${id}`, 1)] },
    ]);
  }
  expect(Object.keys(documentsOf((await readExport(metadata()))[0]))).toEqual(["a/2"]);
});

test("an export of the official emulator is refused with a way out", async () => {
  await writeExport(folder, "firestore_export", []);
  writeFileSync(metadata(), Buffer.from([0x0a, 0x05, 0x08, 0x80, 0xff, 0x12]));
  await expect(readExport(metadata())).rejects.toThrow("reads only its own exports");
});

test("a missing export is refused by name", async () => {
  await expect(readExport(join(folder, "nothing"))).rejects.toThrow(/nothing cannot be read/);
});
