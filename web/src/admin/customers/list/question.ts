import {
  conditionOf,
  TABLE_SEARCH,
  type Condition,
  type TableFilters,
} from "@trunkline/domain/list/condition";
import { COMMENT_FIELD, type ListField } from "@trunkline/domain/list/fields";
import {
  answeredByDatabase,
  LIST_ORDERS,
  listOrder,
  ordersFor,
  readListFilters,
  type ListFilters,
  type ListOrder,
} from "@trunkline/domain/list/filters";
import type { SiftOrder, SiftQuestion } from "@trunkline/domain/list/sieve";
import type { CommentWords } from "@trunkline/domain/search/comment-lines";
import type { CustomerQuery } from "../../../data/ports.tsx";
import type { TableView } from "../../../ui/table/types.ts";

/** What the list shows, for whoever answers it. */
export interface ListQuestion {
  /** Equal keys are the same list. */
  readonly key: string;
  /** As the database is asked; undefined when it cannot answer. */
  readonly database: Omit<CustomerQuery, "limit" | "after"> | undefined;
  /** As the index is asked; undefined when only the database can answer. */
  readonly index: SiftQuestion | undefined;
  /** A filter that the index does not hold: its customers are named by the server, and then sifted with the rest. */
  readonly named: ListFilters | undefined;
  /** The same for what is looked for in comments. */
  readonly comment: CommentWords | undefined;
  /** An order that the index does not hold: the server tells the balances of whom it lets through. */
  readonly byBalance: { readonly descending: boolean } | undefined;
  /** Nothing narrows or orders it: as it stands when it is opened. */
  readonly plain: boolean;
}

/** What the values of a column are called, for orders and the table search. */
export interface Names {
  /** The values of a column by what people read, in their order; undefined where values are read as they are. */
  of(key: string): readonly { readonly value: string; readonly label: string }[] | undefined;
}

interface Asked {
  readonly filters: TableFilters;
  readonly sort: TableView["sort"];
  /** Columns on the screen, which the table search looks through. */
  readonly shown: readonly string[];
  readonly fields: readonly ListField[];
  readonly names: Names;
}

/** Columns by which the database compares in its own way; the index does the same, so that both give one order. */
const AS_STORED = new Set(["login", "city", "status", "category", "billingType"]);

/** True for a column that the index holds: whatever narrows or orders by it, can be sifted. */
export function inIndex(field: ListField): boolean {
  return field.kind !== "money" && field.kind !== "comment";
}

/** The words of a filter by comments. */
function wordsIn(typed: string | undefined): CommentWords | undefined {
  const wanted = typed === undefined ? undefined : conditionOf(COMMENT_FIELD, typed);
  return wanted?.kind === "text" ? { text: wanted.text, whole: wanted.whole } : undefined;
}

function orderOf(field: ListField, descending: boolean, names: Names): SiftOrder {
  const { key, kind } = field;
  if (kind === "number") return { key, by: "number", descending };
  if (kind === "day" || AS_STORED.has(key)) return { key, by: "stored", descending };
  const known = names.of(key);
  if (kind !== "any" || known === undefined)
    return { key, by: kind === "any" ? "stored" : "folded", descending };
  return { key, by: "ranked", ranks: known.map(({ value }) => value), descending };
}

/** The table search: some visible text column holds it, or one whose value is called so (14 §2.4). */
function searchOf(typed: string, { shown, fields, names }: Asked): Condition {
  const of = shown.flatMap((key): readonly Condition[] => {
    const field = fields.find((candidate) => candidate.key === key);
    if (field === undefined) return [];
    if (field.kind === "text" || field.kind === "phones") {
      // Nobody means the strict search here.
      const condition = conditionOf(field, typed.replace(/^=+/, ""));
      return condition === undefined ? [] : [condition];
    }
    if (key === "number") {
      const condition = conditionOf({ key, kind: "text" }, typed);
      return condition === undefined ? [] : [condition];
    }
    const wanted = conditionOf({ key, kind: "text" }, typed);
    const called = (label: string) =>
      wanted?.kind === "text" && label.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());
    const values = (names.of(key) ?? []).filter(({ label }) => called(label)).map(({ value }) => value);
    return values.length === 0 ? [] : [{ kind: "any", key, values }];
  });
  return { kind: "either", of };
}

/** What the list shows, put as a question to the database and to the index. */
export function questionOf(asked: Asked): ListQuestion {
  const { filters, sort, fields, names } = asked;
  const field = (key: string) => fields.find((candidate) => candidate.key === key);
  const narrowed = readListFilters(filters);
  const able = answeredByDatabase(filters);
  const database = able ? databaseOf(narrowed, sort) : undefined;

  // Without an order of its own the list stands as the database gives it.
  const usual = able ? listOrder(narrowed, undefined, false).order : "number";
  const by = sort === undefined ? undefined : field(sort.column);
  const ordered = by !== undefined && inIndex(by) ? by : field(usual);
  const { balance } = narrowed;
  const conditions = fields.flatMap((column) => {
    const text = filters[column.key];
    const condition = text === undefined || !inIndex(column) ? undefined : conditionOf(column, text);
    return condition === undefined ? [] : [condition];
  });
  const find = filters[TABLE_SEARCH];
  const money =
    by !== undefined && !inIndex(by) && sort !== undefined ? { descending: sort.descending } : undefined;
  const index =
    // What the database puts in an order of its own, the index would show in another one.
    ordered === undefined || !inIndex(ordered) || (money !== undefined && database !== undefined)
      ? undefined
      : {
          conditions: find === undefined ? conditions : [...conditions, searchOf(find, asked)],
          order: orderOf(ordered, ordered === by && sort?.descending === true, names),
        };
  const byBalance = database === undefined ? money : undefined;
  const comment = wordsIn(filters[COMMENT_FIELD.key]);
  return {
    key: JSON.stringify([database, index, balance, byBalance, comment]),
    database,
    index,
    named: balance === undefined ? undefined : { balance },
    comment,
    byBalance,
    plain: Object.keys(filters).length === 0 && sort === undefined,
  };
}

function databaseOf(filters: ListFilters, sort: TableView["sort"]): ListQuestion["database"] {
  if (sort === undefined) {
    return { order: listOrder(filters, undefined, false).order, descending: false, filters };
  }
  const order = ordersFor(filters).find((one) => one === sort.column);
  return order === undefined ? undefined : { order, descending: sort.descending, filters };
}

/** True when rows can be ordered by this column while these filters are set. */
export function canOrder(
  column: string,
  filters: TableFilters,
  fields: readonly ListField[],
  indexed: boolean,
): boolean {
  const field = fields.find(({ key }) => key === column);
  // Balances are told by the server where the index narrows the list.
  if (indexed && field !== undefined) return true;
  const known = Object.hasOwn(LIST_ORDERS, column);
  return (
    known && answeredByDatabase(filters) && ordersFor(readListFilters(filters)).includes(column as ListOrder)
  );
}
