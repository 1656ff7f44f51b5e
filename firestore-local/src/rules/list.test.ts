import { describe, expect, test } from "vitest";
import type { FieldFilter, FieldOp, Filter, Query } from "../engine/query.ts";
import { Reference, Timestamp, type Value } from "../engine/value.ts";
import { ANONYMOUS, compiled, document, query, reader, rulesWith, SIGNED_IN } from "./testing.ts";

const where = (field: string, op: FieldOp, value: Value = null): FieldFilter => ({
  kind: "field",
  field: field.split("."),
  op,
  value,
});
const and = (...filters: Filter[]): Filter => ({ kind: "and", filters });
const or = (...filters: Filter[]): Filter => ({ kind: "or", filters });
const by = (...fields: string[]): Pick<Query, "orderBy"> => ({
  orderBy: fields.map((field) => ({ field: field.split("."), direction: "asc" })),
});
const named = (path: string): Reference =>
  new Reference(`projects/demo/databases/(default)/documents/${path}`);
const day = (date: number): Timestamp => new Timestamp(Date.UTC(2024, 0, date) / 1000, 0);

const DOCUMENTS = reader([
  document("members/u1", { room: "r1", level: 3n, rooms: ["r1", "r2"] }),
  document("rooms/r1", { open: true }),
  document("rooms/r2", { open: false }),
]);

/** Whether `allow list: if condition` on /posts lets the query through. */
function lists(
  condition: string,
  filter: Filter | null,
  more: Partial<Query> = {},
  request = SIGNED_IN,
): boolean {
  const ruleset = compiled(rulesWith(`match /posts/{post} { allow list: if ${condition}; }`));
  return ruleset.judgeList(request, query("posts", { where: filter, ...more }), DOCUMENTS).allowed;
}

type Case = readonly [condition: string, filter: Filter | null, allowed: boolean, more?: Partial<Query>];

const OWN = "resource.data.owner == request.auth.uid";
const ROOM = "get(/databases/$(database)/documents/rooms/$(resource.data.room)).data.open";

const TABLE: Readonly<Record<string, readonly Case[]>> = {
  "what does not depend on the documents": [
    ["true", null, true],
    ["false", null, false],
    ["request.auth != null", null, true],
    ["request.auth.token.level > 2", null, true],
    ["request.auth.token.level > 3", null, false],
    ["request.method == 'list'", null, true],
    ["resource != null", null, true],
    ["resource == null", null, false],
    ["resource.data != null", null, true],
    ["resource.data is map", null, true],
    ["get(/databases/$(database)/documents/members/$(request.auth.uid)).data.level >= 3", null, true],
    ["exists(/databases/$(database)/documents/members/nobody)", null, false],
  ],
  "an equality fixes its field": [
    [OWN, null, false],
    [OWN, where("owner", "==", "u1"), true],
    [OWN, where("owner", "==", "u2"), false],
    [OWN, where("title", "==", "u1"), false],
    ["resource.data['owner'] == 'u1'", where("owner", "==", "u1"), true],
    ["resource.data.get('owner', '') == 'u1'", where("owner", "==", "u1"), true],
    ["resource.data.get('owner', 'u1') == 'u1'", null, false],
    [`!(resource.data.owner != 'u1')`, where("owner", "==", "u1"), true],
    ["resource.data.owner is string", where("owner", "==", "u1"), true],
    ["resource.data.owner.matches('u.*')", where("owner", "==", "u1"), true],
    ["resource.data.owner.size() == 2", where("owner", "==", "u1"), true],
    ["resource.data.deleted == false", where("deleted", "==", false), true],
    ["!resource.data.deleted", where("deleted", "==", false), true],
    ["!resource.data.deleted", null, false],
    ["resource.data.n == 5", where("n", "==", 5), true],
    ["resource.data.gone == null", where("gone", "is-null"), true],
    ["resource.data.gone == null", where("gone", "==", null), true],
    ["resource.data.gone != null", where("gone", "is-not-null"), true],
    ["resource.data.at == timestamp.date(2024, 1, 2)", where("at", "==", day(2)), true],
    [`${OWN} && resource.data.open`, where("owner", "==", "u1"), false],
    [`${OWN} && resource.data.open`, and(where("owner", "==", "u1"), where("open", "==", true)), true],
    [`${OWN} || resource.data.open`, where("owner", "==", "u1"), true],
    [`resource.data.open || ${OWN}`, where("owner", "==", "u1"), true],
    ["resource.data.map.inner == 1", where("map.inner", "==", 1n), true],
    ["resource.data.map.inner == 1", where("map.other", "==", 1n), false],
    ["resource.data.map is map", where("map.other", "==", 1n), true],
    ["resource.data.map.inner == 1", where("map", "==", new Map([["inner", 1n]])), true],
    [
      "resource.data.ref == /databases/(default)/documents/rooms/r1",
      where("ref", "==", named("rooms/r1")),
      true,
    ],
    ["resource.data.owner == resource.data.owner", null, false],
  ],
  "an or must be allowed in each of its parts": [
    [OWN, or(where("owner", "==", "u1"), where("open", "==", true)), false],
    [`${OWN} || resource.data.open`, or(where("owner", "==", "u1"), where("open", "==", true)), true],
    [
      OWN,
      or(
        and(where("owner", "==", "u1"), where("a", "==", 1n)),
        and(where("owner", "==", "u1"), where("b", "==", 1n)),
      ),
      true,
    ],
    [OWN, and(where("owner", "==", "u1"), or(where("a", "==", 1n), where("b", "==", 1n))), true],
    ["resource.data.kind in ['a', 'b', 'c']", where("kind", "in", ["a", "b"]), true],
    ["resource.data.kind in ['a', 'c']", where("kind", "in", ["a", "b"]), false],
    ["resource.data.kind == 'a' || resource.data.kind == 'b'", where("kind", "in", ["a", "b"]), true],
    [OWN, where("owner", "in", ["u1"]), true],
    [OWN, where("owner", "in", ["u1", "u2"]), false],
  ],
  "an inequality gives a range": [
    ["resource.data.age >= 18", where("age", ">=", 18n), true],
    ["resource.data.age >= 18", where("age", ">=", 21n), true],
    ["resource.data.age >= 18", where("age", ">=", 17n), false],
    ["resource.data.age > 17", where("age", ">=", 18n), true],
    ["resource.data.age > 18", where("age", ">=", 18n), false],
    ["resource.data.age > 18", where("age", ">", 18n), true],
    ["18 < resource.data.age", where("age", ">", 18n), true],
    ["!(resource.data.age < 18)", where("age", ">=", 18n), true],
    ["resource.data.age < 18", where("age", "<", 18n), true],
    ["resource.data.age <= 17.5", where("age", "<", 17n), true],
    ["resource.data.age < 18", where("age", "<=", 18n), false],
    [
      "resource.data.age > 10 && resource.data.age < 20",
      and(where("age", ">", 10n), where("age", "<", 20n)),
      true,
    ],
    ["resource.data.age > 10 && resource.data.age < 20", where("age", ">", 10n), false],
    ["resource.data.age is number", where("age", ">", 10n), true],
    ["resource.data.age is int", where("age", ">", 10n), false],
    ["!(resource.data.age is string)", where("age", ">", 10n), true],
    ["resource.data.age != 5", where("age", ">", 10n), true],
    ["resource.data.age != 50", where("age", ">", 10n), false],
    ["resource.data.age != null", where("age", ">", 10n), true],
    ["!(resource.data.age in [1, 2])", where("age", ">", 10n), true],
    ["resource.data.age > 'a'", where("age", ">", 10n), false],
    ["resource.data.name >= 'b'", where("name", ">=", "b"), true],
    ["resource.data.name >= 'b'", where("name", ">=", "a"), false],
    [
      "resource.data.until > request.time",
      where("until", ">", new Timestamp(Date.UTC(2024, 5, 1) / 1000, 0)),
      true,
    ],
    ["resource.data.until > request.time", where("until", ">", day(1)), false],
    ["resource.data.until > request.time - duration.value(90, 'd')", where("until", ">", day(1)), true],
  ],
  "a negation excludes values": [
    ["resource.data.state != 'secret'", where("state", "!=", "secret"), true],
    ["resource.data.state != 'secret'", where("state", "!=", "other"), false],
    ["resource.data.state != 'secret'", where("state", "not-in", ["secret", "other"]), true],
    ["!(resource.data.state in ['secret'])", where("state", "not-in", ["secret", "other"]), true],
    ["resource.data.state != null", where("state", "!=", "secret"), true],
  ],
  "a field that is filtered or ordered by exists": [
    ["'owner' in resource.data", null, false],
    ["'owner' in resource.data", where("owner", ">", "a"), true],
    ["'owner' in resource.data", where("owner", "==", "u1"), true],
    ["'owner' in resource.data", where("owner", "!=", "u1"), true],
    ["'owner' in resource.data", null, true, by("owner")],
    ["'title' in resource.data", null, false, by("owner")],
    ["'inner' in resource.data.map", null, true, by("map.inner")],
    ["resource.data.owner == 'u1'", null, false, by("owner")],
    ["resource.data.keys().hasOnly(['owner'])", where("owner", "==", "u1"), false],
    ["resource.data.size() > 0", where("owner", "==", "u1"), false],
  ],
  "array membership": [
    ["request.auth.uid in resource.data.members", where("members", "array-contains", "u1"), true],
    ["request.auth.uid in resource.data.members", where("members", "array-contains", "u2"), false],
    ["request.auth.uid in resource.data.members", null, false],
    [
      "request.auth.uid in resource.data.members",
      where("members", "array-contains-any", ["u1", "u2"]),
      false,
    ],
    ["request.auth.uid in resource.data.members", where("members", "array-contains-any", ["u1"]), true],
    [
      "resource.data.members.hasAny(['u1', 'u2'])",
      where("members", "array-contains-any", ["u1", "u2"]),
      true,
    ],
    ["resource.data.members.hasAny(['u2'])", where("members", "array-contains", "u1"), false],
    ["resource.data.members.hasAll(['u1'])", where("members", "array-contains", "u1"), true],
    ["resource.data.members.hasAll(['u1', 'u2'])", where("members", "array-contains", "u1"), false],
    ["resource.data.members.hasOnly(['u1'])", where("members", "array-contains", "u1"), false],
    ["resource.data.members is list", where("members", "array-contains", "u1"), true],
  ],
  "the document's name": [
    ["post == 'p1'", null, false],
    ["post != 'p1'", null, false],
    ["post == 'p1'", where("__name__", "==", named("posts/p1")), true],
    ["post in ['p1', 'p2']", where("__name__", "in", [named("posts/p1"), named("posts/p2")]), true],
    ["post == 'p1'", where("__name__", "in", [named("posts/p1"), named("posts/p2")]), false],
    ["resource.id == 'p1'", where("__name__", "==", named("posts/p1")), true],
    ["resource.id == 'p1'", null, false],
    [
      "exists(/databases/$(database)/documents/rooms/$(post))",
      where("__name__", "==", named("posts/r1")),
      true,
    ],
    ["exists(/databases/$(database)/documents/rooms/$(post))", null, false],
    ["database == '(default)'", null, true],
  ],
  "documents read by the rule": [
    [ROOM, where("room", "==", "r1"), true],
    [ROOM, where("room", "==", "r2"), false],
    [ROOM, null, false],
    [ROOM, where("room", "in", ["r1", "r2"]), false],
    [
      "resource.data.room in get(/databases/$(database)/documents/members/u1).data.rooms",
      where("room", "in", ["r1", "r2"]),
      true,
    ],
    [
      "resource.data.room in get(/databases/$(database)/documents/members/u1).data.rooms",
      where("room", "==", "r3"),
      false,
    ],
  ],
  "the query itself": [
    ["request.query.limit <= 10", null, true, { limit: 10 }],
    ["request.query.limit <= 10", null, false, { limit: 11 }],
    ["request.query.limit <= 10", null, false],
    ["request.query.limit == null", null, true],
    ["request.query.offset == 0", null, true],
    ["request.query.offset == 0", null, false, { offset: 5 }],
    ["request.query.orderBy.at == 'ASC'", null, true, by("at")],
    ["request.query.orderBy.keys().hasOnly(['at'])", null, true, by("at")],
    ["'at' in request.query.orderBy", null, false],
  ],
  "open values": [
    ["resource.data.a ? true : true", null, false],
    ["true ? true : resource.data.a", null, true],
    ["resource.data.a || true", null, true],
    ["resource.data.a && false || true", null, true],
    ["!(resource.data.a && false)", null, true],
    ["resource.data.a + 1 == 2", where("a", "==", 1n), true],
    ["resource.data.a + 1 == 2", where("a", ">", 1n), false],
    ["[resource.data.a][0] == 1", where("a", "==", 1n), true],
    ["[resource.data.a].size() == 1", null, false],
    ["resource.nope == 1 || true", null, true],
    ["resource == resource || true", null, true],
  ],
};

/** A filter or the rest of a query as a test's name shows it. */
const show = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === "bigint" ? Number(each) : each instanceof Map ? Object.fromEntries(each) : each,
  );

for (const [topic, cases] of Object.entries(TABLE)) {
  describe(topic, () => {
    for (const [condition, filter, allowed, more = {}] of cases) {
      test(`${condition} with ${show(filter)} ${show(more)}: ${allowed}`, () => {
        expect(lists(condition, filter, more)).toBe(allowed);
      });
    }
  });
}

const judge = (body: string, asked: Query): boolean =>
  compiled(rulesWith(body)).judgeList(SIGNED_IN, asked, DOCUMENTS).allowed;

describe("where the documents are", () => {
  const below = query("posts", { parent: "rooms/r1" });
  const group = query("posts", { allDescendants: true });

  test.each([
    ["match /rooms/{room}/posts/{post} { allow list: if room == 'r1'; }", below, true],
    ["match /rooms/{room}/posts/{post} { allow list: if room == 'r2'; }", below, false],
    [
      "match /rooms/{room}/posts/{post} { allow list: if get(/databases/$(database)/documents/rooms/$(room)).data.open; }",
      below,
      true,
    ],
    ["match /rooms/{room}/{rest=**} { allow list; }", below, true],
    ["match /rooms/{room}/posts/p1 { allow list; }", below, false],
    ["match /posts/{post} { allow list; }", below, false],
    ["match /posts/{post} { allow get; }", query("posts"), false],
    ["match /posts/{post} { allow read; }", query("posts"), true],
    ["match /posts/{post} { allow list; }", group, false],
    ["match /rooms/{room}/posts/{post} { allow list; }", group, false],
    ["match /{one}/posts/{post} { allow list; }", group, false],
    ["match /{path=**}/posts/{post} { allow list; }", group, true],
    ["match /{path=**}/posts/{post} { allow list; }", query("posts"), true],
    ["match /{path=**}/posts/{post} { allow list; }", query("other", { allDescendants: true }), false],
    ["match /{path=**}/posts/{post} { allow list: if path == /rooms/r1; }", group, false],
    ["match /{path=**}/posts/{post} { allow list: if path == /rooms/r1; }", below, true],
    ["match /{all=**} { allow list; }", group, true],
    ["match /{all=**} { allow list; }", query("x", { collection: null, allDescendants: true }), true],
    ["match /posts/{post} { allow list; }", query("x", { collection: null, allDescendants: true }), false],
    [
      "match /rooms/{room}/{path=**}/posts/{post} { allow list: if room == 'r1'; }",
      query("posts", { parent: "rooms/r1", allDescendants: true }),
      true,
    ],
  ])("%s of %j: %s", (body, asked, allowed) => {
    expect(judge(body, asked)).toBe(allowed);
  });

  test("a collection group filtered by resource.data.owner", () => {
    const body = `match /{path=**}/posts/{post} { allow list: if ${OWN}; }`;
    expect(judge(body, { ...group, where: where("owner", "==", "u1") })).toBe(true);
    expect(judge(body, group)).toBe(false);
  });
});

test("each part of an or may be allowed by another rule", () => {
  const ruleset = compiled(
    rulesWith(`match /posts/{post} { allow list: if ${OWN}; allow list: if resource.data.open == true; }`),
  );
  const ask = (filter: Filter) =>
    ruleset.judgeList(SIGNED_IN, query("posts", { where: filter }), DOCUMENTS).allowed;
  expect(ask(or(where("owner", "==", "u1"), where("open", "==", true)))).toBe(true);
  expect(ask(or(where("owner", "==", "u2"), where("open", "==", true)))).toBe(false);
});

test("a refusal says what the query leaves open", () => {
  const ruleset = compiled(rulesWith(`match /posts/{post} {\nallow list: if ${OWN};\n}`));
  expect(ruleset.judgeList(SIGNED_IN, query("posts"), DOCUMENTS)).toMatchObject({
    allowed: false,
    reason: "false for 'list' @ L5 (the query leaves resource.data.owner open)",
  });
  expect(
    ruleset.judgeList(ANONYMOUS, query("posts", { where: where("owner", "==", "u1") }), DOCUMENTS),
  ).toMatchObject({ allowed: false, reason: "Null value error. for 'list' @ L5" });
});

const rooms = (count: number): Filter =>
  where(
    "room",
    "in",
    Array.from({ length: count }, (_, index) => `r${index}`),
  );

test("documents read for several parts of an or are billed once and counted against ten calls", () => {
  const ruleset = compiled(
    rulesWith(
      `match /posts/{post} { allow list: if !exists(/databases/$(database)/documents/x/$(resource.data.room)) && !exists(/databases/$(database)/documents/x/always); }`,
    ),
  );
  expect(ruleset.judgeList(SIGNED_IN, query("posts", { where: rooms(9) }), DOCUMENTS)).toMatchObject({
    allowed: true,
  });
  expect(ruleset.judgeList(SIGNED_IN, query("posts", { where: rooms(9) }), DOCUMENTS).accessed).toHaveLength(
    10,
  );
  expect(ruleset.judgeList(SIGNED_IN, query("posts", { where: rooms(10) }), DOCUMENTS)).toMatchObject({
    allowed: false,
  });
});

const values = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);

test("a filter of more parts than Firestore takes counts as none", () => {
  const ten = (field: string) => where(field, "in", values(10));
  const product = and(ten("a"), ten("b"), ten("c"), where("owner", "==", "u1"));
  const sum = or(...values(201).map((value) => and(where("a", "==", value), where("owner", "==", "u1"))));
  for (const wide of [product, sum]) {
    expect(lists("true", wide)).toBe(true);
    expect(lists(OWN, wide)).toBe(false);
  }
});
