import { RE2JS } from "re2js";
import { Failure, type Outcome, type RulesValue } from "../values/value.ts";
import { define } from "./arguments.ts";

/** Patterns come from the rules, rarely from data: keep what was compiled, but not without end. */
const MAX_PATTERNS = 500;
const patterns = new Map<string, RE2JS | Failure>();

function pattern(source: string): RE2JS | Failure {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  if (patterns.size >= MAX_PATTERNS) patterns.clear();
  let made: RE2JS | Failure;
  try {
    made = RE2JS.compile(source);
  } catch (cause) {
    made = new Failure(
      `Invalid regular expression pattern. Pattern: ${source}. ${cause instanceof Error ? cause.message : ""}`.trim(),
    );
  }
  patterns.set(source, made);
  return made;
}

const text = (value: RulesValue | undefined): string => (typeof value === "string" ? value : "");

function withPattern(source: RulesValue | undefined, use: (compiled: RE2JS) => Outcome): Outcome {
  const compiled = pattern(text(source));
  return compiled instanceof Failure ? compiled : use(compiled);
}

/** Splits as RE2 does: empty input has one empty part, and no part is dropped from the end. */
function split(value: string, compiled: RE2JS): string[] {
  const parts: string[] = [];
  const matcher = compiled.matcher(value);
  let from = 0;
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (end === start && (start === 0 || start === value.length)) continue;
    parts.push(value.slice(from, start));
    from = end;
  }
  return [...parts, value.slice(from)];
}

/** Methods of rules.String. Sizes count characters; patterns have RE2's syntax and its linear time. */
export const STRING_METHODS = define("string", {
  size: [[[]], (value) => BigInt(characters(text(value)))],
  lower: [[[]], (value) => text(value).toLowerCase()],
  upper: [[[]], (value) => text(value).toUpperCase()],
  trim: [[[]], (value) => text(value).trim()],
  toUtf8: [[[]], (value) => new TextEncoder().encode(text(value))],
  matches: [
    [["string"]],
    (value, [source]) => withPattern(source, (compiled) => compiled.matches(text(value))),
  ],
  split: [[["string"]], (value, [source]) => withPattern(source, (compiled) => split(text(value), compiled))],
  replace: [
    [["string", "string"]],
    (value, [source, by]) =>
      withPattern(source, (compiled) => compiled.matcher(text(value)).replaceAll(text(by))),
  ],
});

/** Code points, not UTF-16 units. */
export function characters(value: string): number {
  let count = value.length;
  for (let at = 0; at < value.length - 1; at++) {
    const unit = value.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff && (value.charCodeAt(at + 1) & 0xfc00) === 0xdc00) count--;
  }
  return count;
}
