import { constantOf } from "../compile/constants.ts";
import { childrenOf, type Expr, type MatchDecl, type RulesFile } from "../syntax/ast.ts";
import type { Source } from "../syntax/source.ts";
import { Failure, typeName, type Outcome, type RulesValue } from "../values/value.ts";
import { stringify } from "../runtime/conversions.ts";

/** Different values listed per expression; further ones are not. */
const MAX_VALUES = 100;
/** Longer strings are counted as one, so that a report holds no more than names and flags. */
const MAX_STRING = 200;

interface Count {
  readonly value: CoverageValue;
  count: number;
}

const NOTHING: Count = { value: {}, count: 0 };
const UNSEEN = Symbol("unseen");
const LONG = Symbol("long string");

/** How often one expression had which value. */
export class Tally {
  trues = 0;
  falses = 0;
  /** Other values: scalars by themselves, failures by their message, large values by their class. */
  readonly #others = new Map<unknown, Count>();
  /** The last of them, because the next one often is the same. */
  #key: unknown = UNSEEN;
  #last: Count = NOTHING;

  /** Counts a value that is no bool. */
  count(outcome: Outcome): void {
    const key = keyOf(outcome);
    if (key === this.#key) this.#last.count++;
    else this.#countOther(outcome instanceof Failure ? `failure: ${outcome.message}` : key, outcome);
  }

  get values(): { value: CoverageValue; count: number }[] {
    const values: Count[] = [];
    if (this.trues > 0) values.push({ value: { boolValue: true }, count: this.trues });
    if (this.falses > 0) values.push({ value: { boolValue: false }, count: this.falses });
    return [...values, ...this.#others.values()];
  }

  #countOther(key: unknown, outcome: Outcome): void {
    let count = this.#others.get(key);
    if (count === undefined) {
      if (this.#others.size >= MAX_VALUES) return;
      this.#others.set(key, (count = { value: describe(outcome), count: 0 }));
    }
    count.count++;
    if (outcome instanceof Failure) return;
    this.#key = key;
    this.#last = count;
  }
}

/** A value as the report writes it. */
export type CoverageValue = Readonly<Record<string, unknown>>;

/** One expression in the report; `currentOffset` and `endOffset` are its first and last character. */
export interface CoverageNode {
  readonly sourcePosition: {
    readonly fileName: string;
    readonly line: number;
    readonly column: number;
    readonly currentOffset: number;
    readonly endOffset: number;
  };
  readonly values?: readonly { readonly value: CoverageValue; readonly count: number }[];
  readonly children?: readonly CoverageNode[];
}

export interface CoverageReport {
  readonly rules: { readonly files: readonly { readonly name: string; readonly content: string }[] };
  readonly report: readonly CoverageNode[];
}

const FILE_NAME = "security.rules";

/** Counts the values that each expression of a ruleset took. */
export class Coverage {
  readonly #tallies = new Map<Expr, Tally>();

  /** Where the values of one expression are counted; asked for once, when it is compiled. */
  tallyOf(expr: Expr): Tally {
    const tally = new Tally();
    this.#tallies.set(expr, tally);
    return tally;
  }

  /** The report in the official emulator's shape. */
  report(source: Source, file: RulesFile): CoverageReport {
    const roots: Expr[] = [
      ...file.functions,
      ...file.services.flatMap((service) => service.functions),
    ].flatMap((decl) => [...decl.lets.map((each) => each.value), decl.body]);
    const visit = (match: MatchDecl): void => {
      for (const allow of match.allows) if (allow.condition !== null) roots.push(allow.condition);
      for (const decl of match.functions) roots.push(...decl.lets.map((each) => each.value), decl.body);
      match.children.forEach(visit);
    };
    file.services.flatMap((service) => service.matches).forEach(visit);
    roots.sort((a, b) => a.start - b.start);
    return {
      rules: { files: [{ name: FILE_NAME, content: source.text }] },
      report: roots.flatMap((root) => this.#nodes(source, root)),
    };
  }

  /** Constants and parentheses say nothing of their own; what is in them stands in their place. */
  #nodes(source: Source, expr: Expr): readonly CoverageNode[] {
    const children = childrenOf(expr).flatMap((child) => this.#nodes(source, child));
    if (expr.kind === "group" || constantOf(expr) !== undefined) return children;
    const { line, column } = source.position(expr.start);
    const values = this.#tallies.get(expr)?.values ?? [];
    return [
      {
        sourcePosition: {
          fileName: FILE_NAME,
          line,
          column,
          currentOffset: expr.start,
          endOffset: expr.end - 1,
        },
        ...(values.length > 0 ? { values } : {}),
        ...(children.length > 0 ? { children } : {}),
      },
    ];
  }
}

function keyOf(outcome: Outcome): unknown {
  if (typeof outcome === "string") return outcome.length > MAX_STRING ? LONG : outcome;
  return typeof outcome !== "object" || outcome === null ? outcome : outcome.constructor;
}

function describe(outcome: Outcome): CoverageValue {
  if (outcome instanceof Failure) return { undefined: { causeMessage: outcome.message } };
  return describeValue(outcome);
}

/** A value of the rules language as the coverage report and `debug()` show it. */
export function describeValue(value: RulesValue): CoverageValue {
  const type = typeName(value);
  switch (type) {
    case "null":
      return { nullValue: null };
    case "int":
      return { intValue: String(value) };
    case "float":
      return { floatValue: value };
    case "string":
      return { stringValue: String(value).slice(0, MAX_STRING) };
    case "path":
      return { pathValue: stringify(value) };
    case "map_diff":
      return { mapDiffValue: {} };
    default:
      // Large values are named by their type only: a report must not keep documents alive.
      return { [`${type}Value`]: {} };
  }
}
