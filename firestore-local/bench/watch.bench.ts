import { createDatabase } from "../src/engine/database.ts";
import type { CallContext, FirestoreService, Message } from "../src/rpc/api.ts";
import { createMeter } from "../src/rpc/meter.ts";
import { createService } from "../src/rpc/service.ts";
import type { Row } from "./row.ts";

const DATABASE = "projects/demo-bench/databases/(default)";
const ROOT = `${DATABASE}/documents`;
const ROUNDS = 60;
const COMMITS = 100;

const CONTEXT: CallContext = {
  caller: { kind: "admin" },
  client: "bench",
  signal: new AbortController().signal,
};

interface Rig {
  readonly service: FirestoreService;
  /** Messages that listeners got. */
  heard: number;
}

async function rigWith(documents: number): Promise<Rig> {
  const clock = { now: () => Date.now() };
  const database = createDatabase({ name: DATABASE, clock });
  const service = createService({
    databases: () => database,
    rules: { current: () => null },
    meter: createMeter(clock),
    clock,
  });
  for (let from = 0; from < documents; from += 500) {
    const writes = Array.from({ length: Math.min(500, documents - from) }, (_, index) =>
      write(from + index, 0),
    );
    await service.unary("commit", { database: DATABASE, writes }, CONTEXT);
  }
  return { service, heard: 0 };
}

function write(number: number, round: number): Message {
  return {
    update: {
      name: `${ROOT}/customers/c${number}`,
      fields: { owner: { integerValue: String(number) }, round: { integerValue: String(round) } },
    },
  };
}

/** Opens a stream with one target on the collection, or on the documents of one owner. */
function listen(rig: Rig, owner: number | null): void {
  const stream = rig.service.open("listen", CONTEXT, {
    send: () => {
      rig.heard += 1;
    },
    end: () => undefined,
  });
  const where =
    owner === null
      ? {}
      : {
          where: {
            fieldFilter: {
              field: { fieldPath: "owner" },
              op: "EQUAL",
              value: { integerValue: String(owner) },
            },
          },
        };
  const structuredQuery = { from: [{ collectionId: "customers" }], ...where };
  stream.receive({
    database: DATABASE,
    addTarget: { targetId: 2, query: { parent: ROOT, structuredQuery } },
  });
}

/** Milliseconds for so many commits, each changing the first document. */
async function timeCommits(rig: Rig, round: number): Promise<number> {
  const start = performance.now();
  for (let number = 0; number < COMMITS; number++) {
    await rig.service.unary(
      "commit",
      { database: DATABASE, writes: [write(0, round * COMMITS + number + 1)] },
      CONTEXT,
    );
  }
  return performance.now() - start;
}

/** How many times longer commits take on the first than on the second; rounds alternate, and the best are compared, which other work on the machine disturbs least. */
async function compare(slow: Rig, fast: Rig): Promise<number> {
  const times: { readonly slow: number[]; readonly fast: number[] } = { slow: [], fast: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.slow.push(await timeCommits(slow, round));
    times.fast.push(await timeCommits(fast, round));
  }
  return Math.min(...times.slow) / Math.min(...times.fast);
}

function row(name: string, ratio: number, limit: number, rigs: readonly Rig[]): Row {
  // A listener that hears nothing is fast for the wrong reason.
  const heard = rigs.every((rig) => rig.heard >= ROUNDS * COMMITS);
  return {
    name,
    value: heard ? `${ratio.toFixed(2)} ×` : "listeners heard nothing",
    goal: `≤ ${limit} ×`,
    pass: heard && ratio <= limit,
  };
}

/** What listeners cost a commit: with the size of the collection, and with their number. */
export async function run(): Promise<Row[]> {
  const large = await rigWith(100_000);
  const small = await rigWith(1_000);
  listen(large, null);
  listen(small, null);
  const bySize = row(
    "commit with a whole-collection listener, 100,000 documents against 1,000",
    await compare(large, small),
    1.2,
    [large, small],
  );
  const crowd = await rigWith(1_000);
  const alone = await rigWith(1_000);
  for (let owner = 0; owner < 1_000; owner++) listen(crowd, owner);
  listen(alone, 0);
  const byNumber = row(
    "commit with 1,000 listeners of which one matches, against one",
    await compare(crowd, alone),
    2,
    [crowd, alone],
  );
  return [bySize, byNumber];
}
