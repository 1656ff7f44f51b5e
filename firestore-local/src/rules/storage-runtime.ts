import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Issue } from "./api.ts";
import {
  asList,
  asObject,
  firestoreFields,
  fromExpressionValue,
  type Json,
} from "./storage/expression-values.ts";
import {
  compileStorageRules,
  DocumentNeeded,
  type FetchedDocument,
  type StorageDecision,
  type StorageRequest,
  type StorageRuleset,
} from "./storage/ruleset.ts";
import { isMap } from "./values/value.ts";

const METHODS: ReadonlySet<string> = new Set(["get", "list", "create", "update", "delete", "read", "write"]);

/**
 * Serves the Storage emulator of firebase-tools in place of its rules runtime: one JSON message a line, requests
 * `load_ruleset` and `verify` answered by id, Firestore documents asked of the emulator in between. Resolves when
 * stdin ends.
 */
export async function runStorageRuntime(stdin: Readable, stdout: Writable): Promise<void> {
  const runtime = new StorageRuntime((message) => stdout.write(`${JSON.stringify(message)}\n`));
  // The emulator waits for this before it asks anything.
  stdout.write(`${JSON.stringify({ id: -1, status: "ok" })}\n`);
  const pending = new Set<Promise<void>>();
  for await (const line of createInterface({ input: stdin })) {
    const work = runtime.receive(line);
    pending.add(work);
    void work.finally(() => pending.delete(work));
  }
  runtime.hangUp();
  await Promise.all(pending);
}

class StorageRuntime {
  readonly #send: (message: Json) => void;
  readonly #rulesets = new Map<string, StorageRuleset>();
  /** Evaluations waiting for a document, by the id of their request. */
  readonly #waiting = new Map<number, (answer: Json) => void>();

  constructor(send: (message: Json) => void) {
    this.#send = send;
  }

  /** Nobody will answer any more. */
  hangUp(): void {
    for (const answer of this.#waiting.values()) answer({ status: "not_found" });
  }

  async receive(line: string): Promise<void> {
    const message = parse(line);
    const id = message?.["id"];
    if (message === null || typeof id !== "number") {
      if (line.trim() !== "")
        this.#send({ status: "error", message: "The request is not a JSON object with an id.", errors: [] });
      return;
    }
    const context = asObject(message["context"]);
    switch (message["action"]) {
      case "load_ruleset":
        return this.#load(id, context);
      case "verify":
        return this.#verify(id, context);
      case undefined:
        this.#waiting.get(id)?.(message);
        return;
      default:
        this.#answer(id, {}, [`Unknown action: ${String(message["action"])}.`]);
    }
  }

  #load(id: number, context: Json): void {
    const [file] = asList(asObject(context["source"])["files"]).map(asObject);
    const name = String(file?.["name"] ?? "storage.rules");
    const { ruleset, issues } = compileStorageRules(String(file?.["content"] ?? ""));
    if (ruleset !== null) this.#rulesets.set(String(context["rulesetName"]), ruleset);
    const lines = (severity: Issue["severity"]): string[] =>
      issues
        .filter((issue) => issue.severity === severity)
        .map((issue) => `${name}:${issue.line}:${issue.column} - ${severity} ${issue.description}`);
    this.#answer(id, { rulesVersion: Number(ruleset?.version ?? 2) }, lines("ERROR"), lines("WARNING"));
  }

  async #verify(id: number, context: Json): Promise<void> {
    const ruleset = this.#rulesets.get(String(context["rulesetName"]));
    if (ruleset === undefined)
      return this.#answer(id, {}, [`Unknown ruleset: ${String(context["rulesetName"])}.`]);
    const asked = requestOf(context);
    if (asked === null) return this.#answer(id, {}, [`Unknown method: ${String(context["method"])}.`]);
    const decision = await this.#judge(id, ruleset, asked);
    this.#answer(id, { permit: decision.allowed }, []);
  }

  /** Evaluates anew after each document it had to ask for; evaluation is pure, so that changes nothing else. */
  async #judge(id: number, ruleset: StorageRuleset, asked: StorageRequest): Promise<StorageDecision> {
    const documents = new Map<string, FetchedDocument>();
    for (;;) {
      try {
        return ruleset.judge(asked, documents);
      } catch (cause) {
        if (!(cause instanceof DocumentNeeded)) throw cause;
        documents.set(cause.path, await this.#fetch(id, cause.path));
      }
    }
  }

  #fetch(id: number, path: string): Promise<FetchedDocument> {
    return new Promise((resolve) => {
      this.#waiting.set(id, (answer) => {
        this.#waiting.delete(id);
        resolve(answer["status"] === "ok" ? firestoreFields(asObject(answer["result"])["fields"]) : null);
      });
      this.#send({
        server_request_id: id,
        status: "ok",
        action: "fetch_firestore_document",
        context: { path },
        errors: [],
        warnings: [],
      });
    });
  }

  #answer(id: number, result: Json, errors: readonly string[], warnings: readonly string[] = []): void {
    this.#send({ id, status: "ok", result, errors, warnings });
  }
}

function parse(line: string): Json | null {
  try {
    const json: unknown = JSON.parse(line);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? asObject(json) : null;
  } catch {
    return null;
  }
}

function requestOf(context: Json): StorageRequest | null {
  const method = context["method"];
  if (typeof method !== "string" || !METHODS.has(method)) return null;
  const variables = asObject(context["variables"]);
  const request = fromExpressionValue(variables["request"]);
  return {
    method: method as StorageRequest["method"],
    path: String(context["path"] ?? ""),
    request: isMap(request) ? request : new Map(),
    resource: fromExpressionValue(variables["resource"]),
  };
}
