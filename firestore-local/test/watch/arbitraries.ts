import fc from "fast-check";
import type { Message } from "../../src/rpc/api.ts";

export const DATABASE = "projects/p/databases/(default)";
const ROOT = `${DATABASE}/documents`;

const integer = (max: number): fc.Arbitrary<Message> =>
  fc.integer({ min: 0, max }).map((n) => ({ integerValue: String(n) }));

/** Few and close values of every type, so that filters, orders and cursors often meet them. */
export const value: fc.Arbitrary<Message> = fc.oneof(
  { weight: 14, arbitrary: integer(2) },
  fc.constantFrom(1.5, 2, Number.NaN, -0).map((n) => ({ doubleValue: n })),
  fc.constantFrom("", "a", "\u{1f600}", "\uffee").map((s) => ({ stringValue: s })),
  fc.constant({ nullValue: "NULL_VALUE" }),
  fc.boolean().map((b) => ({ booleanValue: b })),
  fc.constantFrom("d1", "d2").map((id) => ({ referenceValue: `${ROOT}/a/${id}` })),
  fc.constantFrom(
    { bytesValue: Uint8Array.of(1) },
    { geoPointValue: { latitude: 1, longitude: 2 } },
    { timestampValue: { seconds: 1, nanos: 1000 } },
  ),
  {
    weight: 2,
    arbitrary: fc.array(integer(2), { maxLength: 2 }).map((values) => ({ arrayValue: { values } })),
  },
  integer(2).map((k) => ({ mapValue: { fields: { k } } })),
);

const fields: fc.Arbitrary<Message> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ x: integer(2), y: value }) },
  fc.dictionary(fc.constantFrom("x", "y", "m"), value, { maxKeys: 3 }),
);

const path = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 5 }).map((n) => `a/d${n}`) },
  fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })).map(([p, n]) => `b/d${p}/a/s${n}`),
);

const write: fc.Arbitrary<Message> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(path, fields).map(([p, f]) => ({ update: { name: `${ROOT}/${p}`, fields: f } })),
  },
  path.map((p) => ({ delete: `${ROOT}/${p}` })),
);

/** The writes of one commit. */
export const writes: fc.Arbitrary<readonly Message[]> = fc.array(write, { minLength: 1, maxLength: 4 });

const field = fc.constantFrom("x", "x", "y", "m.k");
const list = fc
  .array(value, { minLength: 1, maxLength: 3 })
  .map((values) => ({ arrayValue: { values: values.filter((each) => !("nullValue" in each)) } }))
  .filter(({ arrayValue }) => arrayValue.values.length > 0);

const fieldFilter: fc.Arbitrary<Message> = fc.oneof(
  fc
    .tuple(
      field,
      fc.constantFrom(
        "EQUAL",
        "LESS_THAN",
        "LESS_THAN_OR_EQUAL",
        "GREATER_THAN",
        "GREATER_THAN_OR_EQUAL",
        "NOT_EQUAL",
        "ARRAY_CONTAINS",
      ),
      value,
    )
    .map(([fieldPath, op, operand]) => ({ fieldFilter: { field: { fieldPath }, op, value: operand } })),
  fc
    .tuple(field, fc.constantFrom("IN", "NOT_IN", "ARRAY_CONTAINS_ANY"), list)
    .map(([fieldPath, op, operand]) => ({ fieldFilter: { field: { fieldPath }, op, value: operand } })),
  fc
    .tuple(field, fc.constantFrom("IS_NULL", "IS_NAN", "IS_NOT_NULL", "IS_NOT_NAN"))
    .map(([fieldPath, op]) => ({ unaryFilter: { field: { fieldPath }, op } })),
);

const filter: fc.Arbitrary<Message> = fc.oneof(
  { weight: 3, arbitrary: fieldFilter },
  fc
    .tuple(fc.constantFrom("AND", "OR"), fc.array(fieldFilter, { minLength: 2, maxLength: 3 }))
    .map(([op, filters]) => ({ compositeFilter: { op, filters } })),
);

const direction = fc.constantFrom("ASCENDING", "DESCENDING");
const orderBy = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom("x", "y"), direction)
    .map(([fieldPath, d]) => ({ field: { fieldPath }, direction: d })),
  { maxLength: 2, selector: (order) => order.field.fieldPath },
);
const cursor = fc.record({
  values: fc.array(integer(2), { minLength: 1, maxLength: 1 }),
  before: fc.boolean(),
});
const scope = fc.constantFrom(
  [{ collectionId: "a" }],
  [{ collectionId: "a" }],
  [{ collectionId: "a", allDescendants: true }],
);
const limit = fc.integer({ min: 1, max: 3 }).map((limit) => ({ value: limit }));

/** Any query at all; some are refused by the server, and then the client must be told so. */
const anyQuery: fc.Arbitrary<Message> = fc
  .record(
    {
      from: scope,
      where: filter,
      orderBy,
      limit,
      offset: fc.constantFrom(0, 1),
      startAt: cursor,
      endAt: cursor,
    },
    { requiredKeys: ["from"] },
  )
  .map(({ startAt, endAt, ...query }) => {
    // A cursor needs an order to be a position in.
    const cursors = (query.orderBy?.length ?? 0) > 0 ? { startAt, endAt } : {};
    return withoutUndefined({ ...query, ...cursors });
  });

/** Queries that many listeners have in common and that most commits concern. */
const commonQuery: fc.Arbitrary<Message> = fc
  .record({
    from: scope,
    limit: fc.option(limit, { nil: undefined }),
    shape: fc.constantFrom<Message>(
      {},
      { orderBy: [{ field: { fieldPath: "x" }, direction: "ASCENDING" }] },
      { orderBy: [{ field: { fieldPath: "x" }, direction: "DESCENDING" }] },
      { where: { fieldFilter: { field: { fieldPath: "x" }, op: "EQUAL", value: { integerValue: "1" } } } },
      { where: { fieldFilter: { field: { fieldPath: "x" }, op: "LESS_THAN", value: { doubleValue: 2 } } } },
    ),
  })
  .map(({ from, limit, shape }) => withoutUndefined({ from, limit, ...shape }));

/** A query target. */
export const queryTarget: fc.Arbitrary<Message> = fc
  .oneof(anyQuery, commonQuery)
  .map((structuredQuery) => ({ query: { parent: ROOT, structuredQuery } }));

/** A target of one or two named documents. */
export const documentsTarget: fc.Arbitrary<Message> = fc
  .uniqueArray(path, { minLength: 1, maxLength: 2 })
  .map((paths) => ({ documents: { documents: paths.map((each) => `${ROOT}/${each}`) } }));

function withoutUndefined(message: Message): Message {
  return Object.fromEntries(Object.entries(message).filter(([, each]) => each !== undefined));
}
