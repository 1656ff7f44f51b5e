import type { AdminId } from "@trunkline/domain/ids/ids";
import type { Instant } from "@trunkline/domain/time/instant";
import { expect, test } from "vitest";
import { cryptographic } from "../../platform/random.ts";
import { makeRecoveryCodes, makeSecret, matchStep, readTyped, recoveryHash, secretUri } from "./code.ts";

// RFC 6238, appendix B: the secret is the text 12345678901234567890, the code at 59 s is 94287082 (its last six here).
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const at = (seconds: number) => (seconds * 1000) as Instant;

test("the codes are those of RFC 6238", () => {
  expect(matchStep(SECRET, "287082", at(59), 0)).toBe(1);
  expect(matchStep(SECRET, "081804", at(1_111_111_109), 0)).toBe(37_037_036);
});

test("a code is good in its own half minute, the one before and the one after, and in no other", () => {
  const step = 37_037_036;
  const good = (seconds: number) => matchStep(SECRET, "081804", at(seconds), 0);
  expect(good((step - 1) * 30)).toBe(step);
  expect(good((step + 2) * 30 - 1)).toBe(step);
  expect(good((step - 1) * 30 - 1)).toBeUndefined();
  expect(good((step + 2) * 30)).toBeUndefined();
});

test("a step that was used, and any before it, is refused", () => {
  expect(matchStep(SECRET, "287082", at(59), 1)).toBeUndefined();
  expect(matchStep(SECRET, "287082", at(59), 2)).toBeUndefined();
});

test("the app is given issuer, login and a secret of 160 bits of its own", () => {
  const secret = makeSecret(cryptographic);
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(makeSecret(cryptographic)).not.toBe(secret);
  const uri = new URL(secretUri(secret, "eva & co"));
  expect(decodeURIComponent(uri.pathname)).toContain("Trunkline:eva & co");
  expect(uri.searchParams.get("secret")).toBe(secret);
});

test("there are ten recovery codes, all different, and each is read however it is typed", () => {
  const codes = makeRecoveryCodes(cryptographic);
  expect(new Set(codes).size).toBe(10);
  const [first = ""] = codes;
  expect(first).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  const uid = "eva" as AdminId;
  for (const typed of [first.toUpperCase(), first.replaceAll("-", " "), ` ${first.replaceAll("-", "")} `]) {
    const read = readTyped(typed);
    expect(read?.by).toBe("recovery");
    expect(recoveryHash(uid, read?.code ?? "")).toBe(recoveryHash(uid, first));
  }
  expect(recoveryHash("adam" as AdminId, first)).not.toBe(recoveryHash(uid, first));
});

test("six digits with a blank are a code of the app; anything else is no code", () => {
  expect(readTyped("123 456")).toEqual({ by: "app", code: "123456" });
  for (const typed of ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"]) expect(readTyped(typed)).toBeUndefined();
});
