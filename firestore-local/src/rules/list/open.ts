import type { BinaryOp } from "../syntax/ast.ts";
import { contains, equal } from "../values/equality.ts";
import { OPERATIONS, order } from "../runtime/operators.ts";
import { RulesSet } from "../values/set.ts";
import { Failure, isList, isMap, typeName, type Outcome, type RulesValue } from "../values/value.ts";

export interface Bound {
  readonly value: RulesValue;
  readonly inclusive: boolean;
}

/** What a query makes sure of for one field of every document it can return. */
export class Facts {
  /** The field is there (it is filtered or ordered by). */
  exists = false;
  /** It is a map, because something inside it is filtered or ordered by. */
  map = false;
  /** undefined: any value is possible. */
  equals: RulesValue | undefined = undefined;
  lower: Bound | null = null;
  upper: Bound | null = null;
  readonly notEquals: RulesValue[] = [];
  readonly contains: RulesValue[] = [];
  readonly children = new Map<string, Facts>();

  child(name: string): Facts {
    let facts = this.children.get(name);
    if (facts === undefined) this.children.set(name, (facts = new Facts()));
    return facts;
  }
}

const MIRRORED: Readonly<Partial<Record<BinaryOp, BinaryOp>>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

/**
 * A value that a query leaves open. It is a Failure, so a rule that needs it denies, except where the facts already
 * decide: `resource.data.age > 17` holds for every document of `where('age', '>=', 18)`.
 */
export class Open extends Failure {
  readonly #what: string;
  readonly #facts: Facts;

  constructor(what: string, facts: Facts) {
    super(`The query leaves ${what} open.`);
    this.#what = what;
    this.#facts = facts;
  }

  /** The official log says a plain "false" here; the hint is what people then search hours for. */
  override get verdict(): { readonly text: string; readonly hint: string } {
    return { text: "false", hint: ` (the query leaves ${this.#what} open)` };
  }

  override member(name: string): Outcome {
    return valueOf(`${this.#what}.${name}`, this.#facts.children.get(name) ?? new Facts());
  }

  override compared(op: BinaryOp, other: RulesValue, side: "left" | "right"): Outcome {
    if (op === "in") return side === "right" ? this.#holds(other) : this.#isIn(other);
    const mirrored = side === "left" ? op : MIRRORED[op];
    switch (mirrored) {
      case "==":
        return this.#cannotEqual(other) ? false : this;
      case "!=":
        return this.#cannotEqual(other) ? true : this;
      case "<":
      case "<=":
      case ">":
      case ">=":
        return this.#ordered(mirrored, other);
      default:
        return this;
    }
  }

  override isOfType(type: string): Outcome {
    const known = this.#type();
    if (known === null) return this;
    if (known === "number")
      return type === "number" ? true : type === "int" || type === "float" ? this : false;
    return known === type;
  }

  override called(name: string, args: readonly RulesValue[]): Outcome {
    const [argument, fallback] = args;
    if (argument === undefined) return this;
    const wanted = argument instanceof RulesSet ? argument.items : isList(argument) ? argument : null;
    if (name === "hasAny" && wanted !== null)
      return wanted.some((value) => contains(this.#facts.contains, value)) ? true : this;
    if (name === "hasAll" && wanted !== null)
      return wanted.every((value) => contains(this.#facts.contains, value)) && this.#facts.contains.length > 0
        ? true
        : this;
    if (name === "get" && fallback !== undefined) return this.#getOr(argument);
    return this;
  }

  #getOr(key: RulesValue): Outcome {
    const keys = isList(key) ? key : [key];
    let facts: Facts | undefined = this.#facts;
    for (const step of keys) facts = typeof step === "string" ? facts?.children.get(step) : undefined;
    return facts?.exists === true ? valueOf(`${this.#what}.${keys.join(".")}`, facts) : this;
  }

  /** `other in this`: a member the query asks for, or a field it filters or orders by. */
  #holds(other: RulesValue): Outcome {
    if (contains(this.#facts.contains, other)) return true;
    return typeof other === "string" && this.#facts.children.get(other)?.exists === true ? true : this;
  }

  /** `this in other`: surely not when no member is possible. */
  #isIn(other: RulesValue): Outcome {
    const candidates = isList(other) ? other : other instanceof RulesSet ? other.items : null;
    return candidates !== null && candidates.every((candidate) => this.#cannotEqual(candidate))
      ? false
      : this;
  }

  #cannotEqual(other: RulesValue): boolean {
    const { lower, upper, notEquals, map, contains: members } = this.#facts;
    if (notEquals.some((value) => equal(value, other))) return true;
    if (members.length > 0) return !isList(other) || !members.every((member) => contains(other, member));
    if (map) return !isMap(other);
    if (lower === null && upper === null) return false;
    return (
      !sameOrder(other, (lower ?? upper)?.value ?? null) || isBelow(other, lower) || isAbove(other, upper)
    );
  }

  #ordered(op: "<" | "<=" | ">" | ">=", other: RulesValue): Outcome {
    const { lower, upper } = this.#facts;
    const wantsBelow = op === "<" || op === "<=";
    const bound = (lower ?? upper)?.value;
    if (bound === undefined || !sameOrder(other, bound)) return this;
    if (wantsBelow ? endsWithin(upper, op, other) : endsWithin(lower, op, other)) return true;
    if (
      wantsBelow
        ? endsWithin(lower, op === "<" ? ">=" : ">", other)
        : endsWithin(upper, op === ">" ? "<=" : "<", other)
    )
      return false;
    return this;
  }

  #type(): string | null {
    const { lower, upper, map, contains: members } = this.#facts;
    if (members.length > 0) return "list";
    if (map) return "map";
    const bound = (lower ?? upper)?.value;
    if (bound === undefined) return null;
    const type = typeName(bound);
    return type === "int" || type === "float" ? "number" : type;
  }
}

/** The value when the query fixes it, else what is known of it. */
export function valueOf(what: string, facts: Facts): Outcome {
  return facts.equals === undefined ? new Open(what, facts) : facts.equals;
}

function sameOrder(a: RulesValue, b: RulesValue): boolean {
  return order(a, b) !== undefined;
}

function isBelow(value: RulesValue, lower: Bound | null): boolean {
  const sign = lower === null ? undefined : order(value, lower.value);
  return sign !== undefined && lower !== null && (sign < 0 || (sign === 0 && !lower.inclusive));
}

function isAbove(value: RulesValue, upper: Bound | null): boolean {
  const sign = upper === null ? undefined : order(value, upper.value);
  return sign !== undefined && upper !== null && (sign > 0 || (sign === 0 && !upper.inclusive));
}

/** Whether everything up to (or from) the bound stands in `op` to `other`. An exclusive bound never reaches its value. */
function endsWithin(bound: Bound | null, op: "<" | "<=" | ">" | ">=", other: RulesValue): boolean {
  if (bound === null) return false;
  const atBound = bound.inclusive ? op : op === "<" ? "<=" : op === ">" ? ">=" : op;
  return OPERATIONS[atBound](bound.value, other) === true;
}
