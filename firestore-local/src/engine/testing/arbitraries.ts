import fc from "fast-check";
import type { Write } from "../api.ts";
import type { Cursor, FieldFilter, FieldOp, FieldPath, Filter, Order, Query } from "../query.ts";
import { GeoPoint, Reference, Timestamp } from "../value.ts";
import type { MapValue, Value } from "../value.ts";

export const DATABASE = "projects/p/databases/(default)";

function map(entries: Readonly<Record<string, Value>>): MapValue {
  return new Map(Object.entries(entries));
}

/** Values that are easily confused, few enough to meet again. */
export const VALUES: readonly Value[] = [
  null,
  false,
  true,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  -1n,
  -0,
  0n,
  0,
  0.5,
  1n,
  1,
  2n,
  9007199254740993n,
  9007199254740992,
  (1n << 63n) - 1n,
  2 ** 63,
  new Timestamp(0, 0),
  new Timestamp(0, 1000),
  new Timestamp(-1, 999_999_000),
  "",
  "a",
  "a\0",
  "a\0b",
  "aa",
  "é",
  "\uffff",
  "😀",
  new Uint8Array([]),
  new Uint8Array([0]),
  new Uint8Array([0, 255]),
  new Reference(`${DATABASE}/documents/c/d1`),
  new Reference(`${DATABASE}/documents/c/d1/c/d2`),
  new Reference(`${DATABASE}/documents/c/__id7__`),
  new GeoPoint(0, 0),
  new GeoPoint(-0, 1),
  [],
  [null],
  [1n],
  [1, 2n],
  ["a", Number.NaN],
  [map({ x: 1n })],
  map({}),
  map({ x: 1n }),
  map({ x: 1 }),
  map({ x: 2n, y: "a" }),
  map({ y: 1n }),
  map({ __type__: "__vector__", value: [1, 2] }),
  map({ __type__: "__vector__", value: [0, 0, 0] }),
];

/** Half of them from a handful, so that filters find something. */
const FREQUENT: readonly Value[] = [null, Number.NaN, 0n, 1n, 1, 2n, "a", "aa"];
export const anyValue = fc.oneof(fc.constantFrom(...FREQUENT), fc.constantFrom(...VALUES));
const scalar = fc.oneof(
  fc.constantFrom(...FREQUENT),
  fc.constantFrom(...VALUES.filter((value) => !Array.isArray(value))),
);
const list = fc.array(scalar, { maxLength: 4 });

const fields = fc
  .record(
    {
      a: anyValue,
      b: anyValue,
      t: list,
      m: fc.dictionary(fc.constantFrom("x", "y"), anyValue, { maxKeys: 2 }),
    },
    { requiredKeys: [] },
  )
  .map(
    ({ m, ...rest }) =>
      new Map<string, Value>([...Object.entries(rest), ...(m === undefined ? [] : [["m", map(m)] as const])]),
  );

const IDS = ["d1", "d2", "d3", "é", "__id7__", "__id12__", "a.b"];
const COLLECTIONS = ["c", "c/d1/c", "e/d2/c", "e", "c/missing/f"];
const path = fc
  .tuple(fc.constantFrom(...COLLECTIONS), fc.constantFrom(...IDS))
  .map(([collection, id]) => `${collection}/${id}`);

/** Writes of random documents, and deletes, without preconditions. */
export const anyWrite: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constant("set" as const),
      path,
      fields,
      mask: fc.constant(null),
      transforms: fc.constant([]),
      precondition: fc.constant({}),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant("delete" as const), path, precondition: fc.constant({}) }),
  },
);

const field: fc.Arbitrary<FieldPath> = fc.constantFrom(["a"], ["b"], ["t"], ["m", "x"]);
const name = path.map((relative): Value => new Reference(`${DATABASE}/documents/${relative}`));

const comparison: readonly FieldOp[] = ["<", "<=", ">", ">=", "=="];
const fieldFilter: fc.Arbitrary<FieldFilter> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field,
      op: fc.constantFrom(...comparison),
      value: anyValue,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field,
      op: fc.constantFrom<FieldOp[]>("in"),
      value: fc.array(anyValue, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field: fc.constant(["t"]),
      op: fc.constantFrom<FieldOp[]>("array-contains"),
      value: scalar,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field: fc.constant(["t"]),
      op: fc.constantFrom<FieldOp[]>("array-contains-any"),
      value: fc.array(scalar, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field,
      op: fc.constantFrom<FieldOp[]>("!="),
      value: anyValue,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field,
      op: fc.constantFrom<FieldOp[]>("not-in"),
      value: fc.array(anyValue, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field,
      op: fc.constantFrom<FieldOp[]>("is-null", "is-not-null", "is-nan", "is-not-nan"),
      value: fc.constant(null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field: fc.constant(["__name__"]),
      op: fc.constantFrom<FieldOp[]>("<", "<=", ">", ">=", "==", "!="),
      value: name,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      field: fc.constant(["__name__"]),
      op: fc.constantFrom<FieldOp[]>("in", "not-in"),
      value: fc.array(name, { minLength: 1, maxLength: 3 }),
    }),
  },
);

const filter: fc.Arbitrary<Filter> = fc.letrec<{ tree: Filter; leaf: Filter }>((tie) => ({
  leaf: fieldFilter,
  tree: fc.oneof(
    { maxDepth: 2 },
    tie("leaf"),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      filters: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).tree;

const orderBy: fc.Arbitrary<readonly Order[]> = fc
  .tuple(
    fc.uniqueArray(fc.record({ field, direction: fc.constantFrom("asc" as const, "desc" as const) }), {
      maxLength: 2,
      selector: (order) => order.field.join(),
    }),
    fc.option(fc.constantFrom("asc" as const, "desc" as const)),
  )
  .map(([orders, last]) => (last === null ? orders : [...orders, { field: ["__name__"], direction: last }]));

function cursorFor(orders: readonly Order[]): fc.Arbitrary<Cursor | null> {
  if (orders.length === 0) return fc.constant(null);
  const values = fc.tuple(...orders.map((order) => (order.field.join() === "__name__" ? name : anyValue)));
  return fc.option(
    fc.record({
      values: fc
        .tuple(values, fc.integer({ min: 1, max: orders.length }))
        .map(([all, length]) => all.slice(0, length)),
      before: fc.boolean(),
    }),
    { freq: 1 },
  );
}

const scope = fc.constantFrom<Pick<Query, "parent" | "collection" | "allDescendants">[]>(
  { parent: "", collection: "c", allDescendants: false },
  { parent: "c/d1", collection: "c", allDescendants: false },
  { parent: "", collection: "c", allDescendants: true },
  { parent: "c/d1", collection: "c", allDescendants: true },
  { parent: "e/d2", collection: "c", allDescendants: true },
);

/** Queries of a collection or a group; some of them are such as Firestore refuses. */
export const anyQuery: fc.Arbitrary<Query> = orderBy.chain((orders) =>
  fc
    .record({
      scope,
      where: fc.option(filter, { freq: 4 }),
      start: cursorFor(orders),
      end: cursorFor(orders),
      offset: fc.constantFrom(0, 0, 0, 1, 3),
      limit: fc.constantFrom(null, null, 1, 2, 5),
    })
    .map(({ scope: { parent, collection, allDescendants }, ...rest }) => ({
      parent,
      collection,
      allDescendants,
      orderBy: orders,
      select: null,
      ...rest,
    })),
);

/** Queries whose first order is fixed by an equality, so that the range is on a later one. */
export const anyFixedOrderQuery: fc.Arbitrary<Query> = fc
  .record({
    equal: fc.constant<Value>(1n),
    ranges: fc.uniqueArray(
      fc.record({ op: fc.constantFrom<FieldOp[]>("<", "<=", ">", ">=", "!="), value: anyValue }),
      { minLength: 1, maxLength: 2, selector: ({ op }) => op },
    ),
    directions: fc.tuple(
      fc.constantFrom("asc" as const, "desc" as const),
      fc.constantFrom("asc" as const, "desc" as const),
    ),
    limit: fc.constantFrom(null, 2),
  })
  .map(({ equal, ranges, directions, limit }) => ({
    parent: "",
    collection: "c",
    allDescendants: false,
    where: {
      kind: "and" as const,
      filters: [
        { kind: "field" as const, field: ["a"], op: "==" as const, value: equal },
        ...ranges.map(({ op, value }) => ({ kind: "field" as const, field: ["b"], op, value })),
      ],
    },
    orderBy: [
      { field: ["a"], direction: directions[0] },
      { field: ["b"], direction: directions[1] },
    ],
    start: null,
    end: null,
    offset: 0,
    limit,
    select: null,
  }));

/** Queries over every collection, which know only names. */
export const anyKindlessQuery: fc.Arbitrary<Query> = fc.record({
  parent: fc.constantFrom("", "c/d1", "c/missing"),
  collection: fc.constant(null),
  allDescendants: fc.boolean(),
  where: fc.option(
    fc.record({
      kind: fc.constant("field" as const),
      field: fc.constant(["__name__"]),
      op: fc.constantFrom<FieldOp[]>("<", ">=", ">"),
      value: name,
    }),
  ),
  orderBy: fc.constant([{ field: ["__name__"], direction: "asc" as const }]),
  start: fc.option(fc.record({ values: name.map((value) => [value]), before: fc.boolean() })),
  end: fc.constant(null),
  offset: fc.constantFrom(0, 1),
  limit: fc.constantFrom(null, 2),
  select: fc.constant(null),
});
