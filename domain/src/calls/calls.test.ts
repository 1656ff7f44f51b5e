import { describe, expect, test } from "vitest";
import type { Call } from "./index.ts";
import * as calls from "./index.ts";

const isCall = (value: unknown): value is Call<unknown, unknown> =>
  typeof value === "object" && value !== null && "caller" in value && "input" in value;
const all = Object.values<unknown>(calls).filter(isCall);
const accepts = (
  call: { readonly input: { safeParse(input: unknown): { readonly success: boolean } } },
  input: unknown,
) => call.input.safeParse(input).success;

test("every call has a name of its own", () => {
  expect(all.length).toBeGreaterThan(25);
  expect(new Set(all.map((call) => call.name)).size).toBe(all.length);
});

test("nobody signed in can reach only sign-in, what its form asks for, and the hand-over", () => {
  expect(
    all
      .filter((call) => call.caller === "anybody")
      .map((call) => call.name)
      .sort(),
  ).toEqual(["redeemHandover", "signInAdmin", "signInBy", "signInCustomer"]);
});

test.each(all.map((call) => [call.name, call] as const))(
  "%s takes no key it does not know",
  (_name, call) => {
    expect(accepts(call, { somethingElse: 1 })).toBe(false);
    expect(accepts(call, null)).toBe(false);
    expect(accepts(call, "text")).toBe(false);
  },
);

describe("inputs are bounded", () => {
  const key = "k".repeat(20);
  const save = {
    key,
    customerId: "c1",
    touched: { city: { base: "Bonn", mine: "Berlin" } },
    password: null,
    undoes: null,
  };

  test("labels are given by ids: no text fills a record by way of a mass action", () => {
    const give = (...add: readonly string[]) =>
      accepts(calls.startMassAction, { key, customerIds: ["c1"], action: { do: "labels", add, remove: [] } });
    expect(give("vip", "x".repeat(128))).toBe(true);
    for (const bad of ["a/b", "", "two words", "x".repeat(129), "<b>", "x".repeat(1_048_577)])
      expect([bad.slice(0, 9), give("vip", bad)]).toEqual([bad.slice(0, 9), false]);
    expect(accepts(calls.labelUse, { labelId: "a/b" })).toBe(false);
  });

  test("a Save is taken, and refused with a megabyte in a field, a path for an id, or NaN for a number", () => {
    const mine = (value: unknown) => ({ ...save, touched: { city: { base: "", mine: value } } });
    expect(accepts(calls.saveCustomer, save)).toBe(true);
    expect(accepts(calls.saveCustomer, mine("x".repeat(1_048_577)))).toBe(false);
    expect(accepts(calls.saveCustomer, mine(Number.NaN))).toBe(false);
    expect(accepts(calls.saveCustomer, mine({ deep: { map: 1 } }))).toBe(false);
    expect(accepts(calls.saveCustomer, { ...save, customerId: "a/b" })).toBe(false);
    expect(accepts(calls.saveCustomer, { ...save, touched: { "a.b": { base: null, mine: null } } })).toBe(
      false,
    );
    expect(
      accepts(calls.saveCustomer, { ...save, touched: { __proto__x: { base: null, mine: null } } }),
    ).toBe(false);
  });

  test("a creation needs a key that cannot be guessed short", () => {
    const create = { key, values: { name: "Ann" }, password: null, preview: null, anyway: false };
    expect(accepts(calls.createCustomer, create)).toBe(true);
    expect(accepts(calls.createCustomer, { ...create, key: "short" })).toBe(false);
  });

  test("a mass action names its customers, ten thousand at most, and does what it may", () => {
    const start = { key, customerIds: ["c1"], action: { do: "delete" } };
    expect(accepts(calls.startMassAction, start)).toBe(true);
    expect(accepts(calls.startMassAction, { ...start, customerIds: [] })).toBe(false);
    expect(accepts(calls.startMassAction, { ...start, customerIds: Array(10_001).fill("c1") })).toBe(false);
    expect(
      accepts(calls.startMassAction, { ...start, action: { do: "change", values: { balance: 5 } } }),
    ).toBe(false);
  });

  test("a planned change lies on a real day", () => {
    const plan = { key, customerId: "c1", date: "2026-06-01", status: "blocked", replaces: null };
    expect(accepts(calls.planStatus, plan)).toBe(true);
    expect(accepts(calls.planStatus, { ...plan, date: "2026-02-30" })).toBe(false);
  });

  test("an additional field needs a storable name", () => {
    const definition = { name: "contract_id", title: "Contract ID" };
    const save = { key, definition, isNew: true, setForAll: false };
    expect(accepts(calls.saveCustomerField, save)).toBe(true);
    expect(accepts(calls.saveCustomerField, { ...save, definition: { name: "Contract", title: "x" } })).toBe(
      false,
    );
  });
});
