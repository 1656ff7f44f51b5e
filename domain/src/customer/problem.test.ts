import { expect, test } from "vitest";
import type { CustomerNumber } from "../ids/ids.ts";
import { problemText } from "./problem.ts";

test("10 example 11: a login in use names the customer who has it, unless he is another partner's", () => {
  const number = 7 as CustomerNumber;
  expect(problemText({ kind: "taken", number }, "login")).toBe("This login is already used by customer #7.");
  expect(problemText({ kind: "taken", number: null }, "login")).toBe(
    "This login is already used by a customer of another partner.",
  );
  expect(problemText({ kind: "taken", number }, "attr_contract_id")).toBe(
    "This value is already used by customer #7.",
  );
});

test.each([
  [{ kind: "out-of-range", min: 1, max: 9 }, "Between 1 and 9."],
  [{ kind: "out-of-range", min: null, max: 9 }, "At most 9."],
  [{ kind: "out-of-range", min: 1, max: null }, "At least 1."],
  [{ kind: "bad-value", value: "bad" }, "“bad” is not valid."],
  [{ kind: "too-long", max: 20 }, "At most 20 characters."],
  [{ kind: "after", limit: "2026-11-22" }, "Not later than today."],
  [{ kind: "before", limit: "1900-01-01" }, "Not before the year 1900."],
  [{ kind: "before", limit: "now" }, "Not before now."],
] as const)("%j reads %s", (problem, text) => expect(problemText(problem)).toBe(text));
