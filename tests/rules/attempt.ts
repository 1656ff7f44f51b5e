import type { QuerySpec } from "@trunkline/domain/queries";

/** Stands for the server's timestamp in a write. */
export const NOW = Symbol("the time of the request");
/** Stands for the removal of a field in an update. */
export const GONE = Symbol("no longer there");

/** The name of a field that no document has, and a value that is good nowhere. */
export const UNKNOWN = "un known";

export type Fields = Readonly<Record<string, unknown>>;

/** One write of a commit, as a client's batch has it. */
export type WriteStep =
  | { readonly path: string; readonly set: Fields }
  | { readonly path: string; readonly update: Fields }
  | { readonly path: string; readonly remove: true };

/** What somebody tries. */
export type Attempt =
  | { readonly op: "get"; readonly path: string }
  | { readonly op: "list"; readonly query: QuerySpec | Unlimited }
  | { readonly op: "write"; readonly steps: readonly WriteStep[] };

/** A query without a limit, which no screen asks but a changed client can. */
export type Unlimited = Omit<QuerySpec, "limit"> & { readonly limit: null };

/** One sentence of the policy: who, what, and whether the rules let him. */
export interface Case {
  readonly name: string;
  readonly who: string;
  readonly attempt: Attempt;
  readonly allowed: boolean;
  /** Documents that are different from the ordinary world in this case; null: not there. */
  readonly given?: Readonly<Record<string, Fields | null>>;
  /** It turns on the millisecond, so only the judge can tell, whose clock stands still. */
  readonly still?: true;
}

export const getting = (path: string): Attempt => ({ op: "get", path });
export const listing = (query: QuerySpec | Unlimited): Attempt => ({ op: "list", query });
export const writing = (...steps: readonly WriteStep[]): Attempt => ({ op: "write", steps });

/** All of a collection, at most ten: the plainest list. */
export function all(collection: string): Attempt {
  return listing({ collection, where: [], orderBy: [], limit: 10 });
}
