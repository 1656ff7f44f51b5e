import type { Value } from "./value.ts";

/** A field path split into its segments, unquoted: `a.b` is `["a", "b"]`; `["__name__"]` is the document's name. */
export type FieldPath = readonly string[];

export type FieldOp =
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!="
  | "array-contains"
  | "in"
  | "array-contains-any"
  | "not-in"
  | "is-nan"
  | "is-not-nan"
  | "is-null"
  | "is-not-null";

export interface FieldFilter {
  readonly kind: "field";
  readonly field: FieldPath;
  readonly op: FieldOp;
  /** null for the unary operators. */
  readonly value: Value;
}
export interface CompositeFilter {
  readonly kind: "and" | "or";
  readonly filters: readonly Filter[];
}
export type Filter = FieldFilter | CompositeFilter;

export interface Order {
  readonly field: FieldPath;
  readonly direction: "asc" | "desc";
}

/** Values for a prefix of the order; `before`: the position just before the values (else just after). */
export interface Cursor {
  readonly values: readonly Value[];
  readonly before: boolean;
}

/** A structured query as the client sent it; implicit orders are added by `completeOrder`, not stored here. */
export interface Query {
  /** Path of the parent document relative to the database, "" for the root. */
  readonly parent: string;
  /** Collection id; null selects every collection (used by recursive deletes). */
  readonly collection: string | null;
  readonly allDescendants: boolean;
  readonly where: Filter | null;
  readonly orderBy: readonly Order[];
  readonly start: Cursor | null;
  readonly end: Cursor | null;
  readonly offset: number;
  readonly limit: number | null;
  /** null: whole documents; empty: names only. */
  readonly select: readonly FieldPath[] | null;
}

export interface Aggregation {
  readonly alias: string;
  readonly op: "count" | "sum" | "avg";
  /** null for count. */
  readonly field: FieldPath | null;
  /** count only: stop counting here. */
  readonly upTo: bigint | null;
}
