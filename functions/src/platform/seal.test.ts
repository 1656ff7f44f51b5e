import { expect, test } from "vitest";
import { cryptographic } from "./random.ts";
import { makeSealer } from "./seal.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const sealer = makeSealer(key, cryptographic);
const binding = { purpose: "portal-password", owner: "c1", version: 3 };

test("a sealed password opens for its own customer and version", () => {
  expect(sealer.open(sealer.seal("pässwörd", binding), binding)).toBe("pässwörd");
});

test("a sealed password moved to another customer, version or purpose does not open", () => {
  const sealed = sealer.seal("secret1", binding);
  expect(sealer.open(sealed, { ...binding, owner: "c2" })).toBeUndefined();
  expect(sealer.open(sealed, { ...binding, version: 4 })).toBeUndefined();
  expect(sealer.open(sealed, { ...binding, purpose: "pending" })).toBeUndefined();
});

test("a sealed password opens under its own key only, and not after a bit of it changed", () => {
  const sealed = sealer.seal("secret1", binding);
  expect(
    makeSealer(Buffer.alloc(32, 8).toString("base64"), cryptographic).open(sealed, binding),
  ).toBeUndefined();
  const bytes = Buffer.from(sealed, "base64");
  for (const at of [0, 13, bytes.length - 1]) {
    const bent = Buffer.from(bytes);
    bent[at] = (bent[at] ?? 0) ^ 1;
    expect(sealer.open(bent.toString("base64"), binding)).toBeUndefined();
  }
  expect(sealer.open("", binding)).toBeUndefined();
});

test("sealing one password twice never gives the same text", () => {
  expect(sealer.seal("secret1", binding)).not.toBe(sealer.seal("secret1", binding));
});

test("a key of the wrong length is refused at once", () => {
  expect(() => makeSealer("c2hvcnQ=", cryptographic)).toThrow("32 bytes");
});
