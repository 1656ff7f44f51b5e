import { sameLoosely } from "./equality.ts";
import { RulesSet } from "./set.ts";
import { Named, type RulesMap } from "./value.ts";

/** What `after.diff(before)` found; each key set is worked out once, on demand. */
export class MapDiff extends Named {
  override readonly typeName = "map_diff";
  readonly #after: RulesMap;
  readonly #before: RulesMap;
  #inAfter: { added: RulesSet; changed: RulesSet; unchanged: RulesSet } | null = null;
  #removed: RulesSet | null = null;

  constructor(after: RulesMap, before: RulesMap) {
    super();
    this.#after = after;
    this.#before = before;
  }

  addedKeys(): RulesSet {
    return this.#compare().added;
  }

  removedKeys(): RulesSet {
    if (this.#removed !== null) return this.#removed;
    const keys: string[] = [];
    for (const key of this.#before.keys()) if (!this.#after.has(key)) keys.push(key);
    return (this.#removed = RulesSet.ofKeys(keys));
  }

  changedKeys(): RulesSet {
    return this.#compare().changed;
  }

  unchangedKeys(): RulesSet {
    return this.#compare().unchanged;
  }

  affectedKeys(): RulesSet {
    return this.addedKeys().union(this.removedKeys()).union(this.changedKeys());
  }

  #compare(): { added: RulesSet; changed: RulesSet; unchanged: RulesSet } {
    if (this.#inAfter !== null) return this.#inAfter;
    const added: string[] = [];
    const changed: string[] = [];
    const unchanged: string[] = [];
    for (const [key, value] of this.#after) {
      const old = this.#before.get(key);
      if (old === undefined) added.push(key);
      else if (old === value || sameLoosely(old, value)) unchanged.push(key);
      else changed.push(key);
    }
    return (this.#inAfter = { added: RulesSet.ofKeys(added), changed: RulesSet.ofKeys(changed), unchanged: RulesSet.ofKeys(unchanged) });
  }
}
