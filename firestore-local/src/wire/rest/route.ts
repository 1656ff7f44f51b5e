import { FirestoreError } from "../../engine/errors.ts";
import { decodeSegment } from "../http/request.ts";
import type { Rpc } from "../proto.ts";
import { RPCS } from "../proto.ts";

/** Which method a URL names, and what the URL itself says about the request. */
export interface Route {
  readonly rpc: Exclude<Rpc, { kind: "bidi" }>;
  /** Fields of the request that the path gives, in ProtoJSON form. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** What the body is: the whole request, its `document`, or nothing. */
  readonly body: "request" | "document" | "none";
}

const DATABASE = /^\/v1\/(projects\/[^/]+\/databases\/[^/:]+)(?:\/(.*))?$/;
const VERB = /^(.*):([A-Za-z]+)$/;
// Methods on the whole database, on any document as parent, or on either.
const VERBS_OF_DATABASE = new Set(["batchGet", "beginTransaction", "commit", "rollback", "batchWrite"]);
const VERBS_OF_PARENT = new Set(["runQuery", "runAggregationQuery", "partitionQuery", "listCollectionIds"]);
const RPC_OF_VERB: Readonly<Record<string, string>> = { batchGet: "batchGetDocuments" };

/** Finds the method of a URL. Throws FirestoreError NOT_FOUND when there is none. */
export function routeOf(method: string, path: string): Route {
  const match = DATABASE.exec(path);
  const database = match?.[1];
  const rest = match?.[2];
  if (database === undefined || rest === undefined) throw notFound();
  const name = decodeAll(database);
  if (method === "POST") {
    const verb = VERB.exec(rest);
    if (verb?.[1] !== undefined && verb[2] !== undefined) {
      const route = verbRoute(name, verb[1], verb[2]);
      if (route) return route;
    }
  }
  const [root, ...segments] = rest.split("/");
  if (root !== "documents" || segments.length === 0 || segments.includes("")) throw notFound();
  return documentRoute(method, `${name}/documents`, segments.map(decodeSegment));
}

function verbRoute(database: string, resource: string, verb: string): Route | undefined {
  if (VERBS_OF_DATABASE.has(verb)) {
    if (resource !== "documents") throw notFound();
    return { rpc: rpcNamed(RPC_OF_VERB[verb] ?? verb), fixed: { database }, body: "request" };
  }
  if (!VERBS_OF_PARENT.has(verb)) return undefined;
  const [root, ...segments] = resource.split("/");
  if (root !== "documents" || segments.length % 2 !== 0 || segments.includes("")) throw notFound();
  return { rpc: rpcNamed(verb), fixed: { parent: `${database}/${decodeAll(resource)}` }, body: "request" };
}

function documentRoute(method: string, root: string, segments: readonly string[]): Route {
  const isDocument = segments.length % 2 === 0;
  const name = [root, ...segments].join("/");
  if (isDocument) {
    if (method === "GET") return { rpc: rpcNamed("getDocument"), fixed: { name }, body: "none" };
    if (method === "DELETE") return { rpc: rpcNamed("deleteDocument"), fixed: { name }, body: "none" };
    if (method === "PATCH")
      return { rpc: rpcNamed("updateDocument"), fixed: { document: { name } }, body: "document" };
    throw notFound();
  }
  const parent = [root, ...segments.slice(0, -1)].join("/");
  const collectionId = segments.at(-1);
  if (method === "GET")
    return { rpc: rpcNamed("listDocuments"), fixed: { parent, collectionId }, body: "none" };
  if (method === "POST")
    return { rpc: rpcNamed("createDocument"), fixed: { parent, collectionId }, body: "document" };
  throw notFound();
}

function rpcNamed(name: string): Route["rpc"] {
  for (const rpc of RPCS) if (rpc.name === name && rpc.kind !== "bidi") return rpc;
  throw notFound();
}

function decodeAll(path: string): string {
  return path.split("/").map(decodeSegment).join("/");
}

function notFound(): FirestoreError {
  return new FirestoreError("NOT_FOUND", "Method not found.");
}
