import { contains } from "../values/equality.ts";
import { MapDiff } from "../values/map-diff.ts";
import { RulesSet } from "../values/set.ts";
import {
  Failure,
  isList,
  isMap,
  RulesObject,
  undefinedProperty,
  type Outcome,
  type RulesList,
  type RulesMap,
  type RulesValue,
} from "../values/value.ts";
import { define, type Overloads } from "./arguments.ts";
import { stringify } from "./conversions.ts";

const list = (value: RulesValue | undefined): RulesList =>
  value !== undefined && isList(value) ? value : [];
const NO_ENTRIES: RulesMap = new Map();
const map = (value: RulesValue | undefined): RulesMap =>
  value !== undefined && isMap(value) ? value : NO_ENTRIES;
const EMPTY_SET = RulesSet.of([]);
const set = (value: RulesValue | undefined): RulesSet => (value instanceof RulesSet ? value : EMPTY_SET);

/** From so many comparisons on, a hash of the strings is faster than looking through the list. */
const WORTH_HASHING = 200;

/** Whether a list holds a value, in the way that is fastest for so many values. */
function membership(values: RulesList, questions: number): (value: RulesValue) => boolean {
  if (values.length * questions >= WORTH_HASHING && values.every((value) => typeof value === "string")) {
    const hash = new Set<RulesValue>(values);
    return (value) => hash.has(value);
  }
  return (value) => contains(values, value);
}

function without(values: RulesList, removed: RulesList): RulesList {
  const isRemoved = membership(removed, values.length);
  return values.filter((value) => !isRemoved(value));
}

function join(values: RulesList, separator: string): Outcome {
  const parts: string[] = [];
  for (const value of values) {
    const part = stringify(value);
    if (part instanceof Failure) return part;
    parts.push(part);
  }
  return parts.join(separator);
}

/** Methods of rules.List. Members are compared by type and value: 1 is not 1.0 here. */
export const LIST_METHODS = define("list", {
  size: [[[]], (value) => BigInt(list(value).length)],
  concat: [[["list"]], (value, [other]) => [...list(value), ...list(other)]],
  hasAll: [[["list"]], (value, [other]) => list(other).every(membership(list(value), list(other).length))],
  hasAny: [[["list"]], (value, [other]) => list(other).some(membership(list(value), list(other).length))],
  hasOnly: [[["list"]], (value, [other]) => list(value).every(membership(list(other), list(value).length))],
  join: [
    [["string"]],
    (value, [separator]) => join(list(value), typeof separator === "string" ? separator : ""),
  ],
  removeAll: [[["list"]], (value, [other]) => without(list(value), list(other))],
  toSet: [[[]], (value) => RulesSet.of(list(value))],
});

const members = (value: RulesValue | undefined): RulesSet =>
  value instanceof RulesSet ? value : RulesSet.of(list(value));

/** Methods of rules.Set. Union and its like want a set; the has* tests take a list too. */
export const SET_METHODS = define("set", {
  size: [[[]], (value) => BigInt(set(value).size)],
  difference: [[["set"]], (value, [other]) => set(value).difference(set(other))],
  intersection: [[["set"]], (value, [other]) => set(value).intersection(set(other))],
  union: [[["set"]], (value, [other]) => set(value).union(set(other))],
  hasAll: [
    [["set"], ["list"]],
    (value, [other]) => members(other).items.every((item) => set(value).has(item)),
  ],
  hasAny: [
    [["set"], ["list"]],
    (value, [other]) => members(other).items.some((item) => set(value).has(item)),
  ],
  hasOnly: [[["set"], ["list"]], (value, [other]) => set(value).difference(members(other)).size === 0],
});

/** `map.get`: the value under a key, or under a list of keys step by step, else the default. */
function getOr(value: RulesMap, key: RulesValue | undefined, fallback: RulesValue): Outcome {
  if (typeof key === "string") return value.get(key) ?? (value.has(key) ? null : fallback);
  let at: RulesValue | undefined = value;
  for (const step of list(key)) {
    if (typeof step !== "string") return new Failure("Map keys must be strings.");
    if (at === undefined || !isMap(at)) return fallback;
    at = at.get(step);
    if (at === undefined) return fallback;
  }
  return at;
}

function keysOf(value: RulesMap): readonly string[] {
  const keys = [...value.keys()];
  return keys.length < 2 ? keys : keys.sort();
}

/** Methods of rules.Map. Keys come in order, so `keys()` is the same list for equal maps. */
export const MAP_METHODS = define("map", {
  size: [[[]], (value) => BigInt(map(value).size)],
  keys: [[[]], (value) => keysOf(map(value))],
  values: [[[]], (value) => keysOf(map(value)).map((key) => map(value).get(key) ?? null)],
  get: [
    [
      ["string", "any"],
      ["list", "any"],
    ],
    (value, [key, fallback]) => getOr(map(value), key, fallback ?? null),
  ],
  diff: [[["map"]], (value, [other]) => diff(map(value), other ?? null)],
});

let lastDiff: { readonly after: RulesMap; readonly before: RulesValue; readonly made: MapDiff } | null = null;

/** Rules ask for the difference of the same two maps again and again; maps never change. */
function diff(after: RulesMap, other: RulesValue): Outcome {
  if (lastDiff !== null && lastDiff.after === after && lastDiff.before === other) return lastDiff.made;
  const before = other instanceof RulesObject ? other.materialize() : other;
  if (before instanceof Failure) return before;
  const made = new MapDiff(after, isMap(before) ? before : NO_ENTRIES);
  lastDiff = { after, before: other, made };
  return made;
}

const mapDiff = (
  keys: (difference: MapDiff) => RulesSet,
): [readonly (readonly string[])[], Overloads["apply"]] => [
  [[]],
  (value) => (value instanceof MapDiff ? keys(value) : EMPTY_SET),
];

/** Methods of rules.MapDiff; each gives a set of keys. */
export const MAP_DIFF_METHODS = define("map_diff", {
  addedKeys: mapDiff((difference) => difference.addedKeys()),
  removedKeys: mapDiff((difference) => difference.removedKeys()),
  changedKeys: mapDiff((difference) => difference.changedKeys()),
  unchangedKeys: mapDiff((difference) => difference.unchangedKeys()),
  affectedKeys: mapDiff((difference) => difference.affectedKeys()),
});

/** `map.name` and `map['name']`. */
export function memberOfMap(value: RulesMap, name: string): Outcome {
  const found = value.get(name);
  return found === undefined ? undefinedProperty(name) : found;
}
