import type { Issue } from "../api.ts";
import { explain, tryRules, type MatchTree } from "../compile/matches.ts";
import { assemble, type CompileOptions } from "../compile-rules.ts";
import { Aborted, Run, type Documents } from "../runtime/run.ts";
import type { Method } from "../syntax/ast.ts";
import { Path } from "../values/path.ts";
import { Failure, NULL_VALUE, isMap, type Outcome, type RulesMap, type RulesValue } from "../values/value.ts";

/** Firestore documents that the rules of one file may look at. */
const MAX_DOCUMENTS = 2;

/** A Firestore document as far as Storage rules may see it; null when it is missing. */
export type FetchedDocument = RulesMap | null;

/** Thrown by an evaluation that needs a document it has not been given; fetch it and ask again. */
export class DocumentNeeded extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`The rules need ${path}.`);
    this.name = "DocumentNeeded";
    this.path = path;
  }
}

export interface StorageRequest {
  /** `read` and `write` ask for any of the methods they stand for. */
  readonly method: Method | "read" | "write";
  /** `/b/{bucket}/o/{path…}` */
  readonly path: string;
  readonly request: RulesMap;
  readonly resource: RulesValue;
}

export interface StorageDecision {
  readonly allowed: boolean;
  readonly reason: string;
}

const SPREAD: Readonly<Record<StorageRequest["method"], readonly Method[]>> = {
  get: ["get"],
  list: ["list"],
  create: ["create"],
  update: ["update"],
  delete: ["delete"],
  read: ["get", "list"],
  write: ["create", "update", "delete"],
};

/** A compiled `service firebase.storage`. Pure: documents come in from outside, by full path (`/databases/…`). */
export class StorageRuleset {
  readonly version: "1" | "2";
  readonly #tree: MatchTree;

  constructor(tree: MatchTree, version: "1" | "2") {
    this.#tree = tree;
    this.version = version;
  }

  /** Decides; throws DocumentNeeded while a document that the rules read is not among `documents`. */
  judge(asked: StorageRequest, documents: ReadonlyMap<string, FetchedDocument>): StorageDecision {
    const reasons: string[] = [];
    for (const method of SPREAD[asked.method]) {
      const decision = this.#judgeMethod(method, asked, documents);
      if (decision.allowed) return decision;
      reasons.push(decision.reason);
    }
    return { allowed: false, reason: reasons.join(", ") };
  }

  #judgeMethod(
    method: Method,
    asked: StorageRequest,
    documents: ReadonlyMap<string, FetchedDocument>,
  ): StorageDecision {
    const segments = asked.path.split("/").filter((segment) => segment !== "");
    const request = new Map<string, RulesValue>([
      ["path", new Path(segments)],
      ...asked.request,
      ["method", method],
    ]);
    try {
      const verdict = tryRules(
        this.#tree,
        method,
        segments,
        new Run(request, asked.resource, new FirestoreLookups(documents)),
      );
      return { allowed: verdict.allowed, reason: explain(verdict, method) };
    } catch (cause) {
      if (!(cause instanceof Aborted)) throw cause;
      return { allowed: false, reason: `${cause.message} for '${method}'` };
    }
  }
}

/** `firestore.get` and `firestore.exists`. */
class FirestoreLookups implements Documents {
  readonly #documents: ReadonlyMap<string, FetchedDocument>;
  readonly #seen = new Set<string>();

  constructor(documents: ReadonlyMap<string, FetchedDocument>) {
    this.#documents = documents;
  }

  get(path: Path): Outcome {
    const fields = this.#document(path);
    if (fields instanceof Failure) return fields;
    return fields === null
      ? NULL_VALUE
      : new Map<string, RulesValue>([
          ["data", fields],
          ["id", path.segments.at(-1) ?? ""],
          ["__name__", path],
        ]);
  }

  exists(path: Path): Outcome {
    const fields = this.#document(path);
    return fields instanceof Failure ? fields : fields !== null && isMap(fields);
  }

  #document(path: Path): FetchedDocument | Failure {
    const [databases, , documents, ...segments] = path.segments;
    const name = path.toString();
    if (
      databases !== "databases" ||
      documents !== "documents" ||
      segments.length === 0 ||
      segments.length % 2 !== 0
    ) {
      return new Failure(`Invalid document path: [${name}].`);
    }
    this.#seen.add(name);
    if (this.#seen.size > MAX_DOCUMENTS)
      throw new Aborted(`Exceeded the limit of ${MAX_DOCUMENTS} Firestore documents for one request.`);
    const known = this.#documents.get(name);
    if (known === undefined) throw new DocumentNeeded(name);
    return known;
  }
}

export type CompiledStorage =
  | { readonly ruleset: StorageRuleset; readonly issues: readonly Issue[] }
  | { readonly ruleset: null; readonly issues: readonly Issue[] };

/** Compiles the rules of `service firebase.storage`. A source with an error gives no ruleset, only its issues. */
export function compileStorageRules(
  source: string,
  options: CompileOptions = { coverage: false },
): CompiledStorage {
  const { assembled, issues } = assemble(source, "firebase.storage", options);
  return {
    ruleset: assembled === null ? null : new StorageRuleset(assembled.tree, assembled.file.version),
    issues,
  };
}
