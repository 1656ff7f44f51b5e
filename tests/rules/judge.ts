import type { Document, CommitPlan, Write } from "../../firestore-local/src/engine/api.ts";
import type { Filter as EngineFilter, Query } from "../../firestore-local/src/engine/query.ts";
import { Reference, Timestamp } from "../../firestore-local/src/engine/value.ts";
import type { MapValue, Value } from "../../firestore-local/src/engine/value.ts";
import type { Decision, Reader, Ruleset } from "../../firestore-local/src/rules/api.ts";
import { compileRules } from "../../firestore-local/src/rules/compile-rules.ts";
import type { Attempt, Case, Fields, Unlimited, WriteStep } from "./attempt.ts";
import { GONE, NOW } from "./attempt.ts";
import type { QuerySpec } from "@trunkline/domain/queries";
import { PEOPLE, START, WORLD } from "./world.ts";

/** Decides cases in process: the same rules engine as the local server's, without any wire, thousands in a second. */
export type Judge = (one: Case) => Decision;

/** Compiles the rules, or says why they do not; undefined means they do not compile. */
export function judgeOf(source: string): Judge | undefined {
  const { ruleset } = compileRules(source, { coverage: false });
  return ruleset === null ? undefined : (one) => decide(ruleset, one);
}

const TIME = new Timestamp(START.getTime() / 1000, 0);
const base = new Map(Object.entries(WORLD).map(([path, fields]) => [path, document(path, fields)] as const));

function document(path: string, fields: Fields): Document {
  return { path, fields: toMap(fields), createTime: TIME, updateTime: TIME };
}

function toMap(fields: Fields): MapValue {
  return new Map(
    Object.entries(fields).flatMap(([key, value]) =>
      value === GONE ? [] : [[key, toValue(value)] as const],
    ),
  );
}

function toValue(value: unknown): Value {
  if (value === NOW) return TIME;
  if (value instanceof Date)
    return new Timestamp(Math.floor(value.getTime() / 1000), (value.getTime() % 1000) * 1e6);
  if (typeof value === "number")
    return Number.isInteger(value) && !Object.is(value, -0) ? BigInt(value) : value;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(toValue);
  if (typeof value === "object" && "instant" in value) return toValue(new Date(Number(value.instant)));
  if (typeof value === "object") return toMap(value as Fields);
  throw new TypeError(`No such value in a document: ${String(value)}`);
}

function decide(ruleset: Ruleset, { who, attempt, given = {} }: Case): Decision {
  const somebody = PEOPLE[who];
  if (somebody === undefined) throw new Error(`Nobody is called ${who}`);
  const { uid, claims } = somebody;
  const request = {
    caller: { kind: "client" as const, auth: uid === null ? null : { uid, token: { sub: uid, ...claims } } },
    database: "(default)",
    project: "demo-trunkline",
    time: TIME,
  };
  const other = new Map(
    Object.entries(given).map(
      ([path, fields]) => [path, fields === null ? null : document(path, fields)] as const,
    ),
  );
  const find = (path: string): Document | null =>
    other.get(path) ?? (other.has(path) ? null : (base.get(path) ?? null));
  return judged(ruleset, request, attempt, find);
}

function judged(
  ruleset: Ruleset,
  request: Parameters<Ruleset["judgeGet"]>[0],
  attempt: Attempt,
  find: (path: string) => Document | null,
): Decision {
  if (attempt.op === "get")
    return ruleset.judgeGet(request, attempt.path, find(attempt.path), { get: find, getAfter: find });
  if (attempt.op === "list")
    return ruleset.judgeList(request, toQuery(attempt.query), { get: find, getAfter: find });
  const plan = planOf(attempt.steps, find);
  const reader: Reader = { get: find, getAfter: plan.after };
  return ruleset.judgeCommit(request, plan, reader);
}

function planOf(steps: readonly WriteStep[], find: (path: string) => Document | null): CommitPlan {
  const after = new Map<string, Document | null>();
  const planned = steps.map((step) => {
    const before = find(step.path);
    const will = coming(step, after.get(step.path) ?? before);
    after.set(step.path, will);
    return { write: toWrite(step, will), before, after: will };
  });
  return {
    time: TIME,
    steps: planned,
    after: (path) => (after.has(path) ? (after.get(path) ?? null) : find(path)),
  };
}

function coming(step: WriteStep, was: Document | null): Document | null {
  if ("remove" in step) return null;
  if ("set" in step) return document(step.path, step.set);
  const kept = [...(was?.fields ?? [])].filter(([key]) => !Object.hasOwn(step.update, key));
  return {
    path: step.path,
    fields: new Map([...kept, ...toMap(step.update)]),
    createTime: TIME,
    updateTime: TIME,
  };
}

function toWrite(step: WriteStep, will: Document | null): Write {
  if (will === null) return { op: "delete", path: step.path, precondition: {} };
  const precondition = "update" in step ? { exists: true } : {};
  return { op: "set", path: step.path, fields: will.fields, mask: null, transforms: [], precondition };
}

const named = (collection: string, ids: unknown): Value =>
  Array.isArray(ids)
    ? ids.map((id) => named(collection, id))
    : new Reference(`projects/demo-trunkline/databases/(default)/documents/${collection}/${String(ids)}`);

function toQuery({ collection, group, where, orderBy, limit }: QuerySpec | Unlimited): Query {
  const cut = collection.lastIndexOf("/");
  const filters: EngineFilter[] = where.map(([field, op, value]) => ({
    kind: "field",
    field: [field],
    op,
    value: field === "__name__" ? named(collection, value) : toValue(value),
  }));
  return {
    parent: cut < 0 ? "" : collection.slice(0, cut),
    collection: collection.slice(cut + 1),
    allDescendants: group === true,
    where: filters.length === 0 ? null : { kind: "and", filters },
    orderBy: orderBy.map(([field, direction]) => ({ field: [field], direction })),
    start: null,
    end: null,
    offset: 0,
    limit,
    select: null,
  };
}
