import { describe, expect, test } from "vitest";
import { emptyCustomer } from "@trunkline/domain/customer/create";
import { MAIN_LOCATION, MAIN_PARTNER } from "@trunkline/domain/ids/ids";
import type { Day } from "@trunkline/domain/time/day";
import { someFields } from "../testing/builders.ts";
import { problemsOf, visibleKeys, type Values } from "./values.ts";

describe("what a form can hold and a record cannot", () => {
  const context = { today: "2026-11-22" as Day, definitions: someFields() };
  const start = emptyCustomer({
    billingType: "recurring",
    partnerId: MAIN_PARTNER,
    locationId: MAIN_LOCATION,
    today: context.today,
    zone: "Europe/Prague",
  });
  const values = (part: Values): Values => ({ ...start, name: "Ann", login: "ann", ...part });
  const problem = (part: Values) => problemsOf(values(part), [], context);

  test("each is refused at its own field, with a sentence", () => {
    const said = [
      problem({ name: "x".repeat(10_000) })["name"],
      problem({ name: "a\u0000b" })["name"],
      problem({ name: "\ud800" })["name"],
      problem({ emails: Array.from({ length: 500 }, (_, at) => `u${at}@x.com`).join(",") })["emails"],
      problem({ birthday: "2026-02-30" })["birthday"],
      problem({ birthday: "2027-01-01" })["birthday"],
    ];
    expect(said).toEqual([
      "At most 255 characters.",
      "Contains characters that cannot be stored.",
      "Contains characters that cannot be stored.",
      "At most 20 values.",
      "This is not a date.",
      "Not later than today.",
    ]);
  });

  test("nothing else is said of the fields beside it", () => {
    expect(Object.keys(problem({ city: "y".repeat(101) }))).toEqual(["city"]);
  });

  test("10 example 10: which fields show follows the category", () => {
    expect(visibleKeys({ category: "person" }, []).has("vatId")).toBe(false);
    expect(visibleKeys({ category: "company" }, []).has("vatId")).toBe(true);
    expect(visibleKeys({ category: "person" }, []).has("birthday")).toBe(true);
  });
});
