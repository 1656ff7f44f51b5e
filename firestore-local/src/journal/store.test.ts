import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Document } from "../engine/api.ts";
import { Timestamp } from "../engine/value.ts";
import type { DatabaseImage, Store } from "./api.ts";
import { DataFolderError } from "./api.ts";
import { segmentFile, segmentNumbers, snapshotFile } from "./folder.ts";
import { openStore } from "./store.ts";
import { anyFields } from "./testing/arbitrary.ts";
import { commit, DATABASE, document, documentsOf, set, takeImage } from "./testing/commits.ts";

let folder: string;
const open: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firestore-local-store-"));
});
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(at = folder, options?: Parameters<typeof openStore>[1]): Promise<Store> {
  const store = await openStore(at, options);
  open.push(store);
  return store;
}

async function stop(store: Store): Promise<void> {
  await store.close();
}

describe("a data folder", () => {
  test("gives back documents, version and time after a restart, and goes on from there", async () => {
    const first = await start();
    const journal = first.journal(DATABASE);
    await journal.append(commit(1, { "a/1": document("a/1", 1), "a/2": document("a/2", 1) }));
    await journal.append(commit(2, { "a/1": null }));
    await stop(first);
    const second = await start();
    await second.journal(DATABASE).append(set(3, "a/3"));
    await stop(second);
    const image = takeImage(await start());
    expect(image?.version).toBe(3);
    expect(image?.time).toEqual(new Timestamp(1_700_000_003, 123_000));
    expect(documentsOf(image)).toStrictEqual({ "a/2": document("a/2", 1), "a/3": document("a/3", 3) });
  });

  test("keeps several databases apart", async () => {
    const store = await start();
    const other = "projects/demo/databases/other";
    await Promise.all([
      store.journal(DATABASE).append(set(1, "a/1")),
      store.journal(other).append(set(1, "b/1")),
      store.journal(other).append(set(2, "b/2")),
    ]);
    await stop(store);
    const again = await start();
    const images = again.takeImages();
    expect(images.map((image) => [image.name, image.version, Object.keys(documentsOf(image))])).toEqual([
      [DATABASE, 1, ["a/1"]],
      [other, 2, ["b/1", "b/2"]],
    ]);
    expect(again.takeImages()).toEqual([]);
  });

  test("writes the commits that wait together as one frame", async () => {
    const store = await start();
    const journal = store.journal(DATABASE);
    await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append(set(index + 1, `a/${index}`))));
    await stop(store);
    const bytes = readFileSync(segmentFile(folder, 1));
    const afterHead = bytes.indexOf(0x0a) + 1;
    expect(bytes.readUInt32LE(afterHead) + 12 + afterHead).toBe(bytes.length);
  });

  test("whatever is written is what a restart finds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d\ud800"), fc.option(anyFields)), {
          minLength: 1,
          maxLength: 12,
        }),
        async (writes) => {
          const at = mkdtempSync(join(folder, "run-"));
          const expected: Record<string, Document> = {};
          const store = await start(at);
          const journal = store.journal(DATABASE);
          const done = writes.map(([id, fields], index) => {
            const path = `c/${id}`;
            const after = fields === null ? null : document(path, index + 1, fields);
            if (after === null) delete expected[path];
            else expected[path] = after;
            return journal.append(commit(index + 1, { [path]: after }));
          });
          await Promise.all(done);
          await stop(store);
          const image = takeImage(await start(at));
          expect(documentsOf(image)).toStrictEqual(expected);
          expect(image?.version).toBe(writes.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("serves one process at a time, and the next one after that", async () => {
    const first = await start();
    await expect(openStore(folder)).rejects.toThrow(`in use by another server (process ${process.pid})`);
    await stop(first);
    await expect(start()).resolves.toBeDefined();
  });

  test("begins with a seed and keeps it, but never lets a seed replace documents", async () => {
    const seed = [{ name: DATABASE, version: 4, time: new Timestamp(4, 0), documents: [document("a/1", 1)] }];
    const store = await start(folder, { seed });
    await store.journal(DATABASE).append(set(5, "a/2"));
    await stop(store);
    await expect(openStore(folder, { seed })).rejects.toThrow("already holds documents");
    expect(Object.keys(documentsOf(takeImage(await start())))).toEqual(["a/1", "a/2"]);
  });

  test("accepts nothing after it was closed", async () => {
    const store = await start();
    const journal = store.journal(DATABASE);
    await journal.append(set(1, "a/1"));
    await stop(store);
    await expect(journal.append(set(2, "a/2"))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  test("refuses every later commit once a write has failed, and keeps the acknowledged ones", async () => {
    const store = await start();
    const journal = store.journal(DATABASE);
    await journal.append(set(1, "a/1"));
    // A commit whose version cannot be written down stands for a disk that fails.
    await expect(journal.append(set(-1, "a/2"))).rejects.toMatchObject({ code: "INTERNAL" });
    await expect(journal.append(set(2, "a/3"))).rejects.toMatchObject({ code: "INTERNAL" });
    await stop(store);
    expect(Object.keys(documentsOf(takeImage(await start())))).toEqual(["a/1"]);
  });
});

describe("a torn tail", () => {
  test("at any byte of the last write loses that write alone, and says so", async () => {
    const store = await start();
    const journal = store.journal(DATABASE);
    await journal.append(set(1, "a/1"));
    const before = statSync(segmentFile(folder, 1)).size;
    await journal.append(set(2, "a/2"));
    await stop(store);
    const after = statSync(segmentFile(folder, 1)).size;
    for (let size = before; size <= after; size++) {
      const copy = mkdtempSync(join(folder, "torn-"));
      cpSync(segmentFile(folder, 1), segmentFile(copy, 1));
      truncateSync(segmentFile(copy, 1), size);
      const again = await start(copy);
      const whole = size === after;
      expect(takeImage(again)?.version).toBe(whole ? 2 : 1);
      expect(again.notices.length).toBe(whole || size === before ? 0 : 1);
      // What is written after the cut is found again beside what came before it.
      await again.journal(DATABASE).append(set(whole ? 3 : 2, "a/9"));
      await stop(again);
      expect(Object.keys(documentsOf(takeImage(await start(copy)))).sort()).toEqual(
        whole ? ["a/1", "a/2", "a/9"] : ["a/1", "a/9"],
      );
    }
  });

  test("in the first line of a new file leaves an empty, usable folder", async () => {
    const store = await start();
    await store.journal(DATABASE).append(set(1, "a/1"));
    await stop(store);
    for (let size = 0; size < 26; size++) {
      const copy = mkdtempSync(join(folder, "torn-"));
      cpSync(segmentFile(folder, 1), segmentFile(copy, 1));
      truncateSync(segmentFile(copy, 1), size);
      const again = await start(copy);
      expect(again.takeImages()).toEqual([]);
      await again.journal(DATABASE).append(set(1, "a/2"));
      await stop(again);
      expect(Object.keys(documentsOf(takeImage(await start(copy))))).toEqual(["a/2"]);
    }
  });

  test("of zeros or rubbish, as a file system may leave, is cut as well", async () => {
    for (const rest of [Buffer.alloc(4096), Buffer.from("rubbish ".repeat(50))]) {
      const at = mkdtempSync(join(folder, "rest-"));
      const store = await start(at);
      await store.journal(DATABASE).append(set(1, "a/1"));
      await stop(store);
      appendFileSync(segmentFile(at, 1), rest);
      const again = await start(at);
      expect(takeImage(again)?.version).toBe(1);
      expect(again.notices[0]).toContain(`${rest.length} bytes were cut off`);
    }
  });
});

describe("damage", () => {
  test("before intact commits is refused and left as it is: those commits were acknowledged", async () => {
    const store = await start();
    const journal = store.journal(DATABASE);
    await journal.append(set(1, "a/1"));
    const middle = statSync(segmentFile(folder, 1)).size;
    await journal.append(set(2, "a/2"));
    await journal.append(set(3, "a/3"));
    await stop(store);
    const bytes = readFileSync(segmentFile(folder, 1));
    bytes.writeUInt8(bytes.readUInt8(middle + 20) ^ 1, middle + 20);
    writeFileSync(segmentFile(folder, 1), bytes);
    await expect(openStore(folder)).rejects.toThrow(/damaged at byte/);
    expect(readFileSync(segmentFile(folder, 1))).toEqual(bytes);
  });

  test("in a file that is not the last one is refused", async () => {
    for (const version of [1, 2]) {
      const store = await start();
      await store.journal(DATABASE).append(set(version, `a/${version}`));
      await stop(store);
    }
    truncateSync(segmentFile(folder, 1), statSync(segmentFile(folder, 1)).size - 1);
    await expect(openStore(folder)).rejects.toThrow(DataFolderError);
  });

  test("a missing journal file is noticed by the gap in the versions", async () => {
    for (const version of [1, 2, 3]) {
      const store = await start();
      await store.journal(DATABASE).append(set(version, `a/${version}`));
      await stop(store);
    }
    rmSync(segmentFile(folder, 2));
    await expect(openStore(folder)).rejects.toThrow(
      "commit 3 of projects/demo/databases/(default) follows commit 1",
    );
  });

  test("a file of a newer version is refused by name and left as it is", async () => {
    for (const [file, kind] of [
      [segmentFile(folder, 1), "journal"],
      [snapshotFile(folder), "snapshot"],
    ] as const) {
      const newer = `firestore-local ${kind} 2\nwhatever a later version writes`;
      writeFileSync(file, newer);
      await expect(openStore(folder)).rejects.toThrow(
        `${file} was written by a newer version of firestore-local (format 2; this one reads up to 1)`,
      );
      expect(readFileSync(file, "utf8")).toBe(newer);
      rmSync(file);
    }
  });

  test("a file of something else is refused", async () => {
    writeFileSync(segmentFile(folder, 1), "SQLite format 3\u0000 and more of it\n");
    await expect(openStore(folder)).rejects.toThrow("is not a journal of firestore-local");
  });
});

describe("compaction", () => {
  /** Stands for the server: remembers what it wrote and hands it over when asked. */
  class Living {
    version = 0;
    time = new Timestamp(0, 0);
    readonly documents = new Map<string, Document>();
    readonly store: Store;
    constructor(store: Store) {
      this.store = store;
      const image = takeImage(store);
      if (image !== undefined) {
        this.version = image.version;
        this.time = image.time;
        for (const doc of image.documents) this.documents.set(doc.path, doc);
      }
      store.compactWith(() => [this.image()]);
    }
    image(): DatabaseImage {
      return { name: DATABASE, version: this.version, time: this.time, documents: this.documents.values() };
    }
    async set(path: string): Promise<void> {
      const next = set(++this.version, path, new Map([["text", "x".repeat(200)]]));
      this.time = next.time;
      for (const change of next.changes) if (change.after !== null) this.documents.set(path, change.after);
      await this.store.journal(DATABASE).append(next);
    }
  }

  test("keeps the folder small under endless overwriting, and loses nothing", async () => {
    const store = await start(folder, { compactAbove: 4_000 });
    const living = new Living(store);
    for (let round = 0; round < 200; round++)
      await Promise.all([living.set("a/1"), living.set(`a/${round % 10}`)]);
    await stop(store);
    const size = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(size).toBeLessThan(20_000);
    expect(existsSync(snapshotFile(folder))).toBe(true);
    const image = takeImage(await start());
    expect(image?.version).toBe(400);
    expect(documentsOf(image)).toStrictEqual(Object.fromEntries(living.documents));
  });

  test("interrupted before the rename leaves the old state whole, and its half file is removed", async () => {
    const store = await start();
    await store.journal(DATABASE).append(set(1, "a/1"));
    await stop(store);
    writeFileSync(`${snapshotFile(folder)}.unfinished`, "firestore-local snapshot 1\nhalf");
    expect(Object.keys(documentsOf(takeImage(await start())))).toEqual(["a/1"]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".unfinished"))).toEqual([]);
  });

  test("of a running server is not disturbed by another one that finds the folder in use", async () => {
    const store = await start();
    writeFileSync(`${snapshotFile(folder)}.unfinished`, "being written");
    await expect(openStore(folder)).rejects.toThrow("in use");
    expect(existsSync(`${snapshotFile(folder)}.unfinished`)).toBe(true);
    await stop(store);
  });

  test("is given up when the server stops, and nothing is lost", async () => {
    const problems: unknown[] = [];
    const options = { compactAbove: 1_000, onCompactionError: (error: unknown) => problems.push(error) };
    const store = await start(folder, options);
    const living = new Living(store);
    await Promise.all(Array.from({ length: 2_000 }, (_, number) => living.set(`a/${number}`)));
    await stop(store);
    expect(problems).toEqual([]);
    const image = takeImage(await start(folder));
    expect(documentsOf(image)).toStrictEqual(Object.fromEntries(living.documents));
  });

  test("interrupted after the rename, with the old journal still there, reads the same state", async () => {
    const store = await start(folder, { compactAbove: 1_000 });
    const living = new Living(store);
    for (let round = 0; round < 3; round++) await living.set(`a/${round}`);
    const old = segmentNumbers(folder).map(
      (number) => [segmentFile(folder, number), readFileSync(segmentFile(folder, number))] as const,
    );
    for (let round = 3; round < 12; round++) await living.set(`a/${round}`);
    await store.flush();
    await stop(store);
    expect(old.some(([file]) => !existsSync(file))).toBe(true);
    for (const [file, bytes] of old) writeFileSync(file, bytes);
    const image = takeImage(await start());
    expect(image?.version).toBe(12);
    expect(documentsOf(image)).toStrictEqual(Object.fromEntries(living.documents));
  });

  test("is given up, not carried out, when a database on disk is not supplied", async () => {
    const problems: unknown[] = [];
    const store = await start(folder, {
      compactAbove: 100,
      onCompactionError: (error) => problems.push(error),
    });
    store.compactWith(() => []);
    for (let version = 1; version <= 5; version++)
      await store.journal(DATABASE).append(set(version, `a/${version}`));
    await stop(store);
    expect(problems.length).toBeGreaterThan(0);
    expect(Object.keys(documentsOf(takeImage(await start()))).length).toBe(5);
  });

  test("a snapshot that is not whole is refused", async () => {
    const store = await start(folder, { compactAbove: 1_000 });
    const living = new Living(store);
    for (let round = 0; round < 20; round++) await living.set(`a/${round}`);
    await store.flush();
    await stop(store);
    truncateSync(snapshotFile(folder), statSync(snapshotFile(folder)).size - 1);
    await expect(openStore(folder)).rejects.toThrow(/documents\.snapshot is damaged/);
  });
});
