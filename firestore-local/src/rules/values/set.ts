import { containsLoosely } from "./equality.ts";
import { Named, type RulesValue } from "./value.ts";

/** Sets up to this size are looked through; larger ones of strings (nearly all of them) get a hash when asked. */
const HASHED = 8;

/** Distinct values in the order they came. */
export class RulesSet extends Named {
  override readonly typeName = "set";
  readonly items: readonly RulesValue[];
  /** Nothing but strings: no other value can be equal to one of them. */
  readonly #strings: boolean;
  #hash: ReadonlySet<RulesValue> | null = null;

  private constructor(items: readonly RulesValue[], strings: boolean) {
    super();
    this.items = items;
    this.#strings = strings;
  }

  static of(values: readonly RulesValue[]): RulesSet {
    for (const value of values) if (typeof value !== "string") return RulesSet.#mixed(values);
    if (values.length > HASHED) return new RulesSet([...new Set(values)], true);
    const items: RulesValue[] = [];
    for (const value of values) if (!items.includes(value)) items.push(value);
    return new RulesSet(items, true);
  }

  /** A set of strings that are known to be distinct, such as the keys of a map. */
  static ofKeys(keys: readonly string[]): RulesSet {
    return new RulesSet(keys, true);
  }

  static #mixed(values: readonly RulesValue[]): RulesSet {
    const items: RulesValue[] = [];
    for (const value of values) if (!containsLoosely(items, value)) items.push(value);
    return new RulesSet(items, false);
  }

  get size(): number {
    return this.items.length;
  }

  has(value: RulesValue): boolean {
    if (!this.#strings) return containsLoosely(this.items, value);
    if (this.items.length <= HASHED) return this.items.includes(value);
    return (this.#hash ??= new Set(this.items)).has(value);
  }

  union(other: RulesSet): RulesSet {
    if (other.size === 0) return this;
    if (this.size === 0) return other;
    const items = [...this.items];
    for (const item of other.items) if (!this.has(item)) items.push(item);
    return new RulesSet(items, this.#strings && other.#strings);
  }

  intersection(other: RulesSet): RulesSet {
    return new RulesSet(
      this.items.filter((item) => other.has(item)),
      this.#strings,
    );
  }

  difference(other: RulesSet): RulesSet {
    return new RulesSet(
      this.items.filter((item) => !other.has(item)),
      this.#strings,
    );
  }

  override equals(other: object): boolean {
    return (
      other instanceof RulesSet && this.size === other.size && this.items.every((item) => other.has(item))
    );
  }
}
