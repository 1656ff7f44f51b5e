import { FirestoreError } from "../errors.ts";
import { fieldKey, isNamePath } from "../path.ts";
import { completeOrder, disjuncts } from "../plan/normalize.ts";
import type { Conjunction } from "../plan/normalize.ts";
import type { FieldPath, Order, Query } from "../query.ts";
import type { Index, IndexConfiguration, IndexField, Mode, Scope } from "./configuration.ts";
import { compositeMessage, singleMessage } from "./message.ts";

/** What one conjunction of a query asks of indexes. */
interface Need {
  /** Fields compared for equality, and the array whose element is asked for. */
  readonly equal: ReadonlyMap<string, IndexField>;
  /** The orders behind them, without the name. */
  readonly orders: readonly IndexField[];
  readonly nameMode: "ASCENDING" | "DESCENDING";
}

/**
 * Refuses (FAILED_PRECONDITION) a query that production could not serve with these indexes. `aggregated` are the fields
 * of sums and averages, which an index must hold too.
 */
export function requireIndexes(
  configuration: IndexConfiguration,
  database: string,
  query: Query,
  aggregated: readonly FieldPath[],
): void {
  const { collection } = query;
  if (collection === null) return;
  const scope: Scope = query.allDescendants ? "COLLECTION_GROUP" : "COLLECTION";
  const orders = completeOrder(query);
  for (const conjunction of disjuncts(query.where)) {
    // A document that is named is fetched without any index.
    if (conjunction.some((filter) => filter.op === "==" && isNamePath(filter.field))) continue;
    const need = needOf(conjunction, orders, aggregated);
    const missing = missingFrom(configuration, collection, scope, need);
    if (missing === null) continue;
    const [only] = missing;
    throw new FirestoreError(
      "FAILED_PRECONDITION",
      missing.length === 1 &&
        only !== undefined &&
        need.nameMode === (only.mode === "DESCENDING" ? "DESCENDING" : "ASCENDING")
        ? singleMessage(database, collection, scope, only, configuration.single(collection, only.field))
        : compositeMessage(database, collection, scope, missing, need.nameMode),
    );
  }
}

function needOf(conjunction: Conjunction, orders: readonly Order[], aggregated: readonly FieldPath[]): Need {
  const equal = new Map<string, IndexField>();
  for (const { field, op } of conjunction) {
    const mode: Mode | null =
      op === "array-contains"
        ? "CONTAINS"
        : op === "==" || op === "is-null" || op === "is-nan"
          ? "ASCENDING"
          : null;
    if (mode !== null) equal.set(fieldKey(field), { field, mode });
  }
  // The order of a field that has one value decides nothing.
  const decides = (field: FieldPath): boolean =>
    !isNamePath(field) && equal.get(fieldKey(field))?.mode !== "ASCENDING";
  const kept = orders
    .filter(({ field }) => decides(field))
    .map(({ field, direction }): IndexField => ({ field, mode: modeOf(direction) }));
  const nameMode = modeOf(orders.at(-1)?.direction ?? "asc");
  const held = new Set([...equal.keys(), ...kept.map(({ field }) => fieldKey(field))]);
  const also = new Map(
    aggregated.filter((field) => !held.has(fieldKey(field))).map((field) => [fieldKey(field), field]),
  );
  return {
    equal,
    orders: [...kept, ...[...also.values()].map((field): IndexField => ({ field, mode: nameMode }))],
    nameMode,
  };
}

function modeOf(direction: Order["direction"]): "ASCENDING" | "DESCENDING" {
  return direction === "asc" ? "ASCENDING" : "DESCENDING";
}

/** The fields of the index that is missing; null when those there are serve the need, alone or merged. */
function missingFrom(
  configuration: IndexConfiguration,
  collection: string,
  scope: Scope,
  need: Need,
): readonly IndexField[] | null {
  if (need.equal.size === 0 && need.orders.length === 0) return null;
  const covered = new Set<string>();
  let ordered = false;
  for (const index of candidates(configuration, collection, scope, need)) {
    const prefix = prefixFor(index, need);
    if (prefix === null) continue;
    ordered = true;
    // Indexes that end in the same orders are merged by walking them together.
    for (const key of prefix) covered.add(key);
  }
  const uncovered = [...need.equal].filter(([key]) => !covered.has(key)).map(([, field]) => field);
  if (uncovered.length === 0 && ordered) return null;
  return need.orders.length === 0 ? uncovered.slice(0, 1) : [...need.equal.values(), ...need.orders];
}

function candidates(
  configuration: IndexConfiguration,
  collection: string,
  scope: Scope,
  need: Need,
): readonly Index[] {
  const singles: Index[] = [];
  for (const { field } of [...need.equal.values(), ...need.orders]) {
    for (const setting of configuration.single(collection, field)) {
      if (setting.scope !== scope) continue;
      singles.push({
        fields: [{ field, mode: setting.mode }],
        nameMode: setting.mode === "DESCENDING" ? "DESCENDING" : "ASCENDING",
      });
    }
  }
  return [...configuration.composite(collection, scope), ...singles];
}

/** The equality fields that an index puts before just the orders needed, forwards or backwards; null when it does not fit. */
function prefixFor(index: Index, need: Need): readonly string[] | null {
  const split = index.fields.length - need.orders.length;
  if (split < 0) return null;
  const prefix: string[] = [];
  for (const { field, mode } of index.fields.slice(0, split)) {
    const wanted = need.equal.get(fieldKey(field));
    if (wanted === undefined || (wanted.mode === "CONTAINS") !== (mode === "CONTAINS")) return null;
    prefix.push(fieldKey(field));
  }
  const suffix: readonly Mode[] = [...index.fields.slice(split).map(({ mode }) => mode), index.nameMode];
  const sameFields = index.fields
    .slice(split)
    .every(({ field }, i) => fieldKey(field) === fieldKey(need.orders[i]?.field ?? []));
  const wanted: readonly Mode[] = [...need.orders.map(({ mode }) => mode), need.nameMode];
  const forwards = wanted.every((mode, i) => mode === suffix[i]);
  const backwards = wanted.every((mode, i) => suffix[i] !== "CONTAINS" && mode !== suffix[i]);
  return sameFields && (forwards || backwards) ? prefix : null;
}
