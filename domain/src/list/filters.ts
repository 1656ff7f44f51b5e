import { CUSTOMER_STATUSES } from "../customer/status.ts";
import { isId } from "../ids/ids.ts";
import type { PartnerScope } from "../admin/session.ts";
import type { Filter, Order } from "../queries.ts";
import { parseDay } from "../time/day.ts";

/** What the database narrows the customer list by, each with its index (14 §1.4); the rest is sifted in the browser. */
export const LIST_FILTERS = [
  "status",
  "partnerId",
  "locationId",
  "category",
  "billingType",
  "labelIds",
  "dateAdded",
  "balance",
] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

/**
 * Filters as they stand in the address and in saved views: values with commas between them (any of), a range as
 * `from..to` with either end open. Different filters are joined by AND.
 */
export type ListFilters = Readonly<Partial<Record<ListFilter, string>>>;

/** The database joins the choices of all filters; it takes so many combinations in one question. */
export const MOST_COMBINATIONS = 30;

const KNOWN: Partial<Record<ListFilter, readonly string[]>> = {
  status: CUSTOMER_STATUSES,
  category: ["person", "company"],
  billingType: ["recurring", "prepaid"],
};

/** The values of one filter, each once. */
export function valuesOf(text: string | undefined): readonly string[] {
  return text === undefined || text === "" ? [] : [...new Set(text.split(","))];
}

const numberAt = (end: string | undefined) => (end === undefined || end.trim() === "" ? null : Number(end));

/** A range of numbers as `from..to` with either end open, or one number. */
export function numbersOf(
  text: string,
): { readonly from: number | null; readonly to: number | null } | undefined {
  const ends = text.split("..");
  if (ends.length > 2) return undefined;
  const from = numberAt(ends[0]);
  const to = ends.length === 1 ? from : numberAt(ends[1]);
  if (from === null && to === null) return undefined;
  return [from, to].every((end) => end === null || Number.isFinite(end)) ? { from, to } : undefined;
}

/** A range of days; an open end is null. Undefined when it is no range. */
export function rangeOf(
  text: string,
): { readonly from: string | null; readonly to: string | null } | undefined {
  const ends = text.split("..");
  const [from = "", to = ""] = ends;
  if (ends.length !== 2 || (from === "" && to === "")) return undefined;
  if ([from, to].some((end) => end !== "" && parseDay(end) === undefined)) return undefined;
  return { from: from === "" ? null : from, to: to === "" ? null : to };
}

function goodText(filter: ListFilter, text: string): string {
  if (filter === "dateAdded") return rangeOf(text) === undefined ? "" : text;
  if (filter === "balance") return numbersOf(text) === undefined ? "" : text;
  const known = KNOWN[filter];
  const values = valuesOf(text).filter((value) =>
    known === undefined ? isId(value) : known.includes(value),
  );
  return values.join(",");
}

/** Reads filters from an address or a saved view; what is unknown or makes no sense is left out. */
export function readListFilters(raw: Readonly<Record<string, unknown>>): ListFilters {
  const kept: Partial<Record<ListFilter, string>> = {};
  for (const filter of LIST_FILTERS) {
    const value = raw[filter];
    const given = Array.isArray(value) ? value.join(",") : value;
    const text = typeof given === "string" ? goodText(filter, given) : "";
    if (text !== "") kept[filter] = text;
  }
  return kept;
}

/** How many combinations of values the filters ask for; more than `MOST_COMBINATIONS` the database refuses. */
export function combinations(filters: ListFilters): number {
  return LIST_FILTERS.reduce(
    (product, filter) =>
      filter === "dateAdded" || filter === "balance"
        ? product
        : product * Math.max(1, valuesOf(filters[filter]).length),
    1,
  );
}

/** The conditions of the list: present customers within the scope that pass every filter. */
export function listWhere(scope: PartnerScope, filters: ListFilters): readonly Filter[] {
  const where: Filter[] = [["kind", "==", "customer"]];
  if (scope !== "*") where.push(["partnerId", "==", scope]);
  for (const filter of LIST_FILTERS) {
    const text = filters[filter];
    // A bound administrator's partner is asked for already.
    if (text === undefined || (filter === "partnerId" && scope !== "*")) continue;
    if (filter === "dateAdded") {
      const range = rangeOf(text);
      if (range !== undefined && range.from !== null) where.push(["dateAdded", ">=", range.from]);
      if (range !== undefined && range.to !== null) where.push(["dateAdded", "<=", range.to]);
      continue;
    }
    if (filter === "balance") {
      const range = numbersOf(text);
      if (range !== undefined && range.from !== null) where.push(["balance", ">=", range.from]);
      if (range !== undefined && range.to !== null) where.push(["balance", "<=", range.to]);
      continue;
    }
    const values = valuesOf(text);
    if (filter === "labelIds") where.push(["labelIds", "array-contains-any", values]);
    else if (values.length === 1) where.push([filter, "==", values[0]]);
    else where.push([filter, "in", values]);
  }
  return where;
}

/** The columns by which the list can be ordered, as the document keys that order them. */
export const LIST_ORDERS = {
  number: "number",
  name: "nameFolded",
  login: "login",
  status: "status",
  balance: "balance",
  dateAdded: "dateAdded",
  city: "city",
} as const;
export type ListOrder = keyof typeof LIST_ORDERS;

/** The orders an index gives while these filters are set: all without any, else a few, or that of the range. */
export function ordersFor(filters: ListFilters): readonly ListOrder[] {
  if (filters.dateAdded !== undefined) return ["dateAdded"];
  if (filters.balance !== undefined) return ["balance"];
  const narrowed = LIST_FILTERS.some((filter) => filters[filter] !== undefined);
  return narrowed ? ["number", "dateAdded", "balance"] : (Object.keys(LIST_ORDERS) as ListOrder[]);
}

const isListFilter = (key: string) => (LIST_FILTERS as readonly string[]).includes(key);

/** True when the database can answer all of these filters in one question; two ranges it cannot. */
export function answeredByDatabase(filters: Readonly<Record<string, string>>): boolean {
  const ranges = ["dateAdded", "balance"].filter((key) => filters[key] !== undefined);
  return (
    Object.keys(filters).every(isListFilter) &&
    ranges.length < 2 &&
    combinations(readListFilters(filters)) <= MOST_COMBINATIONS
  );
}

/**
 * The order to ask for: the one wanted where an index gives it. Rows that are equal in it stand in the order of their
 * ids, so that a page can begin in the middle of them.
 */
export function listOrder(
  filters: ListFilters,
  wanted: ListOrder | undefined,
  descending: boolean,
): { readonly order: ListOrder; readonly orderBy: readonly Order[] } {
  const given = ordersFor(filters);
  const order = wanted !== undefined && given.includes(wanted) ? wanted : (given[0] ?? "number");
  const direction = descending && order === wanted ? "desc" : "asc";
  return {
    order,
    orderBy: [
      [LIST_ORDERS[order], direction],
      ["__name__", direction],
    ],
  };
}
