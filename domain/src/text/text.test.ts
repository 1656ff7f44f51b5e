import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasBadCharacters, isBlank } from "./clean.ts";
import { isEmail, isPhone, joinValues, splitValues } from "./contact.ts";
import { digitsOf, fold, foldName } from "./fold.ts";
import { dialable, prettyPhone } from "./phone-format.ts";

describe("folding", () => {
  test.each([
    ["Jiří Dvořák", "jiri dvorak"],
    ["Straße", "strasse"],
    ["ŁUKASZ Żółć", "lukasz zolc"],
    ["Ærø Øster", "aero oster"],
    ["İstanbul", "istanbul"],
    ["ıspanak", "ispanak"],
    ["ＦＵＬＬ　width", "full width"],
    ["ﬁber", "fiber"],
    ["  two   spaces\t", "two spaces"],
    ["Nguyễn Văn Đức", "nguyen van duc"],
    ["山田 太郎", "山田 太郎"],
    ["Σίσυφος", "σισυφος"],
  ])("%s is found as %s", (text, folded) => expect(fold(text)).toBe(folded));

  test("folding twice is folding once", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => fold(fold(text)) === fold(text)));
  });

  test("upper and lower case of a name fold alike", () => {
    for (const name of ["müller", "ørsted", "čech", "żak"]) expect(fold(name.toUpperCase())).toBe(fold(name));
  });

  test("Arabic and Hebrew names keep their letters and lose their vowel points", () => {
    expect(fold("مُحَمَّد")).toBe("محمد");
    expect(fold("שָׁלוֹם")).toBe("שלום");
  });

  test("a sorting name fits its field, however long the name", () => {
    expect(foldName("ﷺ".repeat(255)).length).toBeLessThanOrEqual(300);
  });

  test("a sorting name is never cut through a character", () => {
    // Each of the first folds to 18 letters, so that the cut at 300 falls within the moons.
    for (const before of ["", "x"]) {
      expect(foldName(`${"ﷺ".repeat(16)}${before}${"🌙".repeat(20)}`).isWellFormed()).toBe(true);
    }
  });

  test("what is pasted along unseen hinders no search", () => {
    expect(fold("Mül\u00adler\u200b \u202aOrt\u202c")).toBe("muller ort");
  });

  test("digits are compared without anything between them", () => {
    expect(digitsOf("+49 30 123-456")).toBe("4930123456");
    expect(digitsOf("１２３")).toBe("123");
  });
});

describe("lists of addresses and phones", () => {
  test("a number pasted from a phone book loses its direction marks and odd blanks", () => {
    expect(splitValues("\u202a+49\u00a030\u2009123456\u202c")).toEqual(["+49 30 123456"]);
    expect(splitValues("a@x.com\u200b, \ufeffb@x.com")).toEqual(["a@x.com", "b@x.com"]);
  });

  test("semicolons part like commas", () => {
    expect(splitValues("a@x.com; b@x.com,c@x.com;")).toEqual(["a@x.com", "b@x.com", "c@x.com"]);
  });

  test("exact duplicates fall away and the order stays (10 §5.2)", () => {
    expect(splitValues("b@x.com,a@x.com, b@x.com")).toEqual(["b@x.com", "a@x.com"]);
    expect(joinValues(["a@x.com", "b@x.com"])).toBe("a@x.com, b@x.com");
  });

  test.each([
    "a@x.com",
    "first.last+tag@sub.example.co.uk",
    "žluťoučký@kůň.cz",
    "o'brien@x.ie",
    "a@xn--bcher-kva.example",
  ])("%s is an address", (text) => expect(isEmail(text)).toBe(true));

  test.each([
    "a",
    "a@b",
    "@x.com",
    "a@",
    "a b@x.com",
    "a@x..com",
    "a@x.com.",
    "a@@x.com",
    "<a@x.com>",
    "a@x,com",
    `${"l".repeat(65)}@x.com`,
    `a@${"d".repeat(64)}.com`,
  ])("%s is no address", (text) => expect(isEmail(text)).toBe(false));

  test.each([
    "+49 30 123-456",
    "(02) 123.456",
    "12345",
    "+1 (555) 010-9999",
    "0049/30/123456",
    "12345678901234567890",
  ])("%s is a phone", (text) => {
    expect(isPhone(text)).toBe(true);
  });

  test.each(["1234", "123456789012345678901", "++4912345", "12345x", "1+23456", "call me", "+"])(
    "%s is no phone",
    (text) => {
      expect(isPhone(text)).toBe(false);
    },
  );

  test("a text made to make a pattern slow is judged at once", () => {
    expect(isPhone(`${" ".repeat(5000)}x`)).toBe(false);
    expect(isEmail(`${"a.".repeat(5000)}@x`)).toBe(false);
  });
});

describe("phones for sending and showing", () => {
  test("a national number is read in the installation's country", () => {
    expect(dialable("030 123456", "DE")).toBe("+4930123456");
    expect(dialable("+420 601 123 456", "DE")).toBe("+420601123456");
    expect(prettyPhone("+420601123456", "DE")).toBe("+420 601 123 456");
  });

  test("what is no number of any country is left as it is, and never dialled", () => {
    expect(dialable("12", "DE")).toBeUndefined();
    expect(prettyPhone("99", "DE")).toBe("99");
  });
});

describe("characters no field may hold", () => {
  test.each(["a\u0000b", "a\u001bb", "\ud800", "x\udc00y", "a\u007f"])("%j is refused", (text) => {
    expect(hasBadCharacters(text, false)).toBe(true);
    expect(hasBadCharacters(text, true)).toBe(true);
  });

  test("line breaks and tabs belong to long texts only", () => {
    expect(hasBadCharacters("a\nb\tc", true)).toBe(false);
    expect(hasBadCharacters("a\nb", false)).toBe(true);
  });

  test("emoji, joiners and right-to-left marks are ordinary text", () => {
    expect(hasBadCharacters("👩‍👩‍👧 שלום \u200f", false)).toBe(false);
  });

  test.each(["", " \u00a0\t", "\u200b\u200d\ufeff", "\u3164", "\u2800", "\u202e\u2066"])(
    "%j shows nothing",
    (text) => expect(isBlank(text)).toBe(true),
  );

  test.each(["x", ".", "👩‍👩‍👧", "山", "\u200fש", "é"])("%j shows something", (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
