import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALPHANUMERIC } from "../config/customers.ts";
import type { Day } from "../time/day.ts";
import { seededBytes } from "../testing/builders.ts";
import type { Piece } from "./format.ts";
import { checkLoginFormat, checkPasswordRules, parseFormat } from "./format.ts";
import type { LoginParts } from "./generate.ts";
import { makeLogin, makePassword, needsNumber, nextLogin, randomText, varies } from "./generate.ts";
import { checkAdminPassword, checkPassword } from "./password.ts";

const parts: LoginParts = {
  id: 42,
  email: "ann@example.com",
  phone: "+49 30 123",
  partnerNumber: 3,
  locationNumber: 12,
  dateAdded: "2026-03-09" as Day,
  next: 5,
  characters: ALPHANUMERIC,
};
const pieces = (format: string): readonly Piece[] => {
  const parsed = checkLoginFormat(format);
  if (!parsed.ok) throw new Error(parsed.error.kind);
  return parsed.value;
};
const login = (format: string, changes: Partial<LoginParts> = {}) =>
  makeLogin(pieces(format), { ...parts, ...changes }, seededBytes(1));

describe("login formats", () => {
  test("ISP-{year}{partner_id|2}-{id|5} for customer 42 of partner 3 in 2026 is ISP-202603-00042 (10 §3.8)", () => {
    expect(login("ISP-{year}{partner_id|2}-{id|5}")).toBe("ISP-202603-00042");
  });

  test.each([
    ["{id|6}", "000042"],
    ["{month}{day}", "0309"],
    ["{next|4}", "0005"],
    ["{email}", "ann@example.com"],
    ["{email|3}", "ann"],
    ["{phone}", "4930123"],
    ["{phone|4}", "4930"],
    ["{location_id|3}", "012"],
    ["{partner_id}", "3"],
  ])("%s gives %s", (format, expected) => expect(login(format)).toBe(expected));

  test("a number longer than its length is never cut, or two customers would meet in one login", () => {
    expect(login("{id|3}", { id: 12_345 })).toBe("12345");
    expect(login("{next|1}", { next: 10 })).toBe("10");
  });

  test("random parts have exactly their length, six where none is written", () => {
    expect(login("{rand_string|8}")).toMatch(/^[A-Za-z0-9]{8}$/);
    expect(login("{rand_string}")).toMatch(/^[A-Za-z0-9]{6}$/);
    expect(login("x{rand_number|3}")).toMatch(/^x\d{3}$/);
  });

  test.each([
    ["{", "unbalanced-brace"],
    ["a}b", "unbalanced-brace"],
    ["{id", "unbalanced-brace"],
    ["{{id}}", "unbalanced-brace"],
    ["{nope}", "unknown-variable"],
    ["{id|0}", "bad-length"],
    ["{id|65}", "bad-length"],
    ["{id|x}", "bad-length"],
    ["{id|1|2}", "bad-length"],
    ["", "empty"],
    ["a b{id}", "bad-characters"],
  ])("%j is refused: %s", (format, kind) =>
    expect(checkLoginFormat(format)).toMatchObject({ ok: false, error: { kind } }),
  );

  test("an unknown variable is named", () => {
    expect(parseFormat("{nope|3}")).toEqual({ ok: false, error: { kind: "unknown-variable", name: "nope" } });
  });

  test("10 example 2: the default login is 8 letters and digits and varies; {id|6} is 000044 each time and does not", () => {
    const bytes = seededBytes(7);
    const first = makeLogin(pieces("{rand_string|8}"), parts, bytes);
    const second = makeLogin(pieces("{rand_string|8}"), parts, bytes);
    expect(first).toMatch(/^[A-Za-z0-9]{8}$/);
    expect(second).not.toBe(first);
    expect(varies(pieces("{rand_string|8}"))).toBe(true);
    expect([login("{id|6}", { id: 44 }), login("{id|6}", { id: 44 })]).toEqual(["000044", "000044"]);
    expect(varies(pieces("{id|6}"))).toBe(false);
    expect(varies(pieces("c{next}"))).toBe(true);
    expect([needsNumber(pieces("{id|6}")), needsNumber(pieces("{next}"))]).toEqual([true, false]);
  });

  test("10 example 1: two customers get different logins, 000042 and 000043 with {id|6}", () => {
    expect([login("{id|6}"), login("{id|6}", { id: 43 })]).toEqual(["000042", "000043"]);
  });

  test("a login in use is rolled anew where it is random, and numbered from -2 where it is not (10 §3.11)", () => {
    const fixed = pieces("{id|6}");
    expect([0, 1, 2].map((taken) => nextLogin(fixed, parts, taken, seededBytes(1)))).toEqual([
      "000042",
      "000042-2",
      "000042-3",
    ]);
    const random = pieces("{rand_string|8}");
    expect(nextLogin(random, parts, 20, seededBytes(1))).toMatch(/^[A-Za-z0-9]{8}$/);
    expect(nextLogin(random, parts, 21, seededBytes(1))).toMatch(/^[A-Za-z0-9]{8}-2$/);
  });

  test("no login is ever longer than a login may be", () => {
    expect(login("{email}", { email: `${"x".repeat(80)}@x.com` }).length).toBe(64);
    expect(nextLogin(pieces("{email}"), { ...parts, email: "x".repeat(80) }, 3, seededBytes(1)).length).toBe(
      64,
    );
  });
});

// All 256 bytes once per round: without throwing the last ones away, the first eight characters would come up more.
const rounds = (length: number) =>
  Uint8Array.from({ length: Math.max(length, 256) }, (_, index) => index % 256);

describe("password rules", () => {
  const rules = { passwordCharacters: "23456789ABCD", passwordLength: 10, passwordFormat: "{rand_string}" };

  test("10 example 3: eight characters are too few, twelve make a password of ten of them", () => {
    expect(checkPasswordRules({ ...rules, passwordCharacters: "23456789" })).toMatchObject({
      ok: false,
      error: { kind: "too-few-characters" },
    });
    expect(makePassword(rules, seededBytes(3))).toMatch(/^[2-9A-D]{10}$/);
    expect(makePassword({ ...rules, passwordFormat: "Net-{rand_string}" }, seededBytes(3))).toMatch(
      /^Net-[2-9A-D]{10}$/,
    );
  });

  test("10 example 3: what stands in the record is refused, and so is too little chance", () => {
    expect(checkPasswordRules({ ...rules, passwordFormat: "{id|6}" })).toMatchObject({
      ok: false,
      error: { kind: "not-in-a-password", name: "id" },
    });
    expect(checkPasswordRules({ ...rules, passwordFormat: "ab{rand_string|4}" })).toMatchObject({
      ok: false,
      error: { kind: "too-little-random" },
    });
  });

  test.each([
    [{ passwordLength: 5 }, "length-out-of-range"],
    [{ passwordLength: 65 }, "length-out-of-range"],
    [{ passwordLength: 8.5 }, "length-out-of-range"],
    [{ passwordFormat: `${"x".repeat(60)}{rand_string|6}` }, "too-long"],
    [{ passwordFormat: "a b{rand_string}" }, "bad-characters"],
    [{ passwordCharacters: "abcdefghijé" }, "bad-characters"],
    [{ passwordFormat: "{rand_string" }, "unbalanced-brace"],
  ])("%j is refused: %s", (change, kind) =>
    expect(checkPasswordRules({ ...rules, ...change })).toMatchObject({ ok: false, error: { kind } }),
  );

  test("six and sixty-four are lengths a password may have", () => {
    for (const passwordLength of [6, 64])
      expect(makePassword({ ...rules, passwordLength }, seededBytes(1)).length).toBe(passwordLength);
  });

  test("an alphabet of nothing, or larger than a byte, is refused loudly", () => {
    expect(() => randomText([], 1, seededBytes(1))).toThrow(RangeError);
    expect(() => randomText(Array(257).fill("x"), 1, seededBytes(1))).toThrow(RangeError);
  });

  test("repeated characters count once, and make none likelier", () => {
    expect(checkPasswordRules({ ...rules, passwordCharacters: "aaaaaaaaaaab" })).toMatchObject({ ok: false });
  });

  test("rules that the settings page refuses make no password", () => {
    expect(() => makePassword({ ...rules, passwordFormat: "{id}" }, seededBytes(1))).toThrow();
  });

  test("every character comes up about equally often", () => {
    const alphabet = [..."0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const text = randomText(alphabet, 248, rounds);
    const counts = alphabet.map((one) => [...text].filter((other) => other === one).length);
    expect(new Set(counts)).toEqual(new Set([4]));
  });

  test("a random text has its length and its alphabet, whatever the bytes", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 95 }),
        (seed, length, size) => {
          const alphabet = Array.from({ length: size }, (_, index) => String.fromCharCode(32 + index));
          const text = randomText(alphabet, length, seededBytes(seed));
          return text.length === length && [...text].every((one) => alphabet.includes(one));
        },
      ),
    );
  });
});

test("typed passwords: 6 to 64 for customers, at least 10 for administrators, kept as typed", () => {
  expect(checkPassword(" pass ").ok).toBe(true);
  expect(
    [
      checkPassword(""),
      checkPassword("12345"),
      checkPassword("x".repeat(65)),
      checkPassword("abc\u0000def"),
    ].map((one) => (one.ok ? "ok" : one.error.kind)),
  ).toEqual(["required", "too-short", "too-long", "bad-characters"]);
  expect([
    checkAdminPassword("123456789").ok,
    checkAdminPassword("1234567890").ok,
    checkAdminPassword("x".repeat(129)).ok,
  ]).toEqual([false, true, false]);
});
