import { describe, expect, test } from "vitest";
import { TABLE, type Expected } from "./expressions.data.ts";
import { document, reader, rulesWith, SIGNED_IN, THING, compiled } from "./testing.ts";
import type { RulesValue } from "./values/value.ts";

const USER = document("users/u1", { name: "Ada" });
const READER = reader([USER], [document("users/u1", { name: "Ada after" }), document("users/new", {})]);

/** The expression's value as the rules see it, or the error that denied. */
function evaluate(expression: string): Expected {
  let value: RulesValue | undefined;
  const ruleset = compiled(
    rulesWith(`    match /things/{id} { allow get: if debug(${expression}) == null; }`),
    { onDebug: (seen) => (value = seen) },
  );
  const { reason } = ruleset.judgeGet(SIGNED_IN, "things/t1", THING, READER);
  return value === undefined ? { error: reason.replace(/ for 'get' @ L4$/, "") } : { value };
}

for (const [topic, rows] of Object.entries(TABLE)) {
  describe(topic, () => {
    test.each(rows)("%s", (expression, expected) => {
      expect(evaluate(expression)).toEqual(expected);
    });
  });
}

test("there are several hundred expressions in the table", () => {
  expect(Object.values(TABLE).flat().length).toBeGreaterThan(400);
});
