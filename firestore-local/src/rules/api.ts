import type { Caller, CommitPlan, Document } from "../engine/api.ts";
import type { Query } from "../engine/query.ts";
import type { Timestamp } from "../engine/value.ts";

/** A problem in a rules source; lines and columns start at 1. */
export interface Issue {
  readonly severity: "ERROR" | "WARNING";
  readonly description: string;
  readonly line: number;
  readonly column: number;
}

export type Compiled =
  | { readonly ruleset: Ruleset; readonly issues: readonly Issue[] }
  | { readonly ruleset: null; readonly issues: readonly Issue[] };

/** Reads the rules may make; each distinct document is one billed read and counts against the access-call limit. */
export interface Reader {
  get(path: string): Document | null;
  getAfter(path: string): Document | null;
}

export interface Request {
  readonly caller: Caller;
  /** `{database}` of the root match, usually "(default)". */
  readonly database: string;
  readonly project: string;
  readonly time: Timestamp;
}

export interface Decision {
  readonly allowed: boolean;
  /** For the debug log: why, with the positions of the rules that were tried: `false for 'get' @ L12`. */
  readonly reason: string;
  /** Documents read by get/exists and their After forms, without repeats. */
  readonly accessed: readonly string[];
  /** Most expressions evaluated for one document (limit 1,000). */
  readonly expressions: number;
}

/** A compiled `service cloud.firestore`. Pure: the same inputs give the same decision. */
export interface Ruleset {
  /** The source it came from. */
  readonly source: string;
  judgeGet(request: Request, path: string, document: Document | null, reader: Reader): Decision;
  /** Judged on the query alone: must hold for every document the query could return. */
  judgeList(request: Request, query: Query, reader: Reader): Decision;
  /** All writes of one commit; verify steps count as reads of their document. */
  judgeCommit(request: Request, plan: CommitPlan, reader: Reader): Decision;
  /** Coverage collected since the ruleset was loaded, in the official emulator's JSON shape. */
  coverage(): unknown;
}
