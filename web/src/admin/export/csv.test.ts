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
      unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", "'", " ", "1", "a"),
    }),
  );
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
            const was = lines[row]?.[column];
            expect([was, `'${was}`]).toContain(cell);
            if (/^[=+\-@\t\r]/.test(cell)) expect(cell).toMatch(/^-\d+([.,]\d+)?$/);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("formulas are disarmed, negative amounts stay numbers", () => {
  const lines = [["=1+1", "+420 777", "-SUM(A1)", "@x", "-12.50", "Ann, Lee"]];
  expect(csvOf(lines, ",")).toBe(`\uFEFF'=1+1,'+420 777,'-SUM(A1),'@x,-12.50,"Ann, Lee"\r\n`);
});
