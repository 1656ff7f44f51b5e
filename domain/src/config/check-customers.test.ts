import { expect, test } from "vitest";
import { checkCustomersConfig, customersConfigTexts } from "./check-customers.ts";
import { readCustomersConfig, type CustomersConfig } from "./customers.ts";

const defaults = readCustomersConfig(undefined);
const settings = (part: Partial<CustomersConfig>): CustomersConfig => {
  if (!defaults.ok) throw new Error("the defaults do not read");
  return { ...defaults.value, ...part };
};

test("the defaults may be stored", () => {
  expect(checkCustomersConfig(settings({}))).toEqual({});
});

test.each([
  [{ passwordCharacters: "23456789" }, "passwordCharacters", "At least 10 different characters."],
  [{ passwordCharacters: "abcdefghijklm\u00e9" }, "passwordCharacters", "Contains characters"],
  [{ passwordLength: 5 }, "passwordLength", "Between 6 and 64."],
  [{ passwordFormat: "{id|6}" }, "passwordFormat", "{id}"],
  [{ passwordFormat: "ab{rand_string|4}" }, "passwordFormat", "At least 6 random characters"],
  [{ passwordFormat: "{rand_string|60}abcde" }, "passwordFormat", "At most 64"],
  [{ loginFormat: "{foo}" }, "loginFormat", "There is no variable {foo}."],
  [{ loginFormat: "x{id" }, "loginFormat", "brace"],
  [{ loginFormat: "{id|0}" }, "loginFormat", "{id|"],
  [{ loginFormat: "" }, "loginFormat", "required"],
  [{ loginCharacters: "" }, "loginCharacters", "required"],
  [{ loginCharacters: "ab c" }, "loginCharacters", "Only letters"],
  [{ fieldLimit: -1 }, "fieldLimit", "Between 0 and 200."],
  [{ mostFound: 0 }, "mostFound", "Between 1 and 100000."],
] as const)("%j is refused at its own field, in words", (part, field, words) => {
  const texts = customersConfigTexts(settings(part));
  expect(Object.keys(texts)).toEqual([field]);
  expect(texts[field]).toContain(words);
  expect(Object.keys(checkCustomersConfig(settings(part)))).toEqual([field]);
});
