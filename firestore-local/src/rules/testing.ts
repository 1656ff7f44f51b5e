import type { Document, Write } from "../engine/api.ts";
import type { Query } from "../engine/query.ts";
import { GeoPoint, Reference, Timestamp, type Value } from "../engine/value.ts";
import type { Compiled, Reader, Request, Ruleset } from "./api.ts";
import { compileRules, type CompileOptions } from "./compile-rules.ts";

/** What the tests of the rules share: requests, documents and small rulesets. */
export const NOW = new Timestamp(Date.UTC(2024, 2, 1) / 1000, 0);

/** A document with these fields. */
export function document(path: string, fields: Readonly<Record<string, Value>>): Document {
  return { path, fields: new Map(Object.entries(fields)), createTime: NOW, updateTime: NOW };
}

export const TOKEN = {
  sub: "u1",
  email: "u1@example.test",
  email_verified: true,
  level: 3,
  share: 0.5,
  roles: ["admin", "staff"],
  firebase: { sign_in_provider: "custom", identities: {} },
};

/** A request by user u1. */
export const SIGNED_IN: Request = {
  caller: { kind: "client", auth: { uid: "u1", token: TOKEN } },
  database: "(default)",
  project: "demo",
  time: NOW,
};
export const ANONYMOUS: Request = { ...SIGNED_IN, caller: { kind: "client", auth: null } };

function find(documents: readonly Document[], path: string): Document | null {
  return documents.find((each) => each.path === path) ?? null;
}

/** Documents by path, now and after the commit (the same unless given). */
export function reader(now: readonly Document[] = [], after: readonly Document[] = now): Reader {
  return { get: (path) => find(now, path), getAfter: (path) => find(after, path) };
}

export const THING = document("things/t1", {
  int: 7n,
  float: 1.5,
  string: "text",
  nothing: null,
  list: ["x", "y"],
  map: new Map([["inner", new Map([["deep", 1n]])]]),
  bytes: Uint8Array.of(1, 255, 16),
  time: new Timestamp(Date.UTC(2024, 1, 29, 12, 34, 56) / 1000, 789_012_000),
  geo: new GeoPoint(48.15, 17.11),
  ref: new Reference("projects/demo/databases/(default)/documents/users/u1"),
});

/** A ruleset whose documents block holds `body`. */
export function rulesWith(body: string, version = "2"): string {
  return `rules_version = '${version}';\nservice cloud.firestore {\n  match /databases/{database}/documents {\n${body}\n  }\n}`;
}

/** Compiles or fails the test with the issues. */
export function compiled(source: string, options?: CompileOptions): Ruleset {
  const result: Compiled = compileRules(source, options);
  if (result.ruleset === null)
    throw new Error(
      result.issues.map((issue) => `${issue.line}:${issue.column} ${issue.description}`).join("\n"),
    );
  return result.ruleset;
}

/** One write of a commit plan. */
export interface Step {
  readonly before: Document | null;
  readonly after: Document | null;
  readonly precondition?: Write["precondition"];
}

/** Judges a commit of these steps; `after` looks into them first, then among `others`. */
export function judgeSteps(
  ruleset: Ruleset,
  steps: readonly Step[],
  others: readonly Document[] = [],
  request: Request = SIGNED_IN,
) {
  const paths = steps.map(({ before, after }) => before?.path ?? after?.path ?? "");
  const all = [
    ...steps.flatMap(({ after }) => (after === null ? [] : [after])),
    ...others.filter(({ path }) => !paths.includes(path)),
  ];
  const now = [
    ...steps.flatMap(({ before }) => (before === null ? [] : [before])),
    ...others.filter(({ path }) => !paths.includes(path)),
  ];
  const after = (path: string): Document | null => all.find((each) => each.path === path) ?? null;
  const plan = {
    time: NOW,
    after,
    steps: steps.map(({ before, after: will, precondition = {} }, index) => {
      const path = paths[index] ?? "";
      const write: Write =
        will === null
          ? { op: "delete", path, precondition }
          : { op: "set", path, fields: will.fields, mask: null, transforms: [], precondition };
      return { write, before, after: will };
    }),
  };
  return ruleset.judgeCommit(request, plan, reader(now, all));
}

/** A query on a root collection. */
export function query(collection: string, more: Partial<Query> = {}): Query {
  return {
    parent: "",
    collection,
    allDescendants: false,
    where: null,
    orderBy: [],
    start: null,
    end: null,
    offset: 0,
    limit: null,
    select: null,
    ...more,
  };
}
