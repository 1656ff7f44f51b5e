import { sameLoosely } from "./equality.ts";
import { RulesSet } from "./set.ts";
import { Named, type RulesMap } from "./value.ts";

interface Compared {
  readonly added: RulesSet;
  readonly removed: RulesSet;
  readonly changed: RulesSet;
  readonly unchanged: RulesSet;
}

/** What `after.diff(before)` found; the key sets are worked out once, on demand. */
export class MapDiff extends Named {
  override readonly typeName = "map_diff";
  readonly #after: RulesMap;
  readonly #before: RulesMap;
  #compared: Compared | null = null;

  constructor(after: RulesMap, before: RulesMap) {
    super();
    this.#after = after;
    this.#before = before;
  }

  override equals(other: object): boolean {
    return this === other;
  }

  addedKeys(): RulesSet {
    return this.#compare().added;
  }

  removedKeys(): RulesSet {
    return this.#compare().removed;
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

  #compare(): Compared {
    if (this.#compared !== null) return this.#compared;
    const added: string[] = [];
    const changed: string[] = [];
    const unchanged: string[] = [];
    const before = this.#before;
    this.#after.forEach((value, key) => {
      const old = before.get(key);
      if (old === undefined) added.push(key);
      else if (old === value || sameLoosely(old, value)) unchanged.push(key);
      else changed.push(key);
    });
    const removed: string[] = [];
    if (changed.length + unchanged.length < before.size)
      for (const key of before.keys()) if (!this.#after.has(key)) removed.push(key);
    return (this.#compared = {
      added: RulesSet.ofKeys(added),
      removed: RulesSet.ofKeys(removed),
      changed: RulesSet.ofKeys(changed),
      unchanged: RulesSet.ofKeys(unchanged),
    });
  }
}
