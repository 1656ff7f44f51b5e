import { describe, expect, test } from "vitest";
import type { Document } from "../engine/api.ts";
import { ANONYMOUS, compiled, document, judgeSteps, reader, rulesWith, SIGNED_IN, THING } from "./testing.ts";

const NONE = reader();
const get = (body: string, path: string, doc: Document | null = null, request = SIGNED_IN) =>
  compiled(rulesWith(body)).judgeGet(request, path, doc, NONE);
const allows = (body: string, path: string): boolean => get(body, path).allowed;

const only = (method: string): string => rulesWith(`match /a/{id} { allow ${method}; }`);
const reads = (from: number, to: number): string =>
  Array.from(
    { length: to - from },
    (_, index) => `!exists(/databases/$(database)/documents/x/$(id + '-${from + index}'))`,
  ).join(" && ");
const create = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ before: null, after: document(`a/${index}`, {}) }));
const calls = (count: number): string => Array.from({ length: count }, () => "ten(id)").join(" && ");

const writes = (condition: string): string =>
  rulesWith(`match /a/{id} { allow write: if ${condition}; } match /log/{id} { allow write; }`);

describe("which rules a path meets", () => {
  test.each([
    ["match /a/{id} { allow get; }", "a/1", true],
    ["match /a/{id} { allow get; }", "b/1", false],
    ["match /a/{id} { allow get; }", "a/1/b/2", false],
    ["match /a/1 { allow get; }", "a/1", true],
    ["match /a/1 { allow get; }", "a/2", false],
    ["match /a/{id} { match /b/{other} { allow get: if id == '1' && other == '2'; } }", "a/1/b/2", true],
    ["match /a/{id} { match /b/{other} { allow get: if id == '1' && other == '2'; } }", "a/2/b/1", false],
    ["match /{all=**} { allow get; }", "a/1", true],
    ["match /{all=**} { allow get; }", "a/1/b/2/c/3", true],
    ["match /a/{rest=**} { allow get; }", "a/1/b/2", true],
    ["match /a/1/{rest=**} { allow get; }", "a/1", true],
    ["match /{path=**}/songs/{id} { allow get; }", "songs/1", true],
    ["match /{path=**}/songs/{id} { allow get; }", "bands/1/songs/2", true],
    ["match /{path=**}/songs/{id} { allow get; }", "songs/1/bands/2", false],
    ["match /{path=**}/songs/{id} { allow get: if path[1] == '1' && id == '2'; }", "bands/1/songs/2", true],
    ["match /a/{rest=**} { allow get: if rest == /1/b/2; }", "a/1/b/2", true],
    ["match /a/{rest=**} { match /b/{id} { allow get: if id == '9'; } }", "a/1/b/9", true],
    ["match /a/{id} { allow list, write; }", "a/1", false],
    ["match /a/{id} { allow read; }", "a/1", true],
    ["match /a/{id} { allow get: if false; allow get: if true; }", "a/1", true],
    ["match /a/{id} { allow get: if false; } match /{all=**} { allow get; }", "a/1", true],
    ["", "a/1", false],
  ])("%s of %s: %s", (body, path, expected) => {
    expect(allows(body, path)).toBe(expected);
  });

  test("in rules_version 1 a glob needs at least one segment", () => {
    const body = "match /a/1/{rest=**} { allow get; }";
    expect(compiled(rulesWith(body, "1")).judgeGet(SIGNED_IN, "a/1", null, NONE).allowed).toBe(false);
    expect(compiled(rulesWith(body, "1")).judgeGet(SIGNED_IN, "a/1/b/2", null, NONE).allowed).toBe(true);
  });

  test("rules for another database do not apply", () => {
    const ruleset = compiled(
      "rules_version = '2'; service cloud.firestore { match /databases/other/documents { match /a/{id} { allow get; } } }",
    );
    expect(ruleset.judgeGet(SIGNED_IN, "a/1", null, NONE).allowed).toBe(false);
    expect(ruleset.judgeGet({ ...SIGNED_IN, database: "other" }, "a/1", null, NONE).allowed).toBe(true);
  });
});

describe("functions", () => {
  test.each([
    ["function yes() { return true; } match /a/{id} { allow get: if yes(); }", true],
    ["match /a/{id} { function own() { return id == '1'; } allow get: if own(); }", true],
    ["function f(x, y) { return x - y; } match /a/{id} { allow get: if f(5, 3) == 2; }", true],
    [
      "function f(x) { let y = x + 1; let z = y * 2; return z; } match /a/{id} { allow get: if f(1) == 4; }",
      true,
    ],
    [
      "function g(x) { return x + 1; } function f(x) { return g(g(x)) + g(x); } match /a/{id} { allow get: if f(1) == 5; }",
      true,
    ],
    [
      "function f(x) { let y = g(x); return y + x; } function g(x) { let y = x * 10; return y; } match /a/{id} { allow get: if f(2) == 22; }",
      true,
    ],
    [
      "function f(id) { return id; } match /a/{id} { allow get: if f('other') == 'other' && id == '1'; }",
      true,
    ],
    [
      "function name() { return 'outer'; } match /a/{id} { function name() { return 'inner'; } allow get: if name() == 'inner'; }",
      true,
    ],
    [
      "function f() { let a = b; let b = 1; return a == 1; } match /a/{id} { allow get: if f() || f(); }",
      false,
    ],
    ["function f(x) { let x = x + 1; return x; } match /a/{id} { allow get: if f(1) == 2; }", true],
    ["function f() { let x = 1 / 0; return true; } match /a/{id} { allow get: if f(); }", true],
    ["function f() { let x = 1 / 0; return x == 1; } match /a/{id} { allow get: if f() || true; }", true],
    ["function f(x) { return true; } match /a/{id} { allow get: if f(resource.data.nope); }", true],
    ["function f(x) { return id == x; } match /a/{id} { allow get: if f('1'); }", false],
    ["function f(x) { return x; } match /a/{id} { allow get: if f(true, true); }", false],
    ["function exists(x) { return x == 'mine'; } match /a/{id} { allow get: if exists('mine'); }", true],
  ])("%s", (body, expected) => {
    expect(allows(body, "a/1")).toBe(expected);
  });

  test("functions of the file and of the service are seen everywhere", () => {
    const source =
      "rules_version = '2'; function a() { return true; } service cloud.firestore { function b() { return a(); } match /databases/{d}/documents/c/{id} { allow get: if b() && d == '(default)'; } }";
    expect(compiled(source).judgeGet(SIGNED_IN, "c/1", null, NONE).allowed).toBe(true);
  });
});

describe("a denial names the lines", () => {
  test.each([
    ["match /a/{id} {\nallow get: if false;\n}", "false for 'get' @ L5"],
    [
      "match /a/{id} {\nallow get: if false;\nallow read: if 1 == 2;\n}",
      "false for 'get' @ L5, false for 'get' @ L6",
    ],
    ["match /a/{id} {\nallow get: if resource.data.x == 1;\n}", "Null value error. for 'get' @ L5"],
    ["match /a/{id} {\nallow get:\n  if resource == null\n  && false;\n}", "false for 'get' @ L6"],
    [
      "match /a/{id} {\nallow get: if 'text';\n}",
      "Type error. Received: [string] Expected: [bool]. for 'get' @ L5",
    ],
    ["match /a/{id} {\nallow get: if null;\n}", "Null value error. for 'get' @ L5"],
    ["", "No matching allow statements for 'get'"],
  ])("%j: %s", (body, reason) => {
    expect(get(body, "a/1")).toMatchObject({ allowed: false, reason });
  });

  test("a missing property is named", () => {
    expect(
      get("match /things/{id} {\nallow get: if resource.data.foo == 1;\n}", "things/t1", THING).reason,
    ).toBe("Property foo is undefined on object. for 'get' @ L5");
  });
});

describe("what a request shows", () => {
  test("nobody signed in has no auth", () => {
    expect(get("match /a/{id} { allow get: if request.auth == null; }", "a/1", null, ANONYMOUS).allowed).toBe(
      true,
    );
    expect(
      get("match /a/{id} { allow get: if request.auth.uid != null; }", "a/1", null, ANONYMOUS).reason,
    ).toBe("Null value error. for 'get' @ L4");
  });

  test("a missing document is null", () => {
    expect(allows("match /a/{id} { allow get: if resource == null; }", "a/1")).toBe(true);
    expect(allows("match /a/{id} { allow get: if resource == null || resource.data.open; }", "a/1")).toBe(
      true,
    );
  });
});

describe("commits", () => {
  const before = document("a/1", { n: 1n, owner: "u1" });
  const after = document("a/1", { n: 2n, owner: "u1" });

  test("what is written to a document decides the method by whether it is there", () => {
    expect(judgeSteps(compiled(only("create")), [{ before: null, after }]).allowed).toBe(true);
    expect(judgeSteps(compiled(only("create")), [{ before, after }])).toMatchObject({
      allowed: false,
      reason: "No matching allow statements for 'update'",
    });
    expect(judgeSteps(compiled(only("update")), [{ before, after }]).allowed).toBe(true);
    expect(judgeSteps(compiled(only("update")), [{ before: null, after }]).allowed).toBe(false);
    expect(judgeSteps(compiled(only("delete")), [{ before, after: null }]).allowed).toBe(true);
    expect(judgeSteps(compiled(only("delete")), [{ before, after }]).allowed).toBe(false);
  });

  test("a write that demands existence is judged as that", () => {
    expect(
      judgeSteps(compiled(only("update")), [{ before: null, after, precondition: { exists: true } }]).allowed,
    ).toBe(true);
    expect(
      judgeSteps(compiled(only("create")), [{ before, after, precondition: { exists: false } }]).allowed,
    ).toBe(true);
  });

  test("old and new fields are seen side by side", () => {
    const rule =
      "match /a/{id} { allow update: if resource.data.n == 1 && request.resource.data.n == 2 && request.resource.data.diff(resource.data).affectedKeys().hasOnly(['n']) && request.resource.id == '1'; }";
    expect(judgeSteps(compiled(rulesWith(rule)), [{ before, after }]).allowed).toBe(true);
    expect(
      judgeSteps(compiled(rulesWith(rule)), [{ before, after: document("a/1", { n: 2n, owner: "u2" }) }])
        .allowed,
    ).toBe(false);
  });

  test("a create has no old resource and a delete no new one", () => {
    expect(
      judgeSteps(compiled(rulesWith("match /a/{id} { allow create: if resource == null; }")), [
        { before: null, after },
      ]).allowed,
    ).toBe(true);
    expect(
      judgeSteps(
        compiled(
          rulesWith(
            "match /a/{id} { allow delete: if request.resource == null && resource.data.owner == request.auth.uid; }",
          ),
        ),
        [{ before, after: null }],
      ).allowed,
    ).toBe(true);
  });

  test("every write must be allowed, and the refused one gives the reason", () => {
    const ruleset = compiled(rulesWith("match /a/{id} {\nallow write: if id == '1';\n}"));
    const other = document("a/2", {});
    expect(judgeSteps(ruleset, [{ before, after }]).allowed).toBe(true);
    expect(
      judgeSteps(ruleset, [
        { before, after },
        { before: null, after: other },
      ]),
    ).toMatchObject({ allowed: false, reason: "false for 'create' @ L5" });
  });

  test("getAfter sees the other writes of the commit and get does not", () => {
    const path = "/databases/$(database)/documents/log/l1";
    const write = [
      { before, after },
      { before: null, after: document("log/l1", { for: "1" }) },
    ];
    expect(
      judgeSteps(
        compiled(writes(`getAfter(${path}).data.for == id && existsAfter(${path}) && !exists(${path})`)),
        write,
      ).allowed,
    ).toBe(true);
    expect(judgeSteps(compiled(writes(`existsAfter(${path})`)), [{ before, after }]).allowed).toBe(false);
  });

  test("a verified read is judged as a get", () => {
    const plan = {
      time: SIGNED_IN.time,
      after: () => before,
      steps: [{ write: { op: "verify" as const, path: "a/1", precondition: {} }, before, after: before }],
    };
    expect(compiled(only("get")).judgeCommit(SIGNED_IN, plan, NONE).allowed).toBe(true);
    expect(compiled(only("write")).judgeCommit(SIGNED_IN, plan, NONE).allowed).toBe(false);
  });

  test("request.time is the time of the commit", () => {
    const rule = rulesWith("match /a/{id} { allow create: if request.resource.data.at == request.time; }");
    expect(
      judgeSteps(compiled(rule), [{ before: null, after: document("a/1", { at: SIGNED_IN.time }) }]).allowed,
    ).toBe(true);
  });
});

const calling = (calls: number): string =>
  rulesWith(`match /a/{id} { allow read, write: if ${reads(0, calls)}; }`);

describe("access calls", () => {
  test("ten for one document, not eleven", () => {
    expect(compiled(calling(10)).judgeGet(SIGNED_IN, "a/1", null, NONE).accessed).toHaveLength(10);
    expect(compiled(calling(10)).judgeGet(SIGNED_IN, "a/1", null, NONE).allowed).toBe(true);
    expect(compiled(calling(11)).judgeGet(SIGNED_IN, "a/1", null, NONE)).toMatchObject({
      allowed: false,
      reason: "Exceeded the limit of 10 document access calls for one document or query. for 'get'",
    });
  });

  test("a limit cannot be passed by an or", () => {
    expect(
      compiled(rulesWith(`match /a/{id} { allow get: if (${reads(0, 11)}) || true; }`)).judgeGet(
        SIGNED_IN,
        "a/1",
        null,
        NONE,
      ).allowed,
    ).toBe(false);
  });

  test("the same document again is free, and is billed once", () => {
    const same = Array.from(
      { length: 30 },
      () =>
        "get(/databases/$(database)/documents/x/1) == null && !exists(/databases/$(database)/documents/x/1)",
    ).join(" && ");
    const decision = compiled(rulesWith(`match /a/{id} { allow get: if ${same}; }`)).judgeGet(
      SIGNED_IN,
      "a/1",
      null,
      NONE,
    );
    expect(decision).toMatchObject({ allowed: true, accessed: ["x/1"] });
  });

  test("twenty for a commit of several documents, ten for each", () => {
    expect(judgeSteps(compiled(calling(10)), create(2)).allowed).toBe(true);
    expect(judgeSteps(compiled(calling(7)), create(3))).toMatchObject({
      allowed: false,
      reason: "Exceeded the limit of 20 document access calls for one request. for 'create'",
    });
    expect(judgeSteps(compiled(calling(11)), create(2)).allowed).toBe(false);
    expect(judgeSteps(compiled(calling(5)), create(4)).allowed).toBe(true);
  });
});

describe("the limit of 1,000 expressions", () => {
  const ten =
    "function ten(x) { return x == x && x == x && x == x && x == x && x == x && x == x && x == x && x == x && x == x && x == x; }";

  test("is counted as production counts", () => {
    // A comparison of two names is 3, each && of them 2 more.
    expect(get("match /a/{id} { allow get: if id == id && id == id; }", "a/1").expressions).toBe(8);
    expect(get("match /a/{id} { allow get: if true || id == id; }", "a/1").expressions).toBe(2);
    expect(get("match /a/{id} { allow get: if id is string; }", "a/1").expressions).toBe(3);
    expect(get("match /a/{id} { allow get: if id == 'x' ? true : true; }", "a/1").expressions).toBe(8);
    expect(
      get("match /a/{id} { function f(x) { let y = x; return y == x; } allow get: if f(id); }", "a/1")
        .expressions,
    ).toBe(7);
    expect(get("match /a/{id} { allow get: if id in ['x', 'y']; }", "a/1").expressions).toBe(5);
    expect(
      get("match /a/{id} { allow get: if exists(/databases/$(database)/documents/x/y); }", "a/1").expressions,
    ).toBe(7);
  });

  test("denies beyond it and says so, whatever an or would say", () => {
    expect(get(`${ten} match /a/{id} { allow get: if ${calls(18)}; }`, "a/1")).toMatchObject({
      allowed: true,
      expressions: 934,
    });
    const over = get(`${ten} match /a/{id} { allow get: if (${calls(20)}) || true; }`, "a/1");
    expect(over).toMatchObject({ allowed: false, expressions: 1_000 });
    expect(over.reason).toBe(
      "Unable to evaluate the expression as the maximum of 1000 expressions to evaluate has been reached. for 'get'",
    );
  });

  test("counts all rules that are tried for a document", () => {
    expect(
      get(`${ten} match /a/{id} { allow get: if ${calls(15)} && false; allow get: if ${calls(15)}; }`, "a/1")
        .allowed,
    ).toBe(false);
  });

  test("is for each document of a commit, not for the commit", () => {
    const ruleset = compiled(rulesWith(`${ten} match /a/{id} { allow create: if ${calls(15)}; }`));
    expect(
      judgeSteps(
        ruleset,
        [1, 2, 3].map((index) => ({ before: null, after: document(`a/${index}`, {}) })),
      ).allowed,
    ).toBe(true);
  });
});

test("globs inside globs end in a refusal, not in an endless search", () => {
  const body = "match /{a=**} {".repeat(60) + "match /never/{id} { allow get; }" + "}".repeat(60);
  const path = Array.from({ length: 40 }, (_, index) => `s${index}`).join("/");
  expect(get(body, path)).toMatchObject({
    allowed: false,
    reason: "The path can be matched in too many ways. for 'get'",
  });
});

test("the same question has the same answer", () => {
  const ruleset = compiled(
    rulesWith(
      "match /things/{id} {\nallow get: if resource.data.list.hasAny(['z']) || resource.data.map.inner.deep > 5;\n}",
    ),
  );
  const ask = () => ruleset.judgeGet(SIGNED_IN, "things/t1", THING, NONE);
  const first = ask();
  for (let times = 0; times < 20; times++) expect(ask()).toEqual(first);
});

test("a pattern with nested repetitions takes time in proportion to the text", () => {
  const ruleset = compiled(
    rulesWith("match /things/{id} { allow get: if !resource.data.text.matches('(a+)+b'); }"),
  );
  // A backtracking engine would need 2^5000 steps here; the test would never end.
  expect(
    ruleset.judgeGet(SIGNED_IN, "things/t1", document("things/t1", { text: "a".repeat(5_000) }), NONE)
      .allowed,
  ).toBe(true);
});
