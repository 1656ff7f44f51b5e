import { checkField } from "@trunkline/domain/customer/check";
import { BROWSER_FIELDS, CUSTOMER_FIELDS } from "@trunkline/domain/customer/table";
import type { Day } from "@trunkline/domain/time/day";
import { describe, expect, test } from "vitest";
import { BEYOND_RULES, SAMPLES } from "./cases/shapes.ts";

const context = { today: "2026-11-22" as Day, definitions: [] };
const isGood = (field: string, value: unknown) => checkField(field, value, context).ok;

// The rules are held against the same samples in cases/customer-values.ts, so form, function and rules agree on each of them.
describe("the form takes and refuses what the rules take and refuse", () => {
  test("there are samples for every field that a browser may write, and for no other", () => {
    expect(Object.keys(SAMPLES).sort()).toEqual([...BROWSER_FIELDS].sort());
  });

  test.each(Object.entries(SAMPLES))("%s", (field, { good, bad }) => {
    expect(good.filter((value) => !isGood(field, value))).toEqual([]);
    // The form also takes a typed line for a list, and an empty one for a date; the rules see only what is stored.
    const typed = (value: unknown) =>
      typeof value === "string" &&
      (CUSTOMER_FIELDS[field as "emails"].shape.kind === "emails" || field === "phones");
    const misses = bad.filter((value) => isGood(field, value) && !typed(value) && !isMended(field, value));
    expect(misses).toEqual([]);
  });

  test("what only the form can know is refused there", () => {
    for (const [field, values] of Object.entries(BEYOND_RULES))
      expect(values.filter((value) => isGood(field, value))).toEqual([]);
  });
});

// Lists are mended by the form (empty parts dropped, commas split), so that a bad stored one becomes a good one.
function isMended(field: string, value: unknown): boolean {
  const checked = checkField(field, value, context);
  return checked.ok && JSON.stringify(checked.value) !== JSON.stringify(value);
}
