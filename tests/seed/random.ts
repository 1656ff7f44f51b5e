/** Reproducible chance: the same seed gives the same sequence, on every machine. */
export interface Chance {
  /** A fraction from 0 up to, but not, 1. */
  fraction(): number;
  /** A whole number from `low` to `high`, both possible. */
  between(low: number, high: number): number;
  /** True that often. */
  often(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the keys, as often as its weight says. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  /** `length` letters and digits, for ids and passwords of the demonstration. */
  word(length: number): string;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** A source of chance for one purpose; `salt` keeps purposes apart, so that one more draw here moves nothing there. */
export function chance(seed: number, salt: string): Chance {
  let state = [...salt].reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619),
    seed ^ 2_166_136_261,
  );
  const fraction = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + Math.floor(fraction() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const one = list[between(0, list.length - 1)];
    if (one === undefined) throw new RangeError("Nothing to pick from");
    return one;
  };
  return {
    fraction,
    between,
    often: (share) => fraction() < share,
    pick,
    weighted: (choices) => {
      let left = fraction() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      return pick(choices)[0];
    },
    word: (length) => Array.from({ length }, () => LETTERS[between(0, LETTERS.length - 1)]).join(""),
  };
}
