import { aggregateDocuments } from "../aggregate.ts";
import type { Document, QueryResult } from "../api.ts";
import { project } from "../fields.ts";
import type { IndexConfiguration } from "../indexes/configuration.ts";
import { requireIndexes } from "../indexes/requirement.ts";
import type { Aggregation, FieldPath, Query } from "../query.ts";
import type { Timestamp, Value } from "../value.ts";
import { rows } from "./execute.ts";
import type { Effort, Machine, Overlay } from "./execute.ts";
import { checkAggregationCount, checkQuery } from "./validate.ts";

export interface AggregateResult {
  readonly values: ReadonlyMap<string, Value>;
  readonly readTime: Timestamp;
  readonly scanned: number;
}

/** Queries from end to end: refused if need be, run, paged, projected and counted. */
export class Queries {
  readonly #machine: Machine;
  /** null: no index is required. */
  readonly #indexes: IndexConfiguration | null;

  constructor(machine: Machine, indexes: IndexConfiguration | null) {
    this.#machine = machine;
    this.#indexes = indexes;
  }

  /** A query's documents in the present, or in the past state that an overlay makes of it. */
  run(query: Query, overlay: Overlay | null, readTime: Timestamp): QueryResult {
    this.#admit(query, []);
    const effort: Effort = { scanned: 0 };
    const passed = { skipped: 0 };
    const { select } = query;
    let documents = [...page(rows(this.#machine, query, overlay, effort), query, passed)];
    if (select !== null)
      documents = documents.map(({ path, createTime, updateTime, fields }) => ({
        path,
        createTime,
        updateTime,
        fields: project(fields, select),
      }));
    return { documents, readTime, skipped: passed.skipped, scanned: effort.scanned };
  }

  /** Aggregations over what `run` would give. */
  aggregate(
    query: Query,
    aggregations: readonly Aggregation[],
    overlay: Overlay | null,
    readTime: Timestamp,
  ): AggregateResult {
    checkAggregationCount(aggregations.length);
    const aggregated = aggregations.map(({ field }) => field).filter((field) => field !== null);
    this.#admit(query, aggregated);
    const effort: Effort = { scanned: 0 };
    const documents = page(rows(this.#machine, query, overlay, effort), query, { skipped: 0 });
    return { values: aggregateDocuments(documents, aggregations), readTime, scanned: effort.scanned };
  }

  /** Refuses a query that Firestore would refuse for its form or for want of an index. */
  #admit(query: Query, aggregated: readonly FieldPath[]): void {
    checkQuery(query, this.#machine.database);
    if (this.#indexes !== null) requireIndexes(this.#indexes, this.#machine.database, query, aggregated);
  }
}

/** The part of a query's documents that offset and limit leave. */
function* page(
  documents: Iterable<Document>,
  query: Query,
  passed: { skipped: number },
): Generator<Document> {
  if (query.limit === 0) return;
  let given = 0;
  for (const document of documents) {
    if (passed.skipped < query.offset) {
      passed.skipped++;
      continue;
    }
    yield document;
    if (++given === query.limit) return;
  }
}
