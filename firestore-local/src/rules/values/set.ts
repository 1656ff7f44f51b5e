import { containsLoosely } from "./equality.ts";
import { Named, type RulesValue } from "./value.ts";

/** Distinct values in the order they came. Sets of strings (nearly all of them) look up by hash. */
export class RulesSet extends Named {
  override readonly typeName = "set";
  readonly items: readonly RulesValue[];
  readonly #strings: ReadonlySet<string> | null;

  private constructor(items: readonly RulesValue[], strings: ReadonlySet<string> | null) {
    super();
    this.items = items;
    this.#strings = strings;
  }

  static of(values: readonly RulesValue[]): RulesSet {
    const strings = new Set<string>();
    for (const value of values) {
      if (typeof value !== "string") return RulesSet.#mixed(values);
      strings.add(value);
    }
    return new RulesSet([...strings], strings);
  }

  static #mixed(values: readonly RulesValue[]): RulesSet {
    const items: RulesValue[] = [];
    for (const value of values) if (!containsLoosely(items, value)) items.push(value);
    return new RulesSet(items, null);
  }

  get size(): number {
    return this.items.length;
  }

  has(value: RulesValue): boolean {
    if (this.#strings !== null) return typeof value === "string" && this.#strings.has(value);
    return containsLoosely(this.items, value);
  }

  union(other: RulesSet): RulesSet {
    return RulesSet.of([...this.items, ...other.items]);
  }

  intersection(other: RulesSet): RulesSet {
    return RulesSet.of(this.items.filter((item) => other.has(item)));
  }

  difference(other: RulesSet): RulesSet {
    return RulesSet.of(this.items.filter((item) => !other.has(item)));
  }

  equals(other: RulesSet): boolean {
    return this.size === other.size && this.items.every((item) => other.has(item));
  }
}
