import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Database, Document, Write } from "./api.ts";
import { createDatabase } from "./database.ts";
import { FirestoreError } from "./errors.ts";
import type { Query } from "./query.ts";
import {
  anyFixedOrderQuery,
  anyKindlessQuery,
  anyQuery,
  anyValue,
  anyWrite,
  DATABASE,
} from "./testing/arbitraries.ts";
import { set } from "./testing/database.ts";
import { modelQuery } from "./testing/model.ts";

// Thousands of cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const CALLER = { kind: "admin" } as const;

function open(scanLimit: number): Database {
  let now = 1_700_000_000_000;
  return createDatabase({ name: DATABASE, clock: { now: () => now++ }, scanLimit });
}

async function write(
  database: Database,
  model: Map<string, Document>,
  writes: readonly Write[],
): Promise<void> {
  await database.commit(writes, { caller: CALLER });
  for (const { path } of writes) {
    const document = database.get(path);
    if (document === null) model.delete(path);
    else model.set(path, document);
  }
}

/** Whether the query is one that Firestore refuses; the property then has nothing to say. */
function isRefused(database: Database, query: Query): boolean {
  try {
    database.query(query);
    return false;
  } catch (cause) {
    if (cause instanceof FirestoreError) return true;
    throw cause;
  }
}

function paths(documents: readonly Document[]): readonly string[] {
  return documents.map((document) => document.path);
}

function checkAll(
  database: Database,
  model: ReadonlyMap<string, Document>,
  queries: readonly Query[],
): number {
  let asked = 0;
  for (const query of queries) {
    if (isRefused(database, query)) continue;
    asked++;
    const expected = modelQuery(model, query, DATABASE);
    const actual = database.query(query);
    expect(paths(actual.documents)).toEqual(paths(expected.documents));
    expect(actual.documents).toEqual(expected.documents);
    expect(actual.skipped).toBe(expected.skipped);
  }
  return asked;
}

const commits = fc.array(fc.array(anyWrite, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

test.for([
  ["indexes forced on", -1],
  ["small collections scanned", 200],
] as const)("queries give what looking at every document gives, with %s", async ([, scanLimit]) => {
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      commits,
      fc.array(anyQuery, { minLength: 8, maxLength: 16 }),
      async (batches, queries) => {
        const database = open(scanLimit);
        const model = new Map<string, Document>();
        for (const batch of batches) {
          await write(database, model, batch);
          // Indexes built by one round of queries are kept up to date by the commits before the next.
          asked += checkAll(database, model, queries);
        }
      },
    ),
    { numRuns: 120 },
  );
  expect(asked).toBeGreaterThan(1000);
});

test("a range behind an order that an equality fixes is the same in all directions", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(1n, 1, 2n), anyValue), { minLength: 5, maxLength: 15 }),
      fc.array(anyFixedOrderQuery, { minLength: 10, maxLength: 20 }),
      async (pairs, queries) => {
        const database = open(-1);
        const model = new Map<string, Document>();
        const writes = pairs.map(([a, b], i) => set(`c/d${i}`, { a, b }));
        await write(database, model, writes);
        checkAll(database, model, queries);
        for (const query of queries) found += database.query(query).documents.length;
      },
    ),
    { numRuns: 60 },
  );
  expect(found).toBeGreaterThan(100);
});

test("queries over every collection walk the documents in the order of names", async () => {
  await fc.assert(
    fc.asyncProperty(
      commits,
      fc.array(anyKindlessQuery, { minLength: 5, maxLength: 10 }),
      async (batches, queries) => {
        const database = open(-1);
        const model = new Map<string, Document>();
        for (const batch of batches) await write(database, model, batch);
        expect(checkAll(database, model, queries)).toBe(queries.length);
      },
    ),
    { numRuns: 60 },
  );
});

test("a query at an earlier time gives what it gave then", async () => {
  await fc.assert(
    fc.asyncProperty(
      commits,
      fc.array(anyQuery, { minLength: 3, maxLength: 6 }),
      async (batches, queries) => {
        const database = open(-1);
        const model = new Map<string, Document>();
        const moments = [];
        for (const batch of batches) {
          await write(database, model, batch);
          moments.push({ time: database.readTime, model: new Map(model) });
        }
        for (const moment of moments) {
          for (const query of queries) {
            if (isRefused(database, query)) continue;
            const { documents, readTime } = await database.runQuery(query, { readTime: moment.time });
            expect(paths(documents)).toEqual(paths(modelQuery(moment.model, query, DATABASE).documents));
            expect(readTime).toEqual(moment.time);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
