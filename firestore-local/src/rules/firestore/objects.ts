import type { Document } from "../../engine/api.ts";
import type { Timestamp } from "../../engine/value.ts";
import type { Request } from "../api.ts";
import { Path } from "../values/path.ts";
import { Failure, RulesObject, type Outcome, type RulesMap, type RulesValue } from "../values/value.ts";
import type { Method } from "../syntax/ast.ts";

/** A document as rules see it; its fields are the engine's own map. */
export class ResourceObject extends RulesObject {
  readonly #document: Document;
  readonly #database: string;

  constructor(document: Document, database: string) {
    super();
    this.#document = document;
    this.#database = database;
  }

  override lookup(name: string): RulesValue | undefined {
    switch (name) {
      case "data":
        return this.#document.fields;
      case "id":
        return this.#document.path.slice(this.#document.path.lastIndexOf("/") + 1);
      case "__name__":
        return documentPath(this.#database, this.#document.path);
      default:
        return undefined;
    }
  }

  override materialize(): RulesMap {
    return new Map([
      ["data", this.#document.fields],
      ["id", this.lookup("id") ?? null],
      ["__name__", this.lookup("__name__") ?? null],
    ]);
  }
}

/** `/databases/(default)/documents/c/x` */
export function documentPath(database: string, path: string): Path {
  const segments = ["databases", database, "documents"];
  for (const segment of path.split("/")) segments.push(segment);
  return new Path(segments);
}

export interface RequestParts {
  readonly auth: RulesValue;
  readonly method: Method;
  readonly path: Outcome;
  readonly time: Timestamp;
  /** undefined: the operation has no such thing, as reads have no resource to come. */
  readonly resource?: Outcome | undefined;
  readonly query?: RulesMap;
}

/** The `request` of the rules. */
export class RequestObject extends RulesObject {
  readonly #parts: RequestParts;

  constructor(parts: RequestParts) {
    super();
    this.#parts = parts;
  }

  override lookup(name: string): Outcome | undefined {
    switch (name) {
      case "auth":
      case "method":
      case "path":
      case "time":
      case "resource":
      case "query":
        return this.#parts[name];
      default:
        return undefined;
    }
  }

  override materialize(): RulesMap | Failure {
    const map = new Map<string, RulesValue>();
    for (const name of ["auth", "method", "path", "time", "resource", "query"]) {
      const value = this.lookup(name);
      if (value instanceof Failure) return value;
      if (value !== undefined) map.set(name, value);
    }
    return map;
  }
}

const known = new WeakMap<object, RulesMap>();

/** `request.auth`: null, or uid and token claims. Converted once per caller. */
export function authOf(request: Request): RulesValue {
  const { caller } = request;
  if (caller.kind === "admin" || caller.auth === null) return null;
  const { auth } = caller;
  let made = known.get(auth);
  if (made === undefined) {
    made = new Map<string, RulesValue>([
      ["uid", auth.uid],
      ["token", fromJson(auth.token)],
    ]);
    known.set(auth, made);
  }
  return made;
}

/** A token's JSON as rules values; whole numbers are ints. */
export function fromJson(json: unknown): RulesValue {
  switch (typeof json) {
    case "string":
    case "boolean":
    case "bigint":
      return json;
    case "number":
      return Number.isSafeInteger(json) ? BigInt(json) : json;
    case "object":
      if (json === null) return null;
      if (Array.isArray(json)) return json.map(fromJson);
      return new Map(
        Object.entries(json)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => [key, fromJson(value)]),
      );
    default:
      return null;
  }
}
