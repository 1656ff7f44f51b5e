import fc from "fast-check";
import { expect, test } from "vitest";
import { csvOf, type Delimiter } from "./csv.ts";

// Reads CSV by RFC 4180, written apart from the writer.
function read(text: string, delimiter: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === delimiter) {
      line.push(cell);
      cell = "";
    } else if (sign === "\r" && text[at + 1] === "\n") {
      lines.push([...line, cell]);
      line = [];
      cell = "";
      at += 1;
    } else cell += sign;
  }
  return lines;
}

test("what is written is read back the same, and no cell is a formula", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({
      unit: fc.constantFrom("=", "+", "-", "@", "＝", "\t", "\r", "\n", '"', ",", ";", "'", " ", "1", "a"),
    }),
  );
  // What an import does: takes the apostrophe off that stands before a formula, and no other.
  const imported = (cell: string) => cell.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, "");
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1 }),
      fc.constantFrom<Delimiter>(",", ";", "\t"),
      (lines, delimiter) => {
        const csv = csvOf(lines, delimiter);
        expect(csv.startsWith("\uFEFF")).toBe(true);
        const back = read(csv.slice(1), delimiter);
        expect(back.map((line) => line.length)).toEqual(lines.map((line) => line.length));
        for (const [row, line] of back.entries()) {
          for (const [column, cell] of line.entries()) {
            expect(imported(cell)).toBe(lines[row]?.[column]);
            if (/^[=+\-@\t\r\n＝＋－＠]/.test(cell)) expect(cell).toMatch(/^(-\d+([.,]\d+)?|\+\d[\d ,+]*)$/);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("formulas are disarmed, negative amounts stay numbers", () => {
  const lines = [["=1+1", "+SUM(A1)", "-SUM(A1)", "@x", "＝1", "\n=1", "'=1", "'Ann", "-12.50", "Ann, Lee"]];
  expect(csvOf(lines, ",")).toBe(
    `\uFEFF'=1+1,'+SUM(A1),'-SUM(A1),'@x,'＝1,"'\n=1",''=1,'Ann,-12.50,"Ann, Lee"\r\n`,
  );
});

test.each([
  ["+420777123456", "+420777123456"],
  ["+420 777 123 456", "+420 777 123 456"],
  ["+420777123456, +49 30 1234, 0601", '"+420777123456, +49 30 1234, 0601"'],
  // A spreadsheet would calculate.
  ["+420-777-123", "'+420-777-123"],
  ["+420/777", "'+420/777"],
  ["+1 (303) 555-0194", "'+1 (303) 555-0194"],
  ["+1 (303) 5550194", "'+1 (303) 5550194"],
  ["+1.303.555", "'+1.303.555"],
  ["(303) 555-0194", "(303) 555-0194"],
  ["+420 777+1", "'+420 777+1"],
  ["+420777, =1", `"'+420777, =1"`],
  ["+420777\n", `"'+420777\n"`],
  ["+", "'+"],
])(
  "the phone %j is written as an importer needs it, and never as what a spreadsheet calculates",
  (phone, written) => {
    expect(csvOf([[phone]], ",")).toBe(`\uFEFF${written}\r\n`);
  },
);
