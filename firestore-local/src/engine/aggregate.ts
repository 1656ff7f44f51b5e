import type { Document } from "./api.ts";
import { getField } from "./fields.ts";
import type { Aggregation } from "./query.ts";
import type { Value } from "./value.ts";

const INT64_MAX = (1n << 63n) - 1n;
const INT64_MIN = -(1n << 63n);

/**
 * Computes aggregations over the documents of a query. As in Firestore, when any of them names a field then all of them
 * (count too) see only the documents that have every named field.
 */
export function aggregateDocuments(
  documents: Iterable<Document>,
  aggregations: readonly Aggregation[],
): ReadonlyMap<string, Value> {
  const named = aggregations.map((aggregation) => aggregation.field).filter((field) => field !== null);
  const sums = new Map(named.map((field) => [field, new Sum()]));
  // Counting can stop as soon as every count is at its bound and nothing else is asked.
  const bound = aggregations.every((aggregation) => aggregation.upTo !== null)
    ? aggregations.reduce((most, { upTo }) => (upTo !== null && upTo > most ? upTo : most), 0n)
    : null;
  let count = 0n;
  for (const document of documents) {
    if (bound !== null && count >= bound) break;
    const values = named.map((field) => getField(document.fields, field));
    if (values.includes(undefined)) continue;
    count++;
    named.forEach((field, i) => sums.get(field)?.add(values[i] ?? null));
    if (bound !== null && count >= bound) break;
  }
  return new Map(aggregations.map((aggregation) => [aggregation.alias, result(aggregation, count, sums)]));
}

function result(
  aggregation: Aggregation,
  count: bigint,
  sums: ReadonlyMap<Aggregation["field"], Sum>,
): Value {
  const sum = sums.get(aggregation.field);
  switch (aggregation.op) {
    case "count":
      return aggregation.upTo !== null && count > aggregation.upTo ? aggregation.upTo : count;
    case "sum":
      return sum?.total() ?? 0n;
    case "avg":
      return sum?.average() ?? null;
  }
}

/** A sum of what is a number: exact while all are integers, a double once one is or once 64 bits are left. */
class Sum {
  #integers = 0n;
  #doubles = 0;
  #sawDouble = false;
  #numbers = 0;

  add(value: Value): void {
    if (typeof value === "bigint") this.#integers += value;
    else if (typeof value === "number") {
      this.#doubles += value;
      this.#sawDouble = true;
    } else return;
    this.#numbers++;
  }

  total(): Value {
    const whole = this.#integers <= INT64_MAX && this.#integers >= INT64_MIN;
    return this.#sawDouble || !whole ? Number(this.#integers) + this.#doubles : this.#integers;
  }

  average(): Value {
    return this.#numbers === 0 ? null : (Number(this.#integers) + this.#doubles) / this.#numbers;
  }
}
