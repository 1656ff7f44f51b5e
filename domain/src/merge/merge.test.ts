import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sameValue } from "./equal.ts";
import { decideField, mergeTouched } from "./merge.ts";

test("12 example 11: City and Phone changed by two people are both kept", () => {
  const loaded = { city: "Bonn", phones: ["1234567"] };
  const afterB = { ...loaded, phones: ["7654321"] };
  const outcome = mergeTouched({ city: { base: "Bonn", mine: "Berlin" } }, afterB);
  expect(outcome).toEqual({ kind: "write", values: { city: "Berlin" } });
});

test("12 example 11: City changed by both asks the second with base, theirs and mine", () => {
  const outcome = mergeTouched({ city: { base: "Bonn", mine: "Berlin" } }, { city: "Köln" });
  expect(outcome).toEqual({
    kind: "conflict",
    conflicts: [{ field: "city", base: "Bonn", theirs: "Köln", mine: "Berlin" }],
  });
});

test("one conflict stores nothing of the whole Save", () => {
  const touched = { city: { base: "Bonn", mine: "Berlin" }, zip: { base: "", mine: "10115" } };
  expect(mergeTouched(touched, { city: "Köln", zip: "" }).kind).toBe("conflict");
});

test("both typing the same is no conflict and no write", () => {
  expect(mergeTouched({ city: { base: "Bonn", mine: "Berlin" } }, { city: "Berlin" })).toEqual({
    kind: "nothing",
  });
});

test("a field typed back to what it was never overwrites a colleague", () => {
  expect(mergeTouched({ city: { base: "Bonn", mine: "Bonn" } }, { city: "Köln" })).toEqual({
    kind: "nothing",
  });
});

test("lists and coordinates are compared by what they hold", () => {
  expect(decideField(["a", "b"], ["a", "b"], ["b", "a"])).toBe("write");
  expect(decideField({ lat: 1, lng: 2 }, { lng: 2, lat: 1 }, { lat: 1, lng: 3 })).toBe("write");
  expect(decideField(null, { lat: 1, lng: 2 }, { lat: 1, lng: 3 })).toBe("conflict");
});

test("a field the record lacks counts as empty", () => {
  expect(mergeTouched({ attr_x: { base: null, mine: "v" } }, {})).toEqual({
    kind: "write",
    values: { attr_x: "v" },
  });
});

test("one person saving fifty times in a row never meets a conflict with himself", () => {
  let record: Record<string, unknown> = { city: "0" };
  for (let save = 1; save <= 50; save += 1) {
    const outcome = mergeTouched({ city: { base: record["city"], mine: String(save) } }, record);
    expect(outcome.kind).toBe("write");
    if (outcome.kind === "write") record = { ...record, ...outcome.values };
  }
});

// The oracle: two people start from one record; the second to save conflicts exactly where both changed a field differently.
test("a conflict appears exactly when the same field was changed to something else by the other", () => {
  const keys = ["a", "b", "c", "d"];
  const record = fc.record({ a: fc.nat(2), b: fc.nat(2), c: fc.nat(2), d: fc.nat(2) });
  const edit = fc.dictionary(fc.constantFrom(...keys), fc.nat(2));
  fc.assert(
    fc.property(record, edit, edit, (base: Record<string, number>, first, second) => {
      const now = { ...base, ...first };
      const touched = Object.fromEntries(
        Object.entries(second).map(([key, mine]) => [key, { base: base[key], mine }]),
      );
      const outcome = mergeTouched(touched, now);
      const clashes = Object.keys(second).filter(
        (key) => now[key] !== base[key] && second[key] !== base[key] && second[key] !== now[key],
      );
      if (clashes.length > 0) {
        expect(
          outcome.kind === "conflict" ? outcome.conflicts.map((one) => one.field).sort() : outcome,
        ).toEqual(clashes.sort());
        return;
      }
      const after = outcome.kind === "write" ? { ...now, ...outcome.values } : now;
      for (const key of keys) {
        const mine = second[key];
        expect(after[key]).toBe(mine !== undefined && mine !== base[key] ? mine : now[key]);
      }
    }),
  );
});

const stamp = (seconds: number, nanoseconds: number) => ({
  seconds,
  nanoseconds,
  toMillis: () => seconds * 1000 + Math.floor(nanoseconds / 1e6),
});

describe("sameness of stored values", () => {
  test("timestamps of two SDKs are the same moment, one nanosecond apart they are not", () => {
    expect(sameValue(stamp(5, 1000), stamp(5, 1000))).toBe(true);
    expect(sameValue(stamp(5, 1000), stamp(5, 2000))).toBe(false);
    expect(sameValue(stamp(5, 0), { toMillis: 5000 })).toBe(false);
  });

  test("two Dates are the same when they are the same moment", () => {
    expect(sameValue(new Date(5), new Date(5))).toBe(true);
    expect(sameValue(new Date(5), new Date(6))).toBe(false);
    expect(sameValue(new Date(5), {})).toBe(false);
  });

  test("zero is zero, whatever its sign; null is not missing; a list is not a map", () => {
    expect(sameValue(0, -0)).toBe(true);
    expect(sameValue(null, undefined)).toBe(false);
    expect(sameValue([], {})).toBe(false);
    expect([sameValue("", {}), sameValue("ab", ["a", "b"]), sameValue({}, "")]).toEqual([
      false,
      false,
      false,
    ]);
    expect(sameValue({ a: 1 }, { b: 1 })).toBe(false);
  });
});
