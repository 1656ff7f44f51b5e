import type { Caller, Clock, CommitPlan, Database, Document } from "../engine/api.ts";
import { FirestoreError } from "../engine/errors.ts";
import type { Query } from "../engine/query.ts";
import { fromMicros } from "../engine/timestamps.ts";
import type { Decision, Reader, Request, Ruleset } from "../rules/api.ts";
import { databaseParts } from "./convert/names.ts";
import type { Bill } from "./meter.ts";

/** Where the rules in force come from. */
export interface RulesSource {
  /** The rules of a database; null where none were loaded, and then everything is allowed. */
  current(project: string, database: string): Ruleset | null;
  /** Tells of every change of rules; returns the way to stop. */
  onChange?(listener: () => void): () => void;
}

/** Asks the rules on behalf of callers. What a client is refused, it is told in the official emulator's words. */
export class Access {
  readonly #rules: RulesSource;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;

  constructor(rules: RulesSource, clock: Clock, log: (line: string) => void) {
    this.#rules = rules;
    this.#clock = clock;
    this.#log = log;
  }

  /** The rules that bind a caller; null when nothing does. */
  rulesFor(database: Database, caller: Caller): Ruleset | null {
    if (caller.kind === "admin") return null;
    const { project, database: id } = databaseParts(database.name);
    return this.#rules.current(project, id);
  }

  /** Throws PERMISSION_DENIED unless the caller may get the document, which may be missing. */
  get(database: Database, caller: Caller, path: string, document: Document | null, bill: Bill): void {
    const rules = this.rulesFor(database, caller);
    if (rules === null) return;
    const decision = rules.judgeGet(this.#request(database, caller), path, document, reader(database));
    this.#settle(decision, `get ${path}`, bill);
  }

  /** Whether the caller may get the document; bills and logs nothing. */
  mayGet(database: Database, caller: Caller, path: string, document: Document | null): boolean {
    const rules = this.rulesFor(database, caller);
    if (rules === null) return true;
    return rules.judgeGet(this.#request(database, caller), path, document, reader(database)).allowed;
  }

  /** Throws PERMISSION_DENIED unless the caller may run the query. */
  list(database: Database, caller: Caller, query: Query, bill: Bill): void {
    const rules = this.rulesFor(database, caller);
    if (rules === null) return;
    const decision = rules.judgeList(this.#request(database, caller), query, reader(database));
    this.#settle(decision, `list ${query.parent}/${query.collection ?? "*"}`, bill);
  }

  /** The guard of a commit: throws PERMISSION_DENIED unless the caller may make every write of it. */
  guard(database: Database, caller: Caller, bill: Bill): ((plan: CommitPlan) => void) | undefined {
    if (caller.kind === "admin") return undefined;
    return (plan) => {
      const rules = this.rulesFor(database, caller);
      if (rules === null) return;
      const request = { ...this.#request(database, caller), time: plan.time };
      const seen: Reader = { get: (path) => database.get(path), getAfter: (path) => plan.after(path) };
      const decision = rules.judgeCommit(request, plan, seen);
      this.#settle(
        decision,
        `commit of ${plan.steps.map(({ write }) => `${write.op} ${write.path}`).join(", ")}`,
        bill,
      );
    };
  }

  /** Throws PERMISSION_DENIED with that message unless the caller is the administrator. */
  requireAdmin(caller: Caller, message: string): void {
    if (caller.kind !== "admin") throw new FirestoreError("PERMISSION_DENIED", message);
  }

  #request(database: Database, caller: Caller): Request {
    return { caller, ...databaseParts(database.name), time: fromMicros(this.#clock.now() * 1000) };
  }

  #settle(decision: Decision, what: string, bill: Bill): void {
    // What the rules read is billed whatever they decide.
    for (const path of decision.accessed) bill.read(path);
    if (decision.allowed) return;
    this.#log(`PERMISSION_DENIED: ${what}: ${decision.reason}`);
    throw new FirestoreError("PERMISSION_DENIED", `\n${decision.reason}`);
  }
}

/** Outside a commit the state after it is the state there is. */
function reader(database: Database): Reader {
  return { get: (path) => database.get(path), getAfter: (path) => database.get(path) };
}
