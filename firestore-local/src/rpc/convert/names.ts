import { invalid } from "./message.ts";

/** A resource name taken apart: the database it is in and the path below `documents`, "" for the root. */
export interface ResourceName {
  readonly database: string;
  readonly path: string;
}

/** Parses `projects/{p}/databases/{d}`. Throws INVALID_ARGUMENT naming the place where it goes wrong. */
export function databaseName(name: string): string {
  const reader = new NameReader("Database name", name);
  reader.database();
  reader.end();
  return name;
}

/** Parses the name of a document: an even number of segments below `documents`, at least two. */
export function documentName(name: string): ResourceName {
  return parse("Document name", name, (count) => count > 0 && count % 2 === 0);
}

/** Parses a parent: the root `…/documents` or a document. */
export function parentName(name: string): ResourceName {
  return parse("Document parent name", name, (count) => count % 2 === 0);
}

/** The full name of a document or, for "", of the root. */
export function fullName(database: string, path: string): string {
  return path === "" ? `${database}/documents` : `${database}/documents/${path}`;
}

/** `{project}` and `{database}` of a database's name. */
export function databaseParts(name: string): { readonly project: string; readonly database: string } {
  const [, project = "", , database = ""] = name.split("/");
  return { project, database };
}

/** Refuses an id that no collection can have. */
export function checkCollectionId(id: string): void {
  if (id.includes("/")) throw invalid(`Collection id "${id}" is invalid because it contains "/".`);
  if (id === "." || id === ".." || isReserved(id))
    throw invalid(`Collection id "${id}" is invalid because it is reserved.`);
}

/** Refuses an id that no document can have; `__id7__` is the form of a number from Datastore. */
export function checkDocumentId(id: string): void {
  if (id.includes("/")) throw invalid(`Resource id "${id}" is invalid because it contains "/".`);
  if (id === "." || id === "..") throw invalid(`Resource id "${id}" is invalid because it is reserved.`);
  checkReservedId(id);
}

function checkReservedId(id: string): void {
  if (!isReserved(id)) return;
  if (!id.startsWith("__id")) throw invalid(`Resource id "${id}" is invalid because it is reserved.`);
  const number = /^__id(-?\d{1,19})__$/.exec(id)?.[1];
  if (number === undefined || BigInt.asIntN(64, BigInt(number)) !== BigInt(number)) {
    throw invalid(
      `A long document ID string must be formatted like '__id{LONG}__', where LONG is a 64-bit integer. Found: '${id}'.`,
    );
  }
}

function isReserved(id: string): boolean {
  return id.length >= 4 && id.startsWith("__") && id.endsWith("__");
}

function parse(what: string, name: string, allowed: (segments: number) => boolean): ResourceName {
  const reader = new NameReader(what, name);
  const database = reader.database();
  reader.literal("/");
  reader.literal("documents");
  const start = reader.position + 1;
  let count = 0;
  while (!reader.atEnd) {
    reader.literal("/");
    reader.id(count % 2 === 0 ? "collection" : "resource");
    count += 1;
  }
  if (!allowed(count)) throw reader.lacks("/");
  return { database, path: name.slice(start) };
}

/** Walks along a name, so that a refusal can say at which index it stopped making sense. */
class NameReader {
  readonly #what: string;
  readonly #name: string;
  position = 0;

  constructor(what: string, name: string) {
    this.#what = what;
    this.#name = name;
  }

  get atEnd(): boolean {
    return this.position === this.#name.length;
  }

  lacks(expected: string): Error {
    return invalid(`${this.#what} "${this.#name}" lacks "${expected}" at index ${this.position}.`);
  }

  literal(expected: string): void {
    if (!this.#name.startsWith(expected, this.position)) throw this.lacks(expected);
    this.position += expected.length;
  }

  database(): string {
    this.literal("projects");
    this.literal("/");
    this.#segment("project");
    this.literal("/");
    this.literal("databases");
    this.literal("/");
    this.#segment("database");
    return this.#name.slice(0, this.position);
  }

  id(kind: "collection" | "resource"): void {
    const start = this.position;
    const id = this.#segment(kind);
    if (id === "." || id === "..") {
      throw invalid(`${this.#what} "${this.#name}" contains a ${kind} id "${id}" at index ${start}.`);
    }
    if (kind === "collection") checkCollectionId(id);
    else checkReservedId(id);
  }

  end(): void {
    if (!this.atEnd) {
      throw invalid(
        `${this.#what} "${this.#name}" has unexpected trailing characters at index ${this.position}.`,
      );
    }
  }

  #segment(kind: string): string {
    const slash = this.#name.indexOf("/", this.position);
    const end = slash === -1 ? this.#name.length : slash;
    if (end === this.position) {
      const trailing = this.position > 0 && this.atEnd;
      throw invalid(
        trailing
          ? `${this.#what} "${this.#name}" has invalid trailing "/".`
          : `${this.#what} "${this.#name}" lacks a ${kind} id at index ${this.position}.`,
      );
    }
    const id = this.#name.slice(this.position, end);
    this.position = end;
    return id;
  }
}
