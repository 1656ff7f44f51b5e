import { conditionOf, STRICT, type TableFilters } from "@trunkline/domain/list/condition";
import { parseAmount, type MoneyFormat } from "@trunkline/domain/money/format";
import { parseDay } from "@trunkline/domain/time/day";
import { isText, type SearchField } from "./fields.ts";

/** What was typed or chosen: a text, both ends of a range, or every chosen value. */
export type Entered = Readonly<Partial<Record<string, readonly string[]>>>;

/** What the form asks for as filters of the list, or what is wrong, by field. */
export interface Asked {
  readonly filters: TableFilters;
  readonly problems: Readonly<Partial<Record<string, string>>>;
}

interface Terms {
  /** Fields whose text must be the whole value. */
  readonly strict: (key: string) => boolean;
  readonly money: MoneyFormat;
}

type Read = { readonly text: string } | { readonly problem: string };

const NUMBER = /^[+-]?\d+([.,]\d+)?$/;
/** Every customer has one of these, so all of them chosen is as good as none. */
const ALWAYS_THERE = new Set(["status", "category", "billingType", "partnerId", "locationId"]);

/** Reads both ends of a range by `read`, which gives what stands in the filter; the second may not be before the first. */
function range(
  ends: readonly string[],
  read: (end: string) => string | undefined,
  problem: string,
  before: (a: string, b: string) => boolean,
): Read {
  const [from, to] = [ends[0] ?? "", ends[1] ?? ""].map((end) => (end.trim() === "" ? "" : read(end.trim())));
  if (from === undefined || to === undefined) return { problem };
  if (from !== "" && to !== "" && before(to, from)) return { problem: "The end is before the beginning." };
  return { text: from === "" && to === "" ? "" : `${from}..${to}` };
}

const smaller = (a: string, b: string) => Number(a) < Number(b);

function readOne(one: SearchField, entered: readonly string[], terms: Terms): Read {
  const { key, filter } = one;
  const typed = (entered[0] ?? "").trim();
  if (key === "number") {
    const digits = /^#?(\d{1,9})$/.exec(typed)?.[1];
    if (typed === "") return { text: "" };
    return digits === undefined ? { problem: "An ID is a whole number." } : { text: digits };
  }
  if (isText(one)) {
    const strict = terms.strict(key) && typed !== "" && !typed.startsWith(STRICT);
    return { text: strict ? STRICT + typed : typed };
  }
  if (filter === "days") {
    return range(entered, parseDay, "This is no date.", (a, b) => a < b);
  }
  if (filter === "numbers") {
    const number = (end: string) => (NUMBER.test(end) ? String(Number(end.replace(",", "."))) : undefined);
    return range(entered, number, "This is no number.", smaller);
  }
  if (typeof filter === "object" && "kind" in filter) {
    const minor = (end: string) => parseAmount(end, terms.money)?.toString();
    return range(entered, minor, "This is no amount.", smaller);
  }
  const all = Array.isArray(filter) && filter.length === entered.length && ALWAYS_THERE.has(key);
  return { text: all ? "" : entered.join(",") };
}

/** Turns the form into filters of the list (14 §4.1.13): fields by AND, values inside one by OR, an empty one asks nothing. */
export function askedOf(fields: readonly SearchField[], entered: Entered, terms: Terms): Asked {
  const filters: Record<string, string> = {};
  const problems: Record<string, string> = {};
  for (const one of fields) {
    const read = readOne(one, entered[one.key] ?? [], terms);
    if ("problem" in read) problems[one.key] = read.problem;
    else if (read.text !== "") {
      // The list would leave out what it cannot read, and show everybody instead.
      if (conditionOf(one.field, read.text) === undefined)
        problems[one.key] = "Nothing can be found by this.";
      else filters[one.key] = read.text;
    }
  }
  return { filters, problems };
}
