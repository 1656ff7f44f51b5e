import { texted } from "./xml.ts";

/* Office Open XML, ECMA-376: what stands around one sheet. */

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export const XLSX = `${KIND}.sheet`;

/** The looks of cells, as `stylesXml` numbers them. */
export const STYLES = { plain: 0, heading: 1, money: 2, day: 3, moment: 4 } as const;

const relations = (all: readonly (readonly [type: string, target: string])[]) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(
      ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`;

export const CONTENT_TYPES = `<Types xmlns="${PACKAGE}/content-types"><Default ContentType="application/vnd.openxmlformats-package.relationships+xml" Extension="rels"/>${[
  ["sheet.main", "workbook"],
  ["sharedStrings", "sharedStrings"],
  ["styles", "styles"],
  ["worksheet", "worksheets/sheet1"],
]
  .map(([kind, name]) => `<Override ContentType="${KIND}.${kind}+xml" PartName="/xl/${name}.xml"/>`)
  .join("")}</Types>`;

export const RELATIONS = relations([["officeDocument", "xl/workbook.xml"]]);

export const WORKBOOK_RELATIONS = relations([
  ["worksheet", "worksheets/sheet1.xml"],
  ["sharedStrings", "sharedStrings.xml"],
  ["styles", "styles.xml"],
]);

/** A spreadsheet takes at most 31 characters for a sheet's name, and not these. */
const sheetName = (title: string) => title.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);

export function workbookXml(title: string): string {
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet r:id="rId1" sheetId="1" name="${texted(sheetName(title))}"/></sheets></workbook>`;
}

const font = (look: string) =>
  `<font>${look}<sz val="11"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>`;
const look = (number: number, heading = 0) =>
  `<xf numFmtId="${number}" fontId="${heading}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;

export function stylesXml(decimals: number): string {
  const money = decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
  return `<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="${money}"/><numFmt numFmtId="165" formatCode="yyyy-mm-dd"/><numFmt numFmtId="166" formatCode="yyyy-mm-dd hh:mm"/></numFmts><fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">${look(0)}${look(0, 1)}${look(164)}${look(165)}${look(166)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
