import type {
  Aggregation,
  CompositeFilter,
  Cursor,
  FieldFilter,
  FieldOp,
  FieldPath,
  Filter,
  Order,
  Query,
} from "../../engine/query.ts";
import { FirestoreError } from "../../engine/errors.ts";
import { isNamePath, parseFieldPath } from "../../engine/path.ts";
import type { Message } from "../api.ts";
import { boolean, child, children, enumName, int32, int64, invalid, string } from "./message.ts";
import { checkCollectionId } from "./names.ts";
import { readValue, writeValue } from "./value.ts";

const FIELD_OPS = [
  undefined,
  "LESS_THAN",
  "LESS_THAN_OR_EQUAL",
  "GREATER_THAN",
  "GREATER_THAN_OR_EQUAL",
  "EQUAL",
  "NOT_EQUAL",
  "ARRAY_CONTAINS",
  "IN",
  "ARRAY_CONTAINS_ANY",
  "NOT_IN",
] as const;
const FIELD_OP: Record<NonNullable<(typeof FIELD_OPS)[number]>, FieldOp> = {
  LESS_THAN: "<",
  LESS_THAN_OR_EQUAL: "<=",
  GREATER_THAN: ">",
  GREATER_THAN_OR_EQUAL: ">=",
  EQUAL: "==",
  NOT_EQUAL: "!=",
  ARRAY_CONTAINS: "array-contains",
  IN: "in",
  ARRAY_CONTAINS_ANY: "array-contains-any",
  NOT_IN: "not-in",
};
const UNARY_OPS = [undefined, undefined, "IS_NAN", "IS_NULL", "IS_NOT_NAN", "IS_NOT_NULL"] as const;
const UNARY_OP: Record<NonNullable<(typeof UNARY_OPS)[number]>, FieldOp> = {
  IS_NAN: "is-nan",
  IS_NULL: "is-null",
  IS_NOT_NAN: "is-not-nan",
  IS_NOT_NULL: "is-not-null",
};
/** Nothing a client builds is nested like this; keeps a hostile filter from overflowing the stack. */
const DEEPEST_FILTER = 100;

/** Reads a StructuredQuery under a parent path ("" for the root). Throws INVALID_ARGUMENT or UNIMPLEMENTED. */
export function readQuery(parent: string, message: Message): Query {
  if (child(message, "findNearest") !== undefined) {
    throw new FirestoreError(
      "UNIMPLEMENTED",
      "Vector search (find_nearest) is not supported by this server.",
    );
  }
  const from = children(message, "from");
  if (from.length > 1) throw invalid("StructuredQuery.from cannot have more than one collection selector.");
  const selector = from[0] ?? {};
  const collection = string(selector, "collectionId");
  if (collection !== "") checkCollectionId(collection);
  const offset = int32(message, "offset") ?? 0;
  if (offset < 0) throw invalid("offset is negative");
  const limit = int32(message, "limit") ?? null;
  if (limit !== null && limit < 0) throw invalid("limit is negative");
  const where = child(message, "where");
  return {
    parent,
    collection: collection === "" ? null : collection,
    allDescendants: boolean(selector, "allDescendants"),
    where: where === undefined ? null : readFilter(where, 0),
    orderBy: children(message, "orderBy").map(readOrder),
    start: readCursor(message, "startAt"),
    end: readCursor(message, "endAt"),
    offset,
    limit,
    select: readSelect(message),
  };
}

/** null for a composite of nothing, which constrains nothing. */
function readFilter(message: Message, depth: number): Filter | null {
  if (depth > DEEPEST_FILTER) throw invalid("Filter is nested too deeply.");
  const field = child(message, "fieldFilter");
  if (field !== undefined) return readFieldFilter(field);
  const unary = child(message, "unaryFilter");
  if (unary !== undefined) {
    const op = enumName(unary, "op", UNARY_OPS);
    if (op === undefined) throw invalid("Unknown UnaryFilter operator.");
    return { kind: "field", field: readFieldReference(unary), op: UNARY_OP[op], value: null };
  }
  const composite = child(message, "compositeFilter");
  return composite === undefined ? null : readComposite(composite, depth);
}

function readFieldFilter(message: Message): FieldFilter {
  const name = enumName(message, "op", FIELD_OPS);
  if (name === undefined) throw invalid("Unknown FieldFilter operator.");
  const op = FIELD_OP[name];
  const value = readValue(child(message, "value") ?? {});
  if (op === "in" || op === "not-in" || op === "array-contains-any") {
    if (!Array.isArray(value)) throw invalid(`'${name}' requires an ArrayValue.`);
    if (value.length === 0) throw invalid(`'${name}' requires an non-empty ArrayValue.`);
  }
  return { kind: "field", field: readFieldReference(message), op, value };
}

function readComposite(message: Message, depth: number): CompositeFilter | Filter | null {
  const op = enumName(message, "op", [undefined, "AND", "OR"] as const);
  if (op === undefined) throw invalid("Unsupported CompositeFilter operator.");
  const filters = children(message, "filters").flatMap((filter) => readFilter(filter, depth + 1) ?? []);
  if (filters.length < 2) return filters[0] ?? null;
  return { kind: op === "AND" ? "and" : "or", filters };
}

function readFieldReference(message: Message): FieldPath {
  return parseFieldPath(string(child(message, "field") ?? {}, "fieldPath"));
}

function readOrder(message: Message): Order {
  const direction = enumName(message, "direction", [
    "DIRECTION_UNSPECIFIED",
    "ASCENDING",
    "DESCENDING",
  ] as const);
  if (direction === undefined) throw invalid("Unknown order direction.");
  return { field: readFieldReference(message), direction: direction === "DESCENDING" ? "desc" : "asc" };
}

function readCursor(message: Message, key: string): Cursor | null {
  const cursor = child(message, key);
  if (cursor === undefined) return null;
  return {
    values: children(cursor, "values").map((value) => readValue(value)),
    before: boolean(cursor, "before"),
  };
}

function readSelect(message: Message): readonly FieldPath[] | null {
  const select = child(message, "select");
  if (select === undefined) return null;
  const fields = children(select, "fields").map((field) => parseFieldPath(string(field, "fieldPath")));
  // An empty projection returns whole documents; names alone are asked for as `__name__`.
  if (fields.length === 0) return null;
  return fields.filter((path) => !isNamePath(path));
}

/** Writes a cursor at a position of a query's order. */
export function writeCursor(cursor: Cursor): Message {
  return { values: cursor.values.map(writeValue), before: cursor.before };
}

/** Reads the aggregations of a StructuredAggregationQuery, naming the unnamed `field_1`, `field_2`, … */
export function readAggregations(message: Message): readonly Aggregation[] {
  const messages = children(message, "aggregations");
  if (messages.length === 0) throw invalid("Aggregations can not be empty.");
  if (messages.length > 5) {
    throw invalid(
      `The maximum number of aggregations allowed in an aggregation query is 5. Received: ${messages.length}`,
    );
  }
  let unnamed = 0;
  const aggregations = messages.map((each) => {
    const alias = string(each, "alias");
    return readAggregation(each, alias === "" ? `field_${(unnamed += 1)}` : alias);
  });
  const seen = new Set<string>();
  for (const { alias } of aggregations) {
    if (/^__.*__$/s.test(alias)) throw invalid(`The property.name "${alias}" is reserved.`);
    if (seen.has(alias)) throw invalid(`Aggregation aliases contain duplicate alias: ${alias}.`);
    seen.add(alias);
  }
  return aggregations;
}

function readAggregation(message: Message, alias: string): Aggregation {
  const count = child(message, "count");
  if (count !== undefined) {
    const upTo = int64(count, "upTo") ?? null;
    if (upTo !== null && upTo < 0n) {
      throw invalid("The `up_to` value in a COUNT aggregation must be greater than or equal to zero.");
    }
    return { alias, op: "count", field: null, upTo };
  }
  const op = child(message, "sum") === undefined ? "avg" : "sum";
  const operand = child(message, op);
  if (operand === undefined) throw invalid("Operator field in Aggregation is not set.");
  const field = readFieldReference(operand);
  if (isNamePath(field)) {
    throw invalid("Aggregations are not supported for the property: __key__");
  }
  return { alias, op, field, upTo: null };
}
