import { expect, test } from "vitest";
import { compilePattern } from "./pattern.ts";

test.each([
  ["users/ada", "users/ada", true],
  ["/users/{id}", "users/ada", true],
  ["users/{id}", "users/ada/logs/1", false],
  ["users/{id}", "customers/ada", false],
  ["users/*", "users/ada", true],
  ["users/{id}/logs/{log}", "users/ada/logs/1", true],
  ["users/{id=prod-*}", "users/prod-7", true],
  ["users/{id=prod-*}", "users/test-7", false],
  ["users/{rest=**}", "users/ada", true],
  ["users/{rest=**}", "users/ada/logs/1", true],
  ["users/{rest=**}", "customers/ada", false],
  ["{any=**}/logs/{log}", "logs/1", true],
  ["{any=**}/logs/{log}", "users/ada/logs/1", true],
  ["{any=**}/logs/{log}", "users/ada/notes/1", false],
  ["a.b/{id}", "axb/1", false],
  ["users/a(b)+", "users/a(b)+", true],
  ["users/{id}", "users/with\nline break and 😀", true],
])("%s on %s: %s", (pattern, path, expected) => {
  expect(compilePattern(pattern).matches(path)).toBe(expected);
});

test("a pattern of nothing is refused", () => {
  expect(() => compilePattern("/")).toThrow("empty");
});
