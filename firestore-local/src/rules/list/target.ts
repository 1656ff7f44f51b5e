import type { Query } from "../../engine/query.ts";
import type { PathSegment } from "../compile/matches.ts";
import { documentPath } from "../firestore/objects.ts";
import { Path } from "../values/path.ts";
import { Failure, RulesObject, type Outcome, type RulesMap, type RulesValue } from "../values/value.ts";
import type { Alternative } from "./alternatives.ts";
import { Open, valueOf, Facts } from "./open.ts";

/** What rules see of the documents of a query. */
export interface ListTarget {
  readonly segments: readonly PathSegment[];
  readonly resource: RulesObject;
  readonly requestPath: Outcome;
  readonly requestQuery: RulesMap;
}

/** The target of one alternative of a query. */
export function listTarget(query: Query, alternative: Alternative, database: string): ListTarget {
  const known = alternative.path === null ? null : documentPath(database, alternative.path);
  return {
    segments: known?.segments ?? openSegments(query, database),
    resource: new OpenResource(alternative, database),
    requestPath: known ?? collectionPath(query, database),
    requestQuery: queryOf(query),
  };
}

function parentSegments(query: Query, database: string): string[] {
  return ["databases", database, "documents", ...(query.parent === "" ? [] : query.parent.split("/"))];
}

/** The path of any document of the query: its id is open, and in a collection group also what stands above. */
function openSegments(query: Query, database: string): PathSegment[] {
  const parent = parentSegments(query, database);
  const id = open("one", "the document's id");
  const above = open("many", "the path above the collection");
  if (query.collection === null)
    return query.allDescendants ? [...parent, above] : [...parent, open("one", "the collection"), id];
  return query.allDescendants ? [...parent, above, query.collection, id] : [...parent, query.collection, id];
}

function open(kind: "one" | "many", what: string): PathSegment {
  return { open: kind, value: new Open(what, new Facts()) };
}

function collectionPath(query: Query, database: string): Outcome {
  if (query.collection === null || query.allDescendants) return new Open("request.path", new Facts());
  return new Path([...parentSegments(query, database), query.collection]);
}

/** `request.query`: limit (null when there is none), offset, and orderBy as field → ASC or DESC. */
function queryOf(query: Query): RulesMap {
  const orderBy = new Map<string, RulesValue>(
    query.orderBy.map(({ field, direction }) => [field.join("."), direction === "asc" ? "ASC" : "DESC"]),
  );
  return new Map<string, RulesValue>([
    ["limit", query.limit === null ? null : BigInt(query.limit)],
    ["offset", BigInt(query.offset)],
    ["orderBy", orderBy],
  ]);
}

/** A document of the result, known as far as the query fixes it. */
class OpenResource extends RulesObject {
  readonly #alternative: Alternative;
  readonly #database: string;

  constructor(alternative: Alternative, database: string) {
    super();
    this.#alternative = alternative;
    this.#database = database;
  }

  override lookup(name: string): Outcome | undefined {
    const { path, data } = this.#alternative;
    switch (name) {
      case "data":
        return valueOf("resource.data", data);
      case "id":
        return path === null ? new Open("resource.id", new Facts()) : path.slice(path.lastIndexOf("/") + 1);
      case "__name__":
        return path === null
          ? new Open("resource.__name__", new Facts())
          : documentPath(this.#database, path);
      default:
        return undefined;
    }
  }

  override materialize(): Failure {
    return new Open("resource", new Facts());
  }
}
