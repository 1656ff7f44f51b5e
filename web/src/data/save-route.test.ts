import { expect, test } from "vitest";
import { attrKey, MOST_BY_BROWSER } from "@trunkline/domain/fields/definition";
import { aField } from "@trunkline/domain/testing/builders";
import { serverDecides } from "./save-route.ts";

const definitions = [aField({ name: "note" }), aField({ name: "contract", unique: true })];
const decides = (fields: readonly string[], authField: "login" | "email" = "login") =>
  serverDecides(fields, { definitions, authField });

test("what only the server may change, or may be there once, makes the whole Save its call", () => {
  expect(decides(["city", "phones", "attr_note"])).toBe(false);
  for (const field of ["status", "login", "partnerId", "billingType", "attr_contract", "attr_unknown"])
    expect([field, decides(["city", field])]).toEqual([field, true]);
});

test("10 §5.5: the e-mail is the server's where customers sign in by it, and nothing else changes", () => {
  expect([decides(["emails"]), decides(["emails"], "email")]).toEqual([false, true]);
  expect(decides(["billingEmails", "phones", "attr_note"], "email")).toBe(false);
});

test("more additional fields than the rules look at in one Save are the server's", () => {
  const many = Array.from({ length: MOST_BY_BROWSER + 1 }, (_unused, index) => aField({ name: `f${index}` }));
  const keys = many.map(({ name }) => attrKey(name));
  const route = (fields: readonly string[]) =>
    serverDecides(fields, { definitions: many, authField: "login" });
  expect([route(keys.slice(1)), route(["city", ...keys.slice(1)]), route(keys)]).toEqual([
    false,
    false,
    true,
  ]);
});
