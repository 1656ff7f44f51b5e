import { MOST_BY_BROWSER } from "@trunkline/domain/fields/definition";
import type { Case } from "../attempt.ts";
import { editing } from "../tellings.ts";
import { aStoredCustomer, DUE } from "../world.ts";
import { SAMPLES } from "./shapes.ts";
import { twins } from "./twins.ts";

/** Every good and bad value of every field, told truly. */
export const CUSTOMER_VALUES: readonly Case[] = Object.entries(SAMPLES).flatMap(([field, { good, bad }]) => {
  const other = { "customers/c1": aStoredCustomer({ [field]: "something before" }) };
  const attempt = (value: unknown) =>
    editing(
      "c1",
      "boss",
      { [field]: value },
      { entry: { before: { [field]: "something before" }, after: { [field]: value } } },
    );
  return twins(
    "boss",
    good
      .filter((value) => !isStored(field, value))
      .map((value, index) => [`${field} takes good value ${index}`, attempt(value), other] as const),
    bad.map((value, index) => [`${field} refuses bad value ${index}`, attempt(value), other] as const),
  );
});

const own = Array.from({ length: MOST_BY_BROWSER + 1 }, (_unused, index) => `attr_f${index}`);
const ownConfigured = { "config/customerFields": { fields: [], names: own } };
const choices = (count: number, length: number) => Array.from({ length: count }, () => "x".repeat(length));
const editOwn = (values: readonly unknown[]) =>
  editing("c1", "boss", Object.fromEntries(values.map((value, index) => [own[index] ?? "", value])));

/** Values of additional fields: whatever fits in a form, and nothing that would fill a record. */
export const ADDITIONAL_VALUES: readonly Case[] = twins(
  "boss",
  [
    ...[null, true, 7, 1.5, "", "x".repeat(5000), [], ["one, with a comma"], choices(100, 255)].map(
      (value, index) =>
        [`an additional field takes good value ${index}`, editOwn([value]), ownConfigured] as const,
    ),
    ...own
      .slice(1)
      .map(
        (_name, index) =>
          [`${index + 1} additional fields at once`, editOwn(choices(index + 1, 5)), ownConfigured] as const,
      ),
  ],
  [
    ...[
      "x".repeat(5001),
      choices(101, 1),
      [...choices(99, 255), "x".repeat(256)],
      [["x"]],
      [7],
      [{ a: "x" }],
      ["a\nb"],
      { a: "x" },
      DUE,
    ].map(
      (value, index) =>
        [`an additional field refuses bad value ${index}`, editOwn([value]), ownConfigured] as const,
    ),
    ...own
      .slice(1)
      .map(
        (_name, bad) =>
          [
            `of five additional fields the one at place ${bad} is bad`,
            editOwn(choices(MOST_BY_BROWSER, 5).map((good, at) => (at === bad ? { a: "x" } : good))),
            ownConfigured,
          ] as const,
      ),
    [
      "more additional fields at once than a rule can look at",
      editOwn(choices(own.length, 5)),
      ownConfigured,
    ],
  ],
);

// The builder of a true entry needs a difference to what the ordinary world stores.
function isStored(field: string, value: unknown): boolean {
  return JSON.stringify(aStoredCustomer()[field]) === JSON.stringify(value);
}
