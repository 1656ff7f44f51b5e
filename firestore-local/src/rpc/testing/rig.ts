import type { Caller, Clock, Database } from "../../engine/api.ts";
import { createDatabase } from "../../engine/database.ts";
import type { Ruleset } from "../../rules/api.ts";
import { compileRules } from "../../rules/compile-rules.ts";
import type { CallContext, FirestoreService, Message, StreamingMethod, UnaryMethod } from "../api.ts";
import { createMeter, type Meter } from "../meter.ts";
import { createService, type ServiceOptions } from "../service.ts";

export const DATABASE = "projects/p/databases/(default)";
export const ROOT = `${DATABASE}/documents`;
export const ADMIN: Caller = { kind: "admin" };

/** A signed-in user. */
export function user(uid: string): Caller {
  return { kind: "client", auth: { uid, token: { sub: uid } } };
}

export interface Rig {
  readonly database: Database;
  readonly service: FirestoreService;
  readonly meter: Meter;
  readonly log: string[];
  call(method: UnaryMethod, request: Message, caller?: Caller): Promise<Message>;
  stream(method: StreamingMethod, request: Message, caller?: Caller): Promise<readonly Message[]>;
  commit(writes: readonly Message[], caller?: Caller): Promise<Message>;
  /** Puts other rules in force. */
  load(source: string): void;
}

export function context(caller: Caller, client = "test"): CallContext {
  return { caller, client, signal: new AbortController().signal };
}

/** A service over one database in memory; without rules everything is allowed. */
export function rig(options: ServiceOptions & { readonly rules?: string } = {}): Rig {
  const clock: Clock = { now: () => 1_700_000_000_000 };
  const database = createDatabase({ name: DATABASE, clock });
  const log: string[] = [];
  const meter = createMeter(clock);
  const listeners = new Set<() => void>();
  let ruleset: Ruleset | null = options.rules === undefined ? null : compiled(options.rules);
  const rules = {
    current: () => ruleset,
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const service = createService({
    databases: () => database,
    rules,
    meter,
    clock,
    options: { log: (line) => log.push(line), ...options },
  });
  const call: Rig["call"] = (method, request, caller = ADMIN) =>
    service.unary(method, request, context(caller));
  return {
    database,
    service,
    meter,
    log,
    call,
    stream: async (method, request, caller = ADMIN) => {
      const messages: Message[] = [];
      for await (const message of service.streaming(method, request, context(caller))) messages.push(message);
      return messages;
    },
    commit: (writes, caller) => call("commit", { database: DATABASE, writes }, caller),
    load: (source) => {
      ruleset = compiled(source);
      for (const listener of listeners) listener();
    },
  };
}

/** Rules with that body inside the root match. */
export function rulesWith(body: string): string {
  return `rules_version = '2'; service cloud.firestore { match /databases/{database}/documents { ${body} } }`;
}

function compiled(source: string): Ruleset {
  const { ruleset, issues } = compileRules(source);
  if (ruleset === null) throw new Error(JSON.stringify(issues));
  return ruleset;
}

/** A write that sets a document's fields. */
export function set(path: string, fields: Message = {}): Message {
  return { update: { name: `${ROOT}/${path}`, fields } };
}

export function remove(path: string): Message {
  return { delete: `${ROOT}/${path}` };
}

export function int(value: number): Message {
  return { integerValue: String(value) };
}

export function text(value: string): Message {
  return { stringValue: value };
}
