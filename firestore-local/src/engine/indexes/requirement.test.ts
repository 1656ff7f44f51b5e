import { describe, expect, test } from "vitest";
import type { IndexesFile } from "../api.ts";
import type { Filter, Order, Query } from "../query.ts";
import { and, commit, openDatabase, order, query, refusal, set, where } from "../testing/database.ts";
import { Reference } from "../value.ts";

const NAMED = new Reference("projects/p/databases/(default)/documents/c/d");

const FILE: IndexesFile = {
  indexes: [
    {
      collectionGroup: "c",
      queryScope: "COLLECTION",
      fields: [
        { fieldPath: "a", order: "ASCENDING" },
        { fieldPath: "x", order: "DESCENDING" },
      ],
    },
    {
      collectionGroup: "c",
      queryScope: "COLLECTION",
      fields: [
        { fieldPath: "b", order: "ASCENDING" },
        { fieldPath: "x", order: "DESCENDING" },
      ],
    },
    {
      collectionGroup: "c",
      queryScope: "COLLECTION",
      fields: [
        { fieldPath: "tags", arrayConfig: "CONTAINS" },
        { fieldPath: "x", order: "DESCENDING" },
      ],
    },
    {
      collectionGroup: "c",
      queryScope: "COLLECTION",
      fields: [
        { fieldPath: "x", order: "ASCENDING" },
        { fieldPath: "y", order: "DESCENDING" },
      ],
    },
    {
      collectionGroup: "c",
      queryScope: "COLLECTION",
      fields: [
        { fieldPath: "d", order: "ASCENDING" },
        { fieldPath: "__name__", order: "DESCENDING" },
      ],
    },
    {
      collectionGroup: "c",
      queryScope: "COLLECTION_GROUP",
      fields: [
        { fieldPath: "a", order: "ASCENDING" },
        { fieldPath: "x", order: "ASCENDING" },
      ],
    },
    {
      collectionGroup: "c",
      queryScope: "COLLECTION",
      fields: [{ fieldPath: "v", vectorConfig: { dimension: 3 } }],
    },
  ],
  fieldOverrides: [
    { collectionGroup: "c", fieldPath: "blob", indexes: [] },
    {
      collectionGroup: "c",
      fieldPath: "g",
      indexes: [
        { order: "ASCENDING", queryScope: "COLLECTION" },
        { order: "ASCENDING", queryScope: "COLLECTION_GROUP" },
      ],
    },
    { collectionGroup: "quiet", fieldPath: "*", indexes: [] },
  ],
};

interface Case {
  readonly title: string;
  readonly where?: Filter;
  readonly orderBy?: readonly Order[];
  readonly more?: Partial<Query>;
  /** What is missing; none: the query is served. */
  readonly missing?: string;
}

const GROUP = { allDescendants: true } as const;

const CASES: readonly Case[] = [
  { title: "everything, by name" },
  { title: "names in a range", where: where("__name__", ">", NAMED) },
  { title: "one equality", where: where("q", "==", 1n) },
  { title: "one range", where: where("q", ">", 1n) },
  { title: "one order", orderBy: [order("q", "desc")] },
  { title: "one array element", where: where("q", "array-contains", 1n) },
  {
    title: "several equalities, merged from single fields",
    where: and(where("q", "==", 1n), where("r", "==", 1n), where("s", "is-null")),
  },
  {
    title: "equalities and an array element, merged",
    where: and(where("q", "==", 1n), where("r", "array-contains", 1n)),
  },
  { title: "in and equality, one by one", where: and(where("q", "in", [1n, 2n]), where("r", "==", 1n)) },
  {
    title: "equality, and order by the same field",
    where: where("q", "==", 1n),
    orderBy: [order("q", "desc")],
  },
  {
    title: "equality and order with their composite index",
    where: where("a", "==", 1n),
    orderBy: [order("x", "desc")],
  },
  { title: "the same backwards", where: where("a", "==", 1n), orderBy: [order("x")] },
  {
    title: "equality and range with their composite index",
    where: and(where("a", "==", 1n), where("x", "<", 5n)),
  },
  {
    title: "two equalities and an order, merged from two composites",
    where: and(where("a", "==", 1n), where("b", "==", 1n)),
    orderBy: [order("x", "desc")],
  },
  {
    title: "an equality, an array element and an order, merged",
    where: and(where("a", "==", 1n), where("tags", "array-contains", "t")),
    orderBy: [order("x", "desc")],
  },
  { title: "two orders with their index", orderBy: [order("x"), order("y", "desc")] },
  { title: "two orders backwards", orderBy: [order("x", "desc"), order("y")] },
  {
    title: "two ranges, ordered as their index",
    where: and(where("x", ">", 1n), where("y", ">", 1n)),
    orderBy: [order("x", "desc"), order("y")],
  },
  { title: "an index that names its direction of names", orderBy: [order("d", "desc"), order("__name__")] },
  {
    title: "names descending behind an equality",
    where: where("q", "==", 1n),
    orderBy: [order("__name__", "desc")],
  },
  { title: "a document that is named", where: and(where("__name__", "==", NAMED), where("blob", "==", 1n)) },
  { title: "a group's names", more: GROUP },
  {
    title: "a group with its composite index",
    where: where("a", "==", 1n),
    orderBy: [order("x")],
    more: GROUP,
  },
  { title: "a group with its single-field index", where: where("g", "==", 1n), more: GROUP },
  {
    title: "a collection that nothing is said of",
    where: where("q", "==", 1n),
    more: { collection: "other" },
  },
  {
    title: "equality and an order without index",
    where: where("q", "==", 1n),
    orderBy: [order("r", "desc")],
    missing:
      '{"collectionGroup":"c","queryScope":"COLLECTION","fields":[{"fieldPath":"q","order":"ASCENDING"},{"fieldPath":"r","order":"DESCENDING"}]}',
  },
  {
    title: "equality and a range without index",
    where: and(where("q", "==", 1n), where("`r s`", "<", 1n)),
    missing:
      '{"collectionGroup":"c","queryScope":"COLLECTION","fields":[{"fieldPath":"q","order":"ASCENDING"},{"fieldPath":"`r s`","order":"ASCENDING"}]}',
  },
  {
    title: "a merge that lacks one part",
    where: and(where("a", "==", 1n), where("q", "==", 1n)),
    orderBy: [order("x", "desc")],
    missing:
      '{"collectionGroup":"c","queryScope":"COLLECTION","fields":[{"fieldPath":"a","order":"ASCENDING"},{"fieldPath":"q","order":"ASCENDING"},{"fieldPath":"x","order":"DESCENDING"}]}',
  },
  {
    title: "an array element and an order without index",
    where: where("q", "array-contains", 1n),
    orderBy: [order("x", "desc")],
    missing:
      '{"collectionGroup":"c","queryScope":"COLLECTION","fields":[{"fieldPath":"q","arrayConfig":"CONTAINS"},{"fieldPath":"x","order":"DESCENDING"}]}',
  },
  {
    title: "two orders in other directions than their index",
    orderBy: [order("x"), order("y")],
    missing:
      '{"collectionGroup":"c","queryScope":"COLLECTION","fields":[{"fieldPath":"x","order":"ASCENDING"},{"fieldPath":"y","order":"ASCENDING"}]}',
  },
  {
    title: "one order with names in the other direction",
    orderBy: [order("q"), order("__name__", "desc")],
    missing:
      '{"collectionGroup":"c","queryScope":"COLLECTION","fields":[{"fieldPath":"q","order":"ASCENDING"},{"fieldPath":"__name__","order":"DESCENDING"}]}',
  },
  {
    title: "one part of an or",
    where: { kind: "or", filters: [where("q", "==", 1n), and(where("q", "==", 2n), where("r", ">", 1n))] },
    orderBy: [order("r")],
    missing:
      '{"collectionGroup":"c","queryScope":"COLLECTION","fields":[{"fieldPath":"q","order":"ASCENDING"},{"fieldPath":"r","order":"ASCENDING"}]}',
  },
  {
    title: "a group whose composite is the collection's",
    where: where("b", "==", 1n),
    orderBy: [order("x", "desc")],
    more: GROUP,
    missing:
      '{"collectionGroup":"c","queryScope":"COLLECTION_GROUP","fields":[{"fieldPath":"b","order":"ASCENDING"},{"fieldPath":"x","order":"DESCENDING"}]}',
  },
  {
    title: "a group's field that is not declared",
    where: where("q", "==", 1n),
    more: GROUP,
    missing:
      '{"collectionGroup":"c","fieldPath":"q","indexes":[{"order":"ASCENDING","queryScope":"COLLECTION"},{"order":"DESCENDING","queryScope":"COLLECTION"},{"arrayConfig":"CONTAINS","queryScope":"COLLECTION"},{"order":"ASCENDING","queryScope":"COLLECTION_GROUP"}]}',
  },
  {
    title: "an exempt field",
    where: where("blob", "==", 1n),
    missing:
      '{"collectionGroup":"c","fieldPath":"blob","indexes":[{"order":"ASCENDING","queryScope":"COLLECTION"}]}',
  },
  {
    title: "a field in an exempt map",
    orderBy: [order("blob.inner", "desc")],
    missing:
      '{"collectionGroup":"c","fieldPath":"blob.inner","indexes":[{"order":"DESCENDING","queryScope":"COLLECTION"}]}',
  },
  {
    title: "an exempt field among equalities",
    where: and(where("q", "==", 1n), where("blob", "==", 1n)),
    missing:
      '{"collectionGroup":"c","fieldPath":"blob","indexes":[{"order":"ASCENDING","queryScope":"COLLECTION"}]}',
  },
  {
    title: "a mode that an override leaves out",
    where: where("g", "array-contains", 1n),
    missing:
      '{"collectionGroup":"c","fieldPath":"g","indexes":[{"order":"ASCENDING","queryScope":"COLLECTION"},{"order":"ASCENDING","queryScope":"COLLECTION_GROUP"},{"arrayConfig":"CONTAINS","queryScope":"COLLECTION"}]}',
  },
  {
    title: "a collection whose fields are all exempt",
    where: where("q", ">", 1n),
    more: { collection: "quiet" },
    missing:
      '{"collectionGroup":"quiet","fieldPath":"q","indexes":[{"order":"ASCENDING","queryScope":"COLLECTION"}]}',
  },
];

const database = openDatabase({ indexes: FILE });

function ask(filter: Filter | null, ...fields: readonly string[]): Promise<string> {
  const sums = fields.map((field, i) => ({ alias: `f${i}`, op: "sum", field: [field], upTo: null }) as const);
  return refusal(() => database.aggregate(query("c", { where: filter }), sums, {}));
}

describe("with a firestore.indexes.json", () => {
  test.for(CASES)("$title", async (each) => {
    const outcome = await refusal(() =>
      database.query(query("c", { where: each.where ?? null, orderBy: each.orderBy ?? [], ...each.more })),
    );
    if (each.missing === undefined) expect(outcome).toBe("accepted");
    else {
      expect(outcome).toMatch(
        /^FAILED_PRECONDITION: The query requires (an index\.|a COLLECTION(_GROUP)?_(ASC|DESC|CONTAINS) index for collection )/,
      );
      expect(outcome).toContain(
        "You can create it here: https://console.firebase.google.com/v1/r/project/p/firestore/indexes?create_",
      );
      expect(outcome.slice(outcome.indexOf("{"))).toBe(each.missing);
    }
  });

  test("the entry named by a refusal serves the query once it is added", async () => {
    for (const each of CASES) {
      if (each.missing === undefined) continue;
      const entry: unknown = JSON.parse(each.missing);
      const file = { indexes: [...(FILE.indexes ?? [])], fieldOverrides: [...(FILE.fieldOverrides ?? [])] };
      if (isComposite(entry)) file.indexes.push(entry);
      else if (isOverride(entry)) file.fieldOverrides.push(entry);
      const served = openDatabase({ indexes: file });
      expect(
        await refusal(() =>
          served.query(query("c", { where: each.where ?? null, orderBy: each.orderBy ?? [], ...each.more })),
        ),
        each.title,
      ).toBe("accepted");
    }
  });

  test("sums and averages need their field in the index", async () => {
    expect(await ask(null, "q")).toBe("accepted");
    expect(await ask(where("a", "==", 1n), "a")).toBe("accepted");
    expect(await ask(where("x", ">", 1n), "x")).toBe("accepted");
    expect(await ask(where("b", "==", 1n), "q")).toContain(
      '"fields":[{"fieldPath":"b","order":"ASCENDING"},{"fieldPath":"q","order":"ASCENDING"}]',
    );
    expect(await ask(null, "q", "r")).toContain("FAILED_PRECONDITION");
    expect(await ask(null, "blob")).toContain("COLLECTION_ASC index for collection c and field blob");
  });
});

test("without a file every query is served", async () => {
  const lenient = openDatabase();
  await commit(lenient, [set("c/d", { q: 1n, r: 2n })]);
  expect(
    lenient.query(query("c", { where: where("q", "==", 1n), orderBy: [order("r", "desc")] })).documents,
  ).toHaveLength(1);
});

type Composite = NonNullable<IndexesFile["indexes"]>[number];
type Override = NonNullable<IndexesFile["fieldOverrides"]>[number];

function isComposite(entry: unknown): entry is Composite {
  return typeof entry === "object" && entry !== null && "fields" in entry;
}

function isOverride(entry: unknown): entry is Override {
  return typeof entry === "object" && entry !== null && "indexes" in entry;
}
