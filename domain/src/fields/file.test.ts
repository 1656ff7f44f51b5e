import { expect, test } from "vitest";
import { cut20, fileBytes } from "../testing/files.ts";
import { FILE_TYPES, fileName, isFileValue, LARGEST_FILE, sizeText, sniffFile } from "./file.ts";

test.each([
  ["application/pdf", fileBytes("%PDF-1.7\n…")],
  ["image/png", fileBytes("\u0089PNG\r\n\u001a\n")],
  ["image/jpeg", fileBytes("\u00ff\u00d8\u00ff\u00e0")],
  ["image/gif", fileBytes("GIF89a")],
  ["image/webp", fileBytes("RIFF....WEBPVP8 ")],
  ["image/heic", fileBytes("\0\0\0\u0018ftypheic")],
  ["text/plain", fileBytes("Gr\u00c3\u00bc\u00c3\u009fe\n\tund mehr \u00e2\u0082\u00ac")],
  [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    fileBytes("PK\u0003\u0004…[Content_Types].xml…word/document.xml"),
  ],
  [
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    fileBytes("PK\u0003\u0004…[Content_Types].xml…xl/workbook.xml"),
  ],
  [
    "application/vnd.oasis.opendocument.text",
    fileBytes(`PK\u0003\u0004${"x".repeat(26)}mimetypeapplication/vnd.oasis.opendocument.textPK`),
  ],
] as const)("%s is known by its bytes", (type, bytes) => expect(sniffFile(bytes, "a.bin")).toBe(type));

test("a text is a CSV when its name says so", () =>
  expect(sniffFile(fileBytes("a,b"), "List.CSV")).toBe("text/csv"));

test.each([
  ["a program", fileBytes("MZ\u0090\0\u0003")],
  ["a program of Unix", fileBytes("\u007fELF")],
  ["any archive", fileBytes("PK\u0003\u0004…setup.exe")],
  ["a document with a program inside", fileBytes("PK\u0003\u0004[Content_Types].xml word/vbaProject.bin")],
  ["a film", fileBytes("\0\0\0\u0018ftypmp42")],
  ["a text that is not UTF-8", fileBytes("caf\u00e9")],
  ["a text cut in a character", fileBytes("caf\u00c3")],
  ["a text with a NUL in it", fileBytes("a\0b")],
  [
    "a template",
    fileBytes(`PK\u0003\u0004${"x".repeat(26)}mimetypeapplication/vnd.oasis.opendocument.text-template`),
  ],
  ["nothing", fileBytes("")],
])("%s is refused whatever its name", (_what, bytes) =>
  expect(sniffFile(bytes, "contract.pdf")).toBeUndefined(),
);

test.each([
  ["contract.pdf", "contract.pdf"],
  ["CONTRACT.PDF", "CONTRACT.PDF"],
  ["C:\\Users\\me\\contract.pdf", "contract.pdf"],
  ["../../etc/contract.pdf", "contract.pdf"],
  ["page.html", "page.html.pdf"],
  ["contract", "contract.pdf"],
  ["", "file.pdf"],
  [".pdf", "pdf.pdf"],
  ["evil\u202efdp.exe", "evilfdp.exe.pdf"],
  ["a\nb.pdf", "ab.pdf"],
  ["Smlouva č. 5 – Žižkov.pdf", "Smlouva č. 5 – Žižkov.pdf"],
])("%j is kept as %j", (typed, kept) => expect(fileName(typed, "application/pdf")).toBe(kept));

test("a long name keeps its ending, and no half of a character", () => {
  const name = fileName(`${"x".repeat(195)}😀😀.pdf`, "application/pdf");
  expect(name.length).toBeLessThanOrEqual(200);
  expect(name.endsWith(".pdf")).toBe(true);
  expect(name.isWellFormed()).toBe(true);
});

test("keeping a name twice changes nothing", () => {
  for (const typed of ["a.b.c", " x .pdf", "..", "a/", "\u202e.pdf", `${"y".repeat(300)}.jpeg`])
    for (const type of Object.keys(FILE_TYPES) as (keyof typeof FILE_TYPES)[])
      expect(fileName(fileName(typed, type), type)).toBe(fileName(typed, type));
});

const good = { id: cut20("a"), name: "a.pdf", size: 10, type: "application/pdf" };
test.each([
  ["the right one", good, true],
  ["another id", { ...good, id: "../../c2" }, false],
  ["a name that hides its kind", { ...good, name: "a.exe" }, false],
  ["an unknown kind", { ...good, type: "text/html" }, false],
  ["the largest", { ...good, size: LARGEST_FILE }, true],
  ["one byte more", { ...good, size: LARGEST_FILE + 1 }, false],
  ["an empty one", { ...good, size: 0 }, false],
  ["a text", "a.pdf", false],
])("a field holds %s: %#", (_what, value, expected) => expect(isFileValue(value)).toBe(expected));

test("sizes are read in the unit a person would use", () =>
  expect([10, 2048, 1_468_006].map(sizeText)).toEqual(["10 bytes", "2 KB", "1.4 MB"]));
