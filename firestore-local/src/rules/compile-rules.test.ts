import { describe, expect, test } from "vitest";
import { compileRules } from "./compile-rules.ts";
import { rulesWith } from "./testing.ts";

/** The issues of a source, one line each. */
function issues(source: string): string[] {
  return compileRules(source).issues.map(
    ({ severity, line, column, description }) => `${severity} ${line}:${column} ${description}`,
  );
}

const FIRST = "ERROR 1:1 mismatched input";
const chain = (count: number, last: string): string =>
  Array.from(
    { length: count },
    (_, index) => `function f${index + 1}() { return ${index + 1 === count ? last : `f${index + 2}()`}; }`,
  ).join("\n");

const nested = (open: string, inner: string, close: string, count: number): string =>
  open.repeat(count) + inner + close.repeat(count);
const conjunction = (terms: number): string => Array.from({ length: terms }, () => "1 == 1").join(" && ");

const lets = (count: number): string =>
  `function f() { ${Array.from({ length: count }, (_, index) => `let v${index} = ${index};`).join(" ")} return true; }\nallow read: if f();`;

describe("a source with an error is refused where the error stands", () => {
  test.each([
    ["", `${FIRST} '<EOF>' expecting {'function', 'import', 'service', 'rules_version'}`],
    ['{ "rules": {} }', `${FIRST} '{' expecting {'function', 'import', 'service', 'rules_version'}`],
    ["rules_version = '3';\nservice cloud.firestore {}", "ERROR 1:17 Unsupported rules_version '3'."],
    ["rules_version = 2;", "ERROR 1:17 mismatched input '2' expecting a string"],
    [
      "service cloud.firestore {}\nrules_version = '2';",
      "ERROR 2:1 rules_version must be the first statement.",
    ],
    ["rules_version = '2';\nservice cloud.firestore {", "ERROR 2:26 Unexpected '<EOF>'."],
    [
      "rules_version = '2';\nservice firebase.storage {}",
      "ERROR 2:1 Service cloud.firestore is not declared.",
    ],
    [
      "rules_version = '2';\nservice cloud.firestore { /users/{id} {} }",
      "ERROR 2:27 Missing 'match' keyword before path.",
    ],
    [
      "rules_version = '2';\nservice cloud.firestore { match users {} }",
      "ERROR 2:33 mismatched input 'users' expecting '/'",
    ],
    [
      "rules_version = '2';\nservice cloud.firestore { match /a/ /b {} }",
      "ERROR 2:37 Forward slash '/' found where identifier or binding expected.",
    ],
    [
      "rules_version = '2';\nservice cloud.firestore { match /a/{x=*} {} }",
      "ERROR 2:39 mismatched input '*' expecting '**'",
    ],
    [rulesWith("allow read: if true"), null],
    [rulesWith("allow read"), null],
    [
      rulesWith("allow look: if true;"),
      "ERROR 4:7 mismatched input 'look' expecting {'create', 'delete', 'get', 'list', 'read', 'update', 'write'}",
    ],
    [
      rulesWith("allow toString: if true;"),
      "ERROR 4:7 mismatched input 'toString' expecting {'create', 'delete', 'get', 'list', 'read', 'update', 'write'}",
    ],
    [rulesWith("allow read if true;"), "ERROR 4:12 Unexpected 'if'."],
    [rulesWith("allow read: true;"), "ERROR 4:13 mismatched input 'true' expecting 'if'"],
    [rulesWith("allow read: if ;"), "ERROR 4:16 Unexpected ';'."],
    [rulesWith("allow read: if (1 == 1;"), "ERROR 4:23 mismatched input ';' expecting ')'"],
    [rulesWith("allow read: if a.;"), "ERROR 4:18 mismatched input ';' expecting a property name"],
    [rulesWith("allow read: if a === b;"), "ERROR 4:20 Unexpected '='."],
    [rulesWith("allow read: if a ?? b;"), "ERROR 4:19 Unexpected '?'."],
    [rulesWith("allow read: if a & b;"), "ERROR 4:18 Unexpected '&'."],
    [rulesWith("allow read: if 'abc;"), "ERROR 4:16 Unterminated string literal."],
    [rulesWith("allow read: if 'a\\qb' == '';"), "ERROR 4:18 Invalid escape sequence '\\q'."],
    [rulesWith("allow read: if [1, 2;"), "ERROR 4:21 mismatched input ';' expecting ']'"],
    [rulesWith("allow read: if {'a' 1};"), "ERROR 4:21 mismatched input '1' expecting ':'"],
    [
      rulesWith("allow read: if 9223372036854775808 > 0;"),
      "ERROR 4:16 Integer literal '9223372036854775808' is out of range.",
    ],
    [rulesWith("allow read: if x is 5;"), "ERROR 4:21 mismatched input '5' expecting a type"],
    [rulesWith("allow read: if get(/a/$x) == null;"), "ERROR 4:24 mismatched input 'x' expecting '('"],
    [
      rulesWith("function f() { let x = 1; }\nallow read: if f();"),
      "ERROR 4:27 mismatched input '}' expecting {'let', 'return'}",
    ],
    [
      rulesWith("function f(a, a) { return a; }\nallow read: if f(1, 2);"),
      "ERROR 4:15 Duplicate parameter name: a.",
    ],
    [
      rulesWith("match /a/{x=**}/{y=**} { allow read; }"),
      "ERROR 4:1 Invalid glob match expression. Glob matches are permitted as the last segment in a match declaration path.",
    ],
  ])("%j", (source, expected) => {
    expect(issues(source)).toEqual(expected === null ? [] : [expected]);
    expect(compileRules(source).ruleset === null).toBe(expected !== null);
  });
});

describe("what the official compiler only warns of does not refuse the source", () => {
  test.each([
    [rulesWith("function f() { return true; }"), "WARNING 4:10 Unused function: f."],
    [rulesWith("allow read: if foo == 1;"), "WARNING 4:16 Invalid variable name: foo."],
    [rulesWith("allow read: if foo(1);"), "WARNING 4:16 Invalid function name: foo."],
    [rulesWith("allow read: if math.max(1, 2) == 1;"), "WARNING 4:16 Invalid function name: math.max."],
    [rulesWith("allow read: if 1 is integer;"), "WARNING 4:16 Invalid type: integer."],
    [
      "rules_version = '1';\nservice cloud.firestore {}",
      "WARNING 1:1 rules_version '1' is outdated; use rules_version = '2'.",
    ],
    [
      "service cloud.firestore {}",
      "WARNING 1:1 rules_version is not declared, which means '1'; use rules_version = '2'.",
    ],
  ])("%j", (source, expected) => {
    expect(issues(source)).toEqual([expected]);
    expect(compileRules(source).ruleset).not.toBeNull();
  });

  test("a call with the wrong number of arguments", () => {
    expect(issues(rulesWith("function f(a) { return a; }\nallow read: if f(1, 2) || f(1);"))).toEqual([
      "WARNING 5:16 Function f takes 1 arguments but is called with 2.",
    ]);
  });
});

describe("limits", () => {
  const text = "x".repeat(300);
  const complex = /Expression is too complex to evaluate safely\./;

  test("a source of more than 256 KB is refused", () => {
    expect(issues(rulesWith(`allow read; // ${"x".repeat(256 * 1024)}`))).toEqual([
      "ERROR 1:1 Rules source is larger than the limit of 256 KB.",
    ]);
  });

  test("ten lets compile and eleven do not", () => {
    expect(issues(rulesWith(lets(10)))).toEqual([]);
    expect(issues(rulesWith(lets(11)))).toEqual([
      "ERROR 4:10 Maximum allowed variable count of 10 for a given function has been reached.",
    ]);
  });

  test("twenty functions may call one another in a row and twenty-one may not", () => {
    expect(issues(rulesWith(`${chain(20, "true")}\nallow read: if f1();`))).toEqual([]);
    const stack = Array.from({ length: 21 }, (_, index) => `f${index + 1}`).join("->");
    expect(issues(rulesWith(`${chain(21, "true")}\nallow read: if f1();`))).toContain(
      `ERROR 4:10 Maximum allowed call depth of 20 is reached for [${stack}] call stack.`,
    );
  });

  test("recursion is refused, at once and in a circle", () => {
    expect(issues(rulesWith("function f() { return f(); }\nallow read: if f();"))).toEqual([
      "ERROR 4:10 Recursive call is not allowed: [f->f].",
    ]);
    expect(issues(rulesWith(`${chain(3, "f1()")}\nallow read: if f1();`))).toEqual([
      "ERROR 4:10 Recursive call is not allowed: [f1->f2->f3->f1].",
    ]);
  });

  test("98 comparisons in a row compile and 99 do not", () => {
    expect(issues(rulesWith(`allow read: if ${conjunction(98)};`))).toEqual([]);
    expect(issues(rulesWith(`allow read: if ${conjunction(99)};`)).join()).toMatch(complex);
  });

  test("97 parentheses around a comparison compile and 98 do not", () => {
    expect(issues(rulesWith(`allow read: if ${nested("(", "1 == 1", ")", 97)};`))).toEqual([]);
    expect(issues(rulesWith(`allow read: if ${nested("(", "1 == 1", ")", 98)};`)).join()).toMatch(complex);
  });

  test.each([
    ["parentheses", nested("(", "1", ")", 50_000)],
    ["lists", nested("[", "1", "]", 50_000)],
    ["maps", nested("{'a':", "1", "}", 40_000)],
    ["negations", `${"!".repeat(200_000)}true`],
    ["minus signs", `${"-".repeat(200_000)}1`],
    ["ternaries", `${"true ? ".repeat(20_000)}1${" : 2".repeat(20_000)}`],
    ["indexes", `a${"[0]".repeat(60_000)}`],
    ["members", `a${".b".repeat(100_000)}`],
    ["calls", nested("f(", "1", ")", 60_000)],
    ["sums", `1${" + 1".repeat(60_000)}`],
    ["paths", `${"/a/$(".repeat(40_000)}1${")".repeat(40_000)}`],
  ])("absurdly deep %s are an error, not a crash", (_, expression) => {
    expect(issues(rulesWith(`allow read: if ${expression};`)).join()).toMatch(complex);
  });

  test("absurdly deep match blocks are an error, not a crash", () => {
    expect(issues(rulesWith(nested("match /a {", "", "}", 20_000))).join()).toMatch(/nested too deeply/);
  });

  test("a thousand functions in a row are an error, not a crash", () => {
    expect(issues(rulesWith(chain(1_000, "true"))).join()).toMatch(/Maximum allowed call depth/);
  });

  test("a long string is no problem", () => {
    expect(issues(rulesWith(`allow read: if '${text}' == '';`))).toEqual([]);
  });
});
