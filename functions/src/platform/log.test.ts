import { expect, test } from "vitest";
import { describe } from "./log.ts";

test("a failure is logged with its class, code and place, and without its words", () => {
  const cause = Object.assign(new Error("no mail to\n    ann@example.net"), { code: "unavailable" });
  const facts = describe(cause);
  expect(facts).toMatchObject({ error: "Error", code: "unavailable" });
  expect(facts["stack"]).toContain("log.test.ts");
  expect(JSON.stringify(facts)).not.toContain("ann@");
});
