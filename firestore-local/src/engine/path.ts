import { FirestoreError } from "./errors.ts";
import type { FieldPath } from "./query.ts";
import { compareStrings, utf8Length } from "./strings.ts";

/** Longest document id, collection id or field name, in UTF-8 bytes. */
export const MAX_NAME_BYTES = 1500;
/** Most segments of a document's path: 100 levels of sub-collections. */
const MAX_DEPTH = 200;
/** Longest whole name in UTF-8 bytes. */
const MAX_PATH_BYTES = 6144;

const NUMERIC_ID = /^__id(-?\d{1,19})__$/;
const RESERVED = /^__.*__$/s;

/** The number in an id of the form `__id123__` (Datastore's numeric ids), else null. */
export function numericId(segment: string): bigint | null {
  if (!segment.startsWith("__id")) return null;
  const digits = NUMERIC_ID.exec(segment)?.[1];
  return digits === undefined ? null : BigInt(digits);
}

/** One segment of a name against another: numeric ids first and by number, then by UTF-8 bytes. */
export function compareSegments(a: string, b: string): number {
  if (a === b) return 0;
  const left = numericId(a);
  const right = numericId(b);
  if (left !== null && right !== null) return left < right ? -1 : left > right ? 1 : 0;
  if (left !== null) return -1;
  if (right !== null) return 1;
  return compareStrings(a, b);
}

/** Names (or paths) segment by segment; a parent comes before what is in it. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  const left = a.split("/");
  const right = b.split("/");
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const order = compareSegments(left[i] ?? "", right[i] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** `customers/a1/comments` for `customers/a1/comments/b2`, and `customers/a1` for `customers/a1/comments`; "" at the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** The last segment: a document's id or a collection's id. */
export function idOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A path below another ("" for the root). */
export function join(parent: string, child: string): string {
  return parent === "" ? child : `${parent}/${child}`;
}

/** The id of the collection that a document is in. */
export function collectionIdOf(path: string): string {
  return idOf(parentOf(path));
}

/** The path of a full name within the database, or null when the name is in another one or malformed. */
export function relativePath(database: string, name: string): string | null {
  const prefix = `${database}/documents/`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : null;
}

/** The full name of a document. */
export function fullName(database: string, path: string): string {
  return `${database}/documents/${path}`;
}

function checkSegments(path: string, what: string): number {
  const segments = path.split("/");
  for (const [i, segment] of segments.entries()) {
    if (segment === "")
      throw new FirestoreError("INVALID_ARGUMENT", `${what} name "${path}" has invalid empty segment.`);
    if (segment === "." || segment === "..")
      throw new FirestoreError(
        "INVALID_ARGUMENT",
        `Resource id "${segment}" is invalid because it is "." or "..".`,
      );
    if (RESERVED.test(segment) && numericId(segment) === null) {
      throw new FirestoreError(
        "INVALID_ARGUMENT",
        segment.startsWith("__id")
          ? `A long document ID string must be formatted like '__id{LONG}__', where LONG is a 64-bit integer. Found: '${segment}'.`
          : `Resource id "${segment}" is invalid because it is reserved.`,
      );
    }
    if (segment.length * 3 > MAX_NAME_BYTES && utf8Length(segment) > MAX_NAME_BYTES) {
      throw new FirestoreError(
        "INVALID_ARGUMENT",
        `The key path element ${i % 2 === 0 ? "kind" : "name"} is longer than ${MAX_NAME_BYTES} bytes.`,
      );
    }
  }
  if (segments.length > MAX_DEPTH)
    throw new FirestoreError(
      "INVALID_ARGUMENT",
      `${what} name has too many segments: the maximum is ${MAX_DEPTH}.`,
    );
  if (path.length * 3 > MAX_PATH_BYTES && utf8Length(path) > MAX_PATH_BYTES) {
    throw new FirestoreError("INVALID_ARGUMENT", `The key path is longer than ${MAX_PATH_BYTES} bytes.`);
  }
  return segments.length;
}

/** Refuses (INVALID_ARGUMENT) a path that cannot name a document: `customers/a1`, an even number of good segments. */
export function checkDocumentPath(path: string): void {
  if (checkSegments(path, "Document") % 2 !== 0) {
    throw new FirestoreError(
      "INVALID_ARGUMENT",
      `Document name "${path}" lacks "/" at index ${path.length}.`,
    );
  }
}

/** Refuses (INVALID_ARGUMENT) a path that cannot be a query's or a list's parent: the root or a document. */
export function checkParentPath(path: string): void {
  if (path !== "") checkDocumentPath(path);
}

/** Refuses (INVALID_ARGUMENT) an id that cannot name a collection. */
export function checkCollectionId(id: string): void {
  if (id === "" || id.includes("/"))
    throw new FirestoreError(
      "INVALID_ARGUMENT",
      `Collection id "${id}" is invalid because it ${id === "" ? "is empty" : 'contains "/"'}.`,
    );
  checkSegments(id, "Collection");
}

const SIMPLE_NAME = /^[A-Za-z_][A-Za-z_0-9]*$/;

/** A field path as Firestore writes it: `a.b`, with backticks around what is not a plain identifier. */
export function formatFieldPath(path: FieldPath): string {
  return path
    .map((name) =>
      SIMPLE_NAME.test(name) ? name : `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``,
    )
    .join(".");
}

/** Reads a field path as Firestore writes it. Throws INVALID_ARGUMENT for one that is malformed. */
export function parseFieldPath(text: string): FieldPath {
  const fail = (): never => {
    throw new FirestoreError(
      "INVALID_ARGUMENT",
      `Invalid property path "${text}". Unquoted property paths must match regex ([a-zA-Z_][a-zA-Z_0-9]*), and quoted property paths must match regex (\`(?:[^\`\\\\]|(?:\\\\.))+\`)`,
    );
  };
  const names: string[] = [];
  let at = 0;
  for (;;) {
    let name = "";
    if (text[at] === "`") {
      at++;
      while (at < text.length && text[at] !== "`") {
        if (text[at] === "\\") at++;
        name += text[at] ?? fail();
        at++;
      }
      if (text[at] !== "`") fail();
      at++;
    } else {
      while (at < text.length && text[at] !== ".") name += text[at++];
      if (!SIMPLE_NAME.test(name)) fail();
    }
    if (name === "") fail();
    names.push(name);
    if (at === text.length) return names;
    if (text[at] !== ".") fail();
    at++;
  }
}

/** One string per field path, for maps keyed by it. Unlike the written form it costs no quoting. */
export function fieldKey(path: FieldPath): string {
  return path.length === 1 ? (path[0] ?? "") : path.join("\0");
}

/** Whether the path is the document's name. */
export function isNamePath(path: FieldPath): boolean {
  return path.length === 1 && path[0] === "__name__";
}
