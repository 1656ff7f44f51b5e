import type { CommitPlan, Document } from "../../engine/api.ts";
import type { Query } from "../../engine/query.ts";
import type { Decision, Reader, Request, Ruleset } from "../api.ts";
import { explain, tryRules, type MatchTree, type PathSegment } from "../compile/matches.ts";
import type { CoverageReport } from "../coverage/coverage.ts";
import { alternativesOf } from "../list/alternatives.ts";
import { listTarget } from "../list/target.ts";
import { Aborted, Run } from "../runtime/run.ts";
import type { Method } from "../syntax/ast.ts";
import type { Outcome } from "../values/value.ts";
import { AccessCalls } from "./documents.ts";
import { authOf, documentPath, RequestObject, ResourceObject, type RequestParts } from "./objects.ts";

interface Judgement {
  readonly allowed: boolean;
  readonly reason: string;
  readonly expressions: number;
}

/** A compiled `service cloud.firestore`. */
export class FirestoreRuleset implements Ruleset {
  readonly source: string;
  readonly #tree: MatchTree;
  readonly #coverage: () => CoverageReport;

  constructor(source: string, tree: MatchTree, coverage: () => CoverageReport) {
    this.source = source;
    this.#tree = tree;
    this.#coverage = coverage;
  }

  judgeGet(request: Request, path: string, document: Document | null, reader: Reader): Decision {
    const calls = new AccessCalls(reader, request.database);
    return {
      ...this.#judgeDocument(request, "get", path, document, undefined, calls),
      accessed: calls.accessed,
    };
  }

  judgeCommit(request: Request, plan: CommitPlan, reader: Reader): Decision {
    const calls = new AccessCalls(reader, request.database);
    const asked: Request = { ...request, time: plan.time };
    let expressions = 0;
    const reasons = new Set<string>();
    for (const { write, before, after } of plan.steps) {
      calls.nextDocument();
      const method = methodOf(write.op, write.precondition.exists ?? before !== null);
      const coming = write.op === "verify" ? undefined : after && new ResourceObject(after, request.database);
      const judgement = this.#judgeDocument(asked, method, write.path, before, coming, calls);
      expressions = Math.max(expressions, judgement.expressions);
      reasons.add(judgement.reason);
      if (!judgement.allowed)
        return { allowed: false, reason: judgement.reason, expressions, accessed: calls.accessed };
    }
    return { allowed: true, reason: [...reasons].join(", "), expressions, accessed: calls.accessed };
  }

  judgeList(request: Request, query: Query, reader: Reader): Decision {
    const calls = new AccessCalls(reader, request.database);
    let worst: Judgement = { allowed: true, reason: "", expressions: 0 };
    for (const alternative of alternativesOf(query, request.database)) {
      const target = listTarget(query, alternative, request.database);
      const parts: RequestParts = {
        auth: authOf(request),
        method: "list",
        time: request.time,
        path: target.requestPath,
        query: target.requestQuery,
      };
      const judgement = this.#try(
        "list",
        target.segments,
        new Run(new RequestObject(parts), target.resource, calls),
      );
      worst = {
        allowed: judgement.allowed,
        reason: judgement.reason,
        expressions: Math.max(worst.expressions, judgement.expressions),
      };
      if (!judgement.allowed) break;
    }
    return { ...worst, accessed: calls.accessed };
  }

  coverage(): CoverageReport {
    return this.#coverage();
  }

  #judgeDocument(
    request: Request,
    method: Method,
    path: string,
    document: Document | null,
    coming: Outcome | undefined,
    calls: AccessCalls,
  ): Judgement {
    const name = documentPath(request.database, path);
    const parts: RequestParts = {
      auth: authOf(request),
      method,
      time: request.time,
      path: name,
      resource: coming,
    };
    const resource = document && new ResourceObject(document, request.database);
    return this.#try(method, name.segments, new Run(new RequestObject(parts), resource, calls));
  }

  #try(method: Method, path: readonly PathSegment[], run: Run): Judgement {
    try {
      const verdict = tryRules(this.#tree, method, path, run);
      return { allowed: verdict.allowed, reason: explain(verdict, method), expressions: run.expressions };
    } catch (cause) {
      if (!(cause instanceof Aborted)) throw cause;
      return { allowed: false, reason: `${cause.message} for '${method}'`, expressions: run.expressions };
    }
  }
}

/** A write that demands existence is an update even when nothing is there, and is refused as such. */
function methodOf(op: "set" | "delete" | "verify", exists: boolean): Method {
  if (op === "verify") return "get";
  if (op === "delete") return "delete";
  return exists ? "update" : "create";
}
