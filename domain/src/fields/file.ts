import type { AdminId, CustomerId } from "../ids/ids.ts";
import { hasBadCharacters } from "../text/clean.ts";

/** The kinds of file a field takes, with their endings, the usual one first. None runs anything where it is opened. */
export const FILE_TYPES = {
  "application/pdf": { label: "PDF", endings: ["pdf"] },
  "image/png": { label: "PNG", endings: ["png"] },
  "image/jpeg": { label: "JPEG", endings: ["jpg", "jpeg"] },
  "image/gif": { label: "GIF", endings: ["gif"] },
  "image/webp": { label: "WebP", endings: ["webp"] },
  "image/heic": { label: "HEIC", endings: ["heic", "heif"] },
  "text/plain": { label: "text", endings: ["txt", "log", "md"] },
  "text/csv": { label: "CSV", endings: ["csv"] },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {
    label: "Word",
    endings: ["docx"],
  },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { label: "Excel", endings: ["xlsx"] },
  "application/vnd.oasis.opendocument.text": { label: "ODT", endings: ["odt"] },
  "application/vnd.oasis.opendocument.spreadsheet": { label: "ODS", endings: ["ods"] },
} as const satisfies Record<string, { readonly label: string; readonly endings: readonly string[] }>;

export type FileType = keyof typeof FILE_TYPES;

/** A file that a field of type File holds (10 §8.16): where its bytes lie follows from the customer and the id. */
export interface FileValue {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: FileType;
}

/** Bytes of the largest file (10 §8.16). */
export const LARGEST_FILE = 10 * 1024 * 1024;
const LONGEST_NAME = 200;

/** True for a kind of file that a field takes. */
export function isFileType(type: string): type is FileType {
  return Object.hasOwn(FILE_TYPES, type);
}

/** The kinds as a person reads them: "PDF, PNG, …". */
export function fileTypesText(): string {
  return Object.values(FILE_TYPES)
    .map(({ label }) => label)
    .join(", ");
}

const FILE_ID = /^[A-Za-z0-9]{20}$/;

/** True for the id of an uploaded file: 20 random letters and digits. */
export function isFileId(id: string): boolean {
  return FILE_ID.test(id);
}

/* Where the bytes lie in Storage; storage.rules is the wall. */

/** A file that an administrator uploaded and no Save has attached yet. */
export const uploadPath = (uid: AdminId, file: string) => `uploads/${uid}/${file}`;
/** A file of a customer's additional field: put there by functions only, after they looked at it. */
export const staffFilePath = (customer: CustomerId, file: string) => `customers/${customer}/staff/${file}`;

/** True for a value that a field of type File can hold. */
export function isFileValue(value: unknown): value is FileValue {
  if (typeof value !== "object" || value === null || !("id" in value)) return false;
  const { id, name, size, type } = value as Partial<Record<keyof FileValue, unknown>>;
  return (
    typeof id === "string" &&
    isFileId(id) &&
    typeof type === "string" &&
    isFileType(type) &&
    typeof name === "string" &&
    fileName(name, type) === name &&
    typeof size === "number" &&
    Number.isSafeInteger(size) &&
    size > 0 &&
    size <= LARGEST_FILE
  );
}

// Control characters, and those that turn the direction of a text: "gpj.exe" must not read as "exe.jpg".
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const HIDDEN = /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/**
 * The name under which a file is kept: one line without a path, cut to a bearable length, and with an ending of what it
 * is, so that whoever opens it later opens just that.
 */
export function fileName(typed: string, type: FileType): string {
  const line = typed
    .replace(HIDDEN, "")
    .replace(/^.*[/\\]/, "")
    .replace(/^[.\s]+/, "")
    .trim();
  const name = line === "" || hasBadCharacters(line, false) ? "file" : line;
  const endings: readonly string[] = FILE_TYPES[type].endings;
  const has = endings.find((one) => name.toLowerCase().endsWith(`.${one}`) && name.length > one.length + 1);
  const ending = `.${has ?? endings[0] ?? ""}`;
  const stem = has === undefined ? name : name.slice(0, -ending.length);
  const kept = has === undefined ? ending : name.slice(-ending.length);
  return cut(stem, LONGEST_NAME - kept.length).trimEnd() + kept;
}

// Never in the middle of a character that takes two places.
function cut(text: string, most: number): string {
  const short = text.slice(0, most);
  return short.isWellFormed() ? short : short.slice(0, -1);
}

const ZIPPED: readonly (readonly [FileType, string])[] = [
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"],
];

/**
 * What the bytes of a whole file are, whatever its sender says; undefined for anything that a field does not take. A
 * text has to be UTF-8 without control characters; whether it is a CSV only its name can tell.
 */
export function sniffFile(bytes: Uint8Array, name: string): FileType | undefined {
  if (stands(bytes, "%PDF-", 0)) return "application/pdf";
  if (stands(bytes, "\u0089PNG\r\n\u001a\n", 0)) return "image/png";
  if (stands(bytes, "\u00ff\u00d8\u00ff", 0)) return "image/jpeg";
  if (stands(bytes, "GIF87a", 0) || stands(bytes, "GIF89a", 0)) return "image/gif";
  if (stands(bytes, "RIFF", 0) && stands(bytes, "WEBP", 8)) return "image/webp";
  if (stands(bytes, "ftyp", 4)) return isHeic(bytes) ? "image/heic" : undefined;
  if (stands(bytes, "PK\u0003\u0004", 0)) return zipped(bytes);
  if (!isText(bytes)) return undefined;
  return /\.csv$/i.test(name) ? "text/csv" : "text/plain";
}

function stands(bytes: Uint8Array, text: string, at: number): boolean {
  if (bytes.length < at + text.length) return false;
  for (let index = 0; index < text.length; index += 1)
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

function holds(bytes: Uint8Array, text: string): boolean {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (stands(bytes, text, at)) return true;
  return false;
}

function isHeic(bytes: Uint8Array): boolean {
  return ["heic", "heix", "heif", "mif1", "msf1"].some((brand) => stands(bytes, brand, 8));
}

// The names of its parts stand in a package unpacked; OpenDocument begins with its kind.
function zipped(bytes: Uint8Array): FileType | undefined {
  const kind = (["text", "spreadsheet"] as const).find((one) =>
    // The word ends there: "text-template" and the like are none of ours.
    stands(bytes, `mimetypeapplication/vnd.oasis.opendocument.${one}PK`, 30),
  );
  if (kind !== undefined) return `application/vnd.oasis.opendocument.${kind}`;
  // With a program of Office inside it is no document to be kept here.
  if (!holds(bytes, "[Content_Types].xml") || holds(bytes, "vbaProject.bin")) return undefined;
  return ZIPPED.find(([, part]) => holds(bytes, part))?.[0];
}

// UTF-8 as far as it matters here: every lead byte has its followers, and no control character but tab and line ends.
function isText(bytes: Uint8Array): boolean {
  let followers = 0;
  for (const byte of bytes) {
    if (followers > 0) {
      if (byte < 0x80 || byte > 0xbf) return false;
      followers -= 1;
    } else if (byte >= 0x80) {
      if (byte < 0xc2 || byte > 0xf4) return false;
      followers = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    } else if ((byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 0x7f) return false;
  }
  return bytes.length > 0 && followers === 0;
}

/** `1.4 MB`, `12 KB`: a size as a person reads it. */
export function sizeText(size: number): string {
  if (size < 1024) return `${size} bytes`;
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}
