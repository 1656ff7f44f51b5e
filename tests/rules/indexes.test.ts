import { readFileSync } from "node:fs";
import type { QuerySpec } from "@trunkline/domain/queries";
import * as queries from "@trunkline/domain/queries";
import type { PartnerScope } from "@trunkline/domain/admin/session";
import type { AdminId, CustomerId, LabelId, PartnerId } from "@trunkline/domain/ids/ids";
import { listWhere } from "@trunkline/domain/list/filters";
import type { Instant } from "@trunkline/domain/time/instant";
import {
  collection,
  collectionGroup,
  count,
  documentId,
  getAggregateFromServer,
  getDocs,
  limit,
  orderBy,
  query,
  sum,
  where,
} from "firebase/firestore";
import type { Firestore } from "firebase/firestore";
import { initializeTestEnvironment } from "@firebase/rules-unit-testing";
import type { RulesTestEnvironment } from "@firebase/rules-unit-testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { IndexesFile } from "../../firestore-local/src/engine/api.ts";
import type { RunningServer } from "../../firestore-local/src/server.ts";
import { startServer } from "../../firestore-local/src/server.ts";

const INDEXES = JSON.parse(
  readFileSync(new URL("../../firestore.indexes.json", import.meta.url), "utf8"),
) as IndexesFile;
const C = "c1" as CustomerId;
const me = "me" as AdminId;
const moments = [null, 5 as Instant] as const;

/** Every query the domain names, in every form it can take, for one scope. */
function everyQuery(scope: PartnerScope): readonly QuerySpec[] {
  const directions = ["asc", "desc"] as const;
  return [
    ...directions.flatMap((direction) =>
      queries.CUSTOMER_SORTS.map((sort) => queries.customersBy(scope, sort, direction, 10)),
    ),
    ...directions.flatMap((direction) => [
      queries.customersWith(scope, { by: "status", any: ["new", "active"] }, direction, 10),
      ...(["locationId", "category", "billingType"] as const).map((by) =>
        queries.customersWith(scope, { by, any: ["a", "b"] }, direction, 10),
      ),
      queries.customersWith(scope, { by: "labelIds", any: ["a", "b"] as LabelId[] }, direction, 10),
    ]),
    queries.customersAmong(scope, [C, "c2" as CustomerId]),
    queries.customersAddedBy(scope, me),
    queries.customerByNumber(scope, 17, null),
    queries.customerByNumber(scope, 17, me),
    queries.openTodosOf(C, scope, 10),
    queries.recentComments(C, scope, 10),
    queries.commentsTab(C, scope, null, 10),
    queries.commentsTab(C, scope, "support", 10),
    queries.pinnedComments(C, scope, 10),
    ...(["all", "own"] as const).flatMap((reach) => [
      queries.myOpenTodos(scope, reach, me, 5 as Instant, 10),
      queries.myMentions(scope, reach, me, 10),
      queries.presenceOn(C, scope, reach, me),
      queries.presenceIn(scope, reach, me),
    ]),
    queries.commentsOfPartner("A" as PartnerId, 10),
    ...[null, "system"].flatMap((source) =>
      moments.flatMap((from) =>
        moments.map((before) => queries.activity(C, scope, { source, from, before }, 10)),
      ),
    ),
    queries.plannedChanges(C, scope),
    queries.plannedUntil("2026-01-01", 10),
    queries.plannedLog(scope, 10),
    ...[null, me].flatMap((actor) =>
      [null, 17].flatMap((number) =>
        moments.flatMap((from) =>
          moments.map((before) => queries.statusChanges(scope, { actor, number, from, before }, 10)),
        ),
      ),
    ),
    queries.ownViews(me, "customers"),
    queries.sharedViews(scope, "customers"),
    queries.drafts(me),
    queries.myJobs(me, 10),
    queries.removals(),
  ];
}

let server: RunningServer;
let env: RulesTestEnvironment;
beforeAll(async () => {
  server = await startServer({ host: "127.0.0.1", port: 0, indexes: INDEXES });
  env = await initializeTestEnvironment({
    projectId: "demo-trunkline-indexes",
    firestore: { host: "127.0.0.1", port: server.port, rules: OPEN },
  });
});
afterAll(async () => {
  await env.cleanup();
  await server.close();
});

const OPEN =
  "rules_version = '2'; service cloud.firestore { match /databases/{d}/documents { match /{path=**} { allow read: if true; } } }";

const plain = (value: unknown) =>
  typeof value === "object" && value !== null && "instant" in value ? new Date(Number(value.instant)) : value;

async function ask(db: Firestore, spec: QuerySpec): Promise<string> {
  const from = spec.group === true ? collectionGroup(db, spec.collection) : collection(db, spec.collection);
  try {
    await getDocs(
      query(
        from,
        ...spec.where.map(([field, op, value]) =>
          where(field === "__name__" ? documentId() : field, op, plain(value)),
        ),
        ...spec.orderBy.map(([field, way]) => orderBy(field, way)),
        limit(spec.limit),
      ),
    );
    return "answered";
  } catch (cause) {
    return `${JSON.stringify(spec)}: ${String(cause)}`;
  }
}

test.each([
  ["all partners", "*"],
  ["one partner", "A" as PartnerId],
] as const)("every named query over %s has its index", async (_name, scope) => {
  const db = env.unauthenticatedContext().firestore() as unknown as Firestore;
  const answers = await Promise.all(everyQuery(scope as PartnerScope).map((spec) => ask(db, spec)));
  expect(answers.filter((one) => one !== "answered")).toEqual([]);
});

test.each([
  ["of balances", { balance: "-500..-1" }],
  ["of days", { dateAdded: "2026-01-01..2026-03-31" }],
  ["of days with one end", { dateAdded: "2026-01-01.." }],
])(
  "the list's balances are added up beside any of its filters, a range %s among them",
  async (_name, range) => {
    const db = env.unauthenticatedContext().firestore() as unknown as Firestore;
    const filters = {
      status: "new,active",
      partnerId: "A",
      locationId: "a,b",
      category: "person",
      billingType: "recurring",
      labelIds: "vip,fiber",
      ...range,
    };
    const parts = Object.entries(filters);
    const answers = await Promise.all(
      Array.from({ length: 2 ** parts.length }, async (_unused, chosen) => {
        const some = Object.fromEntries(parts.filter((_part, place) => (chosen & (2 ** place)) !== 0));
        for (const scope of ["*", "A" as PartnerId] as const) {
          const conditions = listWhere(scope, some).map(([field, op, value]) => where(field, op, value));
          const listed = query(collection(db, "customers"), ...conditions);
          try {
            await getAggregateFromServer(listed, { count: count(), balance: sum("balance") });
          } catch (cause) {
            return `${scope} ${JSON.stringify(some)}: ${String(cause)}`;
          }
        }
        return "answered";
      }),
    );
    expect(answers.filter((one) => one !== "answered")).toEqual([]);
  },
);

test("a query that nobody named is refused, so the test above means something", async () => {
  const db = env.unauthenticatedContext().firestore() as unknown as Firestore;
  expect(
    await ask(db, {
      collection: "customers",
      where: [["city", "==", "Brno"]],
      orderBy: [["zip", "asc"]],
      limit: 5,
    }),
  ).toContain("index");
});
