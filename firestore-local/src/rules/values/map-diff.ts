import { sameLoosely } from "./equality.ts";
import { RulesSet } from "./set.ts";
import { Named, type RulesMap } from "./value.ts";

/** What `after.diff(before)` found; each key set is worked out once, on demand. */
export class MapDiff extends Named {
  override readonly typeName = "map_diff";
  readonly #after: RulesMap;
  readonly #before: RulesMap;
  #shared: { changed: RulesSet; unchanged: RulesSet } | null = null;

  constructor(after: RulesMap, before: RulesMap) {
    super();
    this.#after = after;
    this.#before = before;
  }

  addedKeys(): RulesSet {
    return RulesSet.of([...this.#after.keys()].filter((key) => !this.#before.has(key)));
  }

  removedKeys(): RulesSet {
    return RulesSet.of([...this.#before.keys()].filter((key) => !this.#after.has(key)));
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

  #compare(): { changed: RulesSet; unchanged: RulesSet } {
    if (this.#shared !== null) return this.#shared;
    const changed: string[] = [];
    const unchanged: string[] = [];
    for (const [key, value] of this.#after) {
      const old = this.#before.get(key);
      if (old !== undefined) (old === value || sameLoosely(old, value) ? unchanged : changed).push(key);
    }
    return (this.#shared = { changed: RulesSet.of(changed), unchanged: RulesSet.of(unchanged) });
  }
}
