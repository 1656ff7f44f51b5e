import { strFromU8, unzipSync } from "fflate";
import readExcelFile from "read-excel-file/universal";
import { aField } from "@trunkline/domain/testing/builders";
import { expect, test } from "vitest";
import { cellOf } from "../../customers/export/values.ts";
import type { Cell } from "../cell.ts";
import { xlsxOf } from "./xlsx.ts";

/*
 * Written here by ECMA-376, so read by somebody else's reader, and held against the rules of that standard that a
 * reader may forgive and a spreadsheet may not.
 */

const names = {
  directory: undefined,
  decimals: 2,
  fields: [
    aField({ name: "installed", type: "datetime" }),
    aField({ name: "signed", type: "date" }),
    aField({ name: "speed", type: "decimal" }),
  ],
  timeZone: "Europe/Oslo",
  person: (id: string) => id,
};
const columns = [
  "number",
  "name",
  "phones",
  "balance",
  "dateAdded",
  "updatedAt",
  "attr_installed",
  "attr_signed",
  "attr_speed",
];
const lineOf = (values: readonly (string | number | readonly string[] | null)[]) =>
  columns.map((column, at) => cellOf(column, values[at] ?? null, names));

const lines: readonly (readonly Cell[])[] = [
  lineOf([
    17,
    "<Ann> & “محمد” \u0001_x0041_",
    ["+420777123456", "0601"],
    -1250,
    "2026-03-01",
    Date.UTC(2026, 6, 1, 22, 30),
    "2026-03-29T02:30",
    "2024-02-29",
    0.5,
  ]),
  // Nothing but a name, and that one with every sign that parts lines.
  lineOf([18, " two\nlines\tand, so; on "]),
  // Before the first day of a spreadsheet, and no day at all.
  lineOf([19, "Old", null, null, "1850-05-01", null, "1899-12-31T10:00", "unknown"]),
];
const written = () => xlsxOf(columns, lines, { decimals: 2, title: "Customers: all" });

// Times are fractions of a day, which the reader cuts where a spreadsheet rounds them.
const rounded = (value: unknown) =>
  value instanceof Date ? new Date(Math.round(value.getTime() / 1000) * 1000) : value;

test("somebody else's reader finds what was written: texts, numbers, days and moments as such", async () => {
  const [sheet] = await readExcelFile(await (await written()).arrayBuffer(), { trim: false });
  expect(sheet?.sheet).toBe("Customers  all");
  expect(sheet?.data.map((line) => line.map(rounded))).toEqual([
    columns,
    [
      17,
      "<Ann> & “محمد” _x0041_",
      "+420777123456, 0601",
      -12.5,
      new Date("2026-03-01T00:00Z"),
      // What the clock in Oslo said; a spreadsheet's times have no zone.
      new Date("2026-07-02T00:30Z"),
      // Skipped by the clock of that night and typed all the same: as it was typed.
      new Date("2026-03-29T02:30Z"),
      new Date("2024-02-29T00:00Z"),
      0.5,
    ],
    [18, " two\nlines\tand, so; on ", ...Array.from({ length: 7 }, () => null)],
    [19, "Old", null, null, "1850-05-01", null, "1899-12-31 10:00", "unknown", null],
  ]);
});

const parts = async () => {
  const files = unzipSync(new Uint8Array(await (await written()).arrayBuffer()));
  const part = (path: string) => {
    const xml = new DOMParser().parseFromString(strFromU8(files[path] ?? new Uint8Array()), "text/xml");
    expect(xml.querySelector("parsererror")).toBeNull();
    return xml.documentElement;
  };
  return { paths: Object.keys(files), part };
};
const all = (element: Element, selector: string) => [...element.querySelectorAll(selector)];
const number = (element: Element | null | undefined, name: string) => Number(element?.getAttribute(name));
/** The names of its children, in order, each once. */
const order = (element: Element) => [...new Set([...element.children].map(({ localName }) => localName))];
/** Those of a sequence of the standard that are there, as the standard orders them. */
const inOrder = (element: Element, sequence: readonly string[]) =>
  expect(order(element)).toEqual(sequence.filter((name) => order(element).includes(name)));

test("ECMA-376 part 2: every part has its content type and is reached from the root, and nothing is named that is not there", async () => {
  const { paths, part } = await parts();
  expect(paths[0]).toBe("[Content_Types].xml");
  const types = part("[Content_Types].xml");
  const named = all(types, "Override").map((one) => one.getAttribute("PartName")?.slice(1));
  const own = paths.filter((path) => path !== "[Content_Types].xml" && !path.endsWith(".rels"));
  expect(named.toSorted()).toEqual(own.toSorted());
  expect(all(types, "Default").map((one) => one.getAttribute("Extension"))).toEqual(["rels"]);
  const targets = (path: string, folder: string) =>
    all(part(path), "Relationship").map((one) => `${folder}${one.getAttribute("Target")}`);
  const reached = [...targets("_rels/.rels", ""), ...targets("xl/_rels/workbook.xml.rels", "xl/")];
  expect(reached.toSorted()).toEqual(own.toSorted());
  const ids = all(part("xl/_rels/workbook.xml.rels"), "Relationship").map((one) => one.getAttribute("Id"));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain(part("xl/workbook.xml").querySelector("sheet")?.getAttribute("r:id"));
});

test("ECMA-376 part 1 §18.3: what a sheet holds stands in its order, cells in that of their places, and each names a text and a look that there is", async () => {
  const { part } = await parts();
  const sheet = part("xl/worksheets/sheet1.xml");
  inOrder(sheet, ["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"]);
  const texts = all(part("xl/sharedStrings.xml"), "si").length;
  const looks = all(part("xl/styles.xml"), "cellXfs > xf").length;
  expect(all(sheet, "row").map((row) => number(row, "r"))).toEqual([1, 2, 3, 4]);
  for (const row of all(sheet, "row")) {
    const places = all(row, "c").map((cell) => cell.getAttribute("r") ?? "");
    expect(places).toEqual(places.toSorted());
    expect(places.every((place) => place.endsWith(String(number(row, "r"))))).toBe(true);
  }
  for (const cell of all(sheet, "c")) {
    const value = Number(cell.querySelector("v")?.textContent);
    expect(Number.isFinite(value)).toBe(true);
    if (cell.getAttribute("t") === "s") expect(value).toBeLessThan(texts);
    expect(number(cell, "s")).toBeLessThan(looks);
  }
  const name = part("xl/workbook.xml").querySelector("sheet")?.getAttribute("name") ?? "";
  expect(name).toMatch(/^[^\\/?*[\]:]{1,31}$/);
});

test("ECMA-376 part 1 §18.8: the looks stand in their order, are counted rightly, and name fonts, fills and borders that there are", async () => {
  const { part } = await parts();
  const styles = part("xl/styles.xml");
  inOrder(styles, ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"]);
  for (const list of styles.children) expect(number(list, "count")).toBe(list.children.length);
  const formats = all(styles, "numFmt").map((one) => number(one, "numFmtId"));
  // Below stand those that every spreadsheet knows.
  expect(Math.min(...formats)).toBeGreaterThanOrEqual(164);
  const count = (name: string) => number(styles.querySelector(name), "count");
  for (const look of all(styles, "cellXfs > xf")) {
    expect([0, ...formats]).toContain(number(look, "numFmtId"));
    expect(number(look, "fontId")).toBeLessThan(count("fonts"));
    expect(number(look, "fillId")).toBeLessThan(count("fills"));
    expect(number(look, "borderId")).toBeLessThan(count("borders"));
    expect(number(look, "xfId")).toBeLessThan(count("cellStyleXfs"));
  }
  for (const font of all(styles, "font"))
    inOrder(font, ["b", "i", "sz", "color", "name", "family", "scheme"]);
  // The first two fills are the spreadsheet's own.
  const fills = all(styles, "patternFill").map((fill) => fill.getAttribute("patternType"));
  expect(fills.slice(0, 2)).toEqual(["none", "gray125"]);
});
