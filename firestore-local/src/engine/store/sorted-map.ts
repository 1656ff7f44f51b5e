/** Entries in one leaf; a leaf that outgrows it is split. */
const LEAF = 256;

interface Leaf<V> {
  readonly keys: string[];
  readonly values: V[];
}

/**
 * A map ordered by its keys' UTF-16 units: a B+tree of two levels (a list of leaves). With leaves of 256 a million entries
 * are some 5,000 leaves, which one splice moves faster than a deeper tree walks.
 */
export class SortedMap<V> {
  readonly #leaves: Leaf<V>[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The value of a key, or undefined. */
  get(key: string): V | undefined {
    const leaf = this.#leaves[this.#leafOf(key)];
    if (leaf === undefined) return undefined;
    const at = lowerBound(leaf.keys, key);
    return leaf.keys[at] === key ? leaf.values[at] : undefined;
  }

  /** Adds or replaces. */
  set(key: string, value: V): void {
    const index = this.#leafOf(key);
    const leaf = this.#leaves[index];
    if (leaf === undefined) {
      this.#leaves.push({ keys: [key], values: [value] });
      this.#size++;
      return;
    }
    const at = lowerBound(leaf.keys, key);
    if (leaf.keys[at] === key) {
      leaf.values[at] = value;
      return;
    }
    this.#size++;
    if (leaf.keys.length < LEAF) {
      leaf.keys.splice(at, 0, key);
      leaf.values.splice(at, 0, value);
    } else if (at === LEAF) {
      // Keys that arrive in order fill their leaves instead of leaving halves behind.
      this.#leaves.splice(index + 1, 0, { keys: [key], values: [value] });
    } else {
      const half = LEAF / 2;
      const right: Leaf<V> = { keys: leaf.keys.splice(half), values: leaf.values.splice(half) };
      this.#leaves.splice(index + 1, 0, right);
      const target = at < half ? leaf : right;
      const place = at < half ? at : at - half;
      target.keys.splice(place, 0, key);
      target.values.splice(place, 0, value);
    }
  }

  /** Removes; says whether it was there. */
  delete(key: string): boolean {
    const index = this.#leafOf(key);
    const leaf = this.#leaves[index];
    if (leaf === undefined) return false;
    const at = lowerBound(leaf.keys, key);
    if (leaf.keys[at] !== key) return false;
    leaf.keys.splice(at, 1);
    leaf.values.splice(at, 1);
    if (leaf.keys.length === 0) this.#leaves.splice(index, 1);
    this.#size--;
    return true;
  }

  /** Fills an empty map at once from entries already in order. */
  load(entries: readonly (readonly [string, V])[]): void {
    for (let from = 0; from < entries.length; from += LEAF) {
      const part = entries.slice(from, from + LEAF);
      this.#leaves.push({ keys: part.map(([key]) => key), values: part.map(([, value]) => value) });
    }
    this.#size = entries.length;
  }

  /** Entries with low ≤ key < high, in order. The map must not change while they are read. */
  *range(low: string, high: string): Generator<readonly [string, V]> {
    let index = this.#leafOf(low);
    let at = lowerBound(this.#leaves[index]?.keys ?? [], low);
    for (let leaf = this.#leaves[index]; leaf !== undefined; leaf = this.#leaves[++index], at = 0) {
      for (; at < leaf.keys.length; at++) {
        const key = leaf.keys[at];
        const value = leaf.values[at];
        if (key === undefined || value === undefined || key >= high) return;
        yield [key, value];
      }
    }
  }

  /** Entries with low ≤ key < high, last first. The map must not change while they are read. */
  *rangeBackwards(low: string, high: string): Generator<readonly [string, V]> {
    let index = this.#leafOf(high);
    let at = lowerBound(this.#leaves[index]?.keys ?? [], high) - 1;
    for (;;) {
      const leaf = this.#leaves[index];
      if (leaf === undefined) return;
      for (; at >= 0; at--) {
        const key = leaf.keys[at];
        const value = leaf.values[at];
        if (key === undefined || value === undefined || key < low) return;
        yield [key, value];
      }
      index--;
      at = (this.#leaves[index]?.keys.length ?? 0) - 1;
    }
  }

  /** The last leaf whose first key is not above the key, or the first leaf. */
  #leafOf(key: string): number {
    let low = 0;
    let high = this.#leaves.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#leaves[middle]?.keys[0] ?? "") <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? "") < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
