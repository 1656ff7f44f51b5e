import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CustomerNumber } from "../ids/ids.ts";
import { aCustomer } from "../testing/builders.ts";
import { fold } from "../text/fold.ts";
import { highlight } from "./highlight.ts";
import { hitOf } from "./hit.ts";
import { lineOf, NO_FIELDS } from "./line.ts";
import { parseQuery } from "./query.ts";

const shown = (text: string, typed: string) =>
  highlight(text, parseQuery(typed)).ranges.map(([from, to]) => text.slice(from, to));

describe("what was found is marked", () => {
  test.each([
    ["Jiří Dvořák", "DVORAK", ["Dvořák"]],
    ["Jir\u030ci\u0301", "jiri", ["Jir\u030ci\u0301"]],
    ["Straße 1", "strasse", ["Straße"]],
    ["Jan Novák", "nov jan", ["Jan", "Nov"]],
    ["ananas", "ana nas", ["ananas"]],
    ["+420 601-123 456", "601123", ["601-123"]],
    ["+420 601-123 456", "601.123.456", ["601-123 456"]],
    ["山田 太郎", "太郎", ["太郎"]],
    ["محمد الحسن", "الحسن", ["الحسن"]],
    ["<b>x</b>", "<b>", ["<b>"]],
    ["nothing", "other", []],
  ])("%s by %j", (text, typed, parts) => {
    expect(shown(text, typed)).toEqual(parts);
  });

  test("marks stand in order, apart from each other and inside the text; a found word lies within one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), fc.nat(4), (text, from, length) => {
        const letters = [...text];
        const start = from % (letters.length + 1);
        const typed = letters.slice(start, start + length + 1).join("");
        const { ranges } = highlight(text, parseQuery(typed));
        let end = -1;
        for (const [a, b] of ranges) {
          expect(a).toBeGreaterThan(end);
          expect(b).toBeGreaterThan(a);
          end = b;
        }
        expect(end).toBeLessThanOrEqual(text.length);
        for (const [a, b] of ranges) expect(text.slice(a, b).isWellFormed()).toBe(text.isWellFormed());
        const words = parseQuery(typed).words.map(({ text }) => text);
        const marked = fold(ranges.map(([a, b]) => text.slice(a, b)).join(" "));
        if (/^[\x20-\x7e]*$/.test(text)) for (const word of words) expect(marked).toContain(word);
      }),
    );
  });
});

describe("a result row", () => {
  const line = lineOf(
    aCustomer({
      number: 17 as CustomerNumber,
      name: "Jan Novák",
      login: "jan",
      street: "High St 1",
      zip: "10115",
      city: "Berlin",
      emails: ["jan@mail.cz", "novak@work.cz"],
      phones: ["+49 30 123-456"],
    }),
    NO_FIELDS,
  );
  const detail = (typed: string) => hitOf(line, parseQuery(typed)).detail;

  test("names the customer and shows his address when the name was enough", () => {
    const hit = hitOf(line, parseQuery("novak"));
    expect(hit).toMatchObject({
      number: 17,
      status: "active",
      name: { text: "Jan Novák", ranges: [[4, 9]] },
    });
    expect(hit.detail).toMatchObject({ part: "address", text: "High St 1, 10115 Berlin", ranges: [] });
  });

  test("shows the part that answered", () => {
    expect(detail("berlin jan")).toMatchObject({ part: "address", ranges: [[17, 23]] });
    expect(detail("work.cz")).toMatchObject({ part: "email", text: "novak@work.cz" });
    expect(detail("30123456")).toMatchObject({ part: "phone", ranges: [[4, 14]] });
    expect(detail("30 123 456")).toMatchObject({ part: "phone", text: "+49 30 123-456" });
    expect(detail("#17")).toMatchObject({ part: "address" });
  });

  test("a customer of whom only the name is known has no second line", () => {
    const bare = lineOf(aCustomer({ street: "", zip: "", city: "", emails: [], phones: [] }), NO_FIELDS);
    expect(hitOf(bare, parseQuery("doe")).detail).toBeNull();
  });
});
