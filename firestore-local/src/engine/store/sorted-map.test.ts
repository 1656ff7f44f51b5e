import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { SortedMap } from "./sorted-map.ts";

// Thousands of cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

type Step = { readonly kind: "set" | "delete"; readonly key: number };

function keyOf(key: number): string {
  return String(key).padStart(5, "0");
}

function check(map: SortedMap<number>, model: ReadonlyMap<string, number>, low: string, high: string): void {
  const expected = [...model]
    .filter(([key]) => key >= low && key < high)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  expect([...map.range(low, high)]).toEqual(expected);
  expect([...map.rangeBackwards(low, high)]).toEqual(expected.reverse());
}

test("a sorted map is a map, and ranges of it are in order both ways", () => {
  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom("set", "set", "delete"),
    key: fc.nat({ max: 3000 }),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 3000, size: "max" }),
      fc.nat({ max: 3000 }),
      fc.nat({ max: 3000 }),
      fc.boolean(),
      (steps, low, high, filled) => {
        const map = new SortedMap<number>();
        const model = new Map<string, number>();
        if (filled) {
          for (let key = 0; key < 1500; key += 2) model.set(keyOf(key), key);
          map.load([...model]);
        }
        steps.forEach(({ kind, key }, i) => {
          if (kind === "set") {
            map.set(keyOf(key), i);
            model.set(keyOf(key), i);
          } else expect(map.delete(keyOf(key))).toBe(model.delete(keyOf(key)));
        });
        expect(map.size).toBe(model.size);
        for (let key = 0; key <= 3000; key += 97) expect(map.get(keyOf(key))).toBe(model.get(keyOf(key)));
        check(map, model, keyOf(low), keyOf(high));
        check(map, model, "", "~");
      },
    ),
    { numRuns: 60 },
  );
});
