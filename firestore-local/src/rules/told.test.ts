import { describe, expect, test } from "vitest";
import type { Document } from "../engine/api.ts";
import { Timestamp, type Value } from "../engine/value.ts";
import { ANONYMOUS, compiled, document, judgeSteps, NOW, rulesWith, type Step } from "./testing.ts";

/** A change is allowed only together with an entry that tells it, and an entry only together with its change. */
const RULES = rulesWith(`
    function tells(e, was, will) {                       // e: the entry, was: resource.data, will: request.resource.data
      let quiet = ['lastActivity', 'updatedAt', 'nameFolded'].toSet();
      let d     = will.diff(was);
      let gone  = d.changedKeys().union(d.removedKeys()).difference(quiet);
      let came  = d.changedKeys().union(d.addedKeys()).difference(quiet);
      return gone.union(came).size() > 0
          && e.time == request.time && e.actor == request.auth.uid
          && e.before.keys().toSet() == gone && e.before.diff(was).changedKeys().size() == 0
          && e.after.keys().toSet()  == came && e.after.diff(will).changedKeys().size() == 0;
    }
    match /customers/{id} {
      function entry() {
        return getAfter(/databases/$(database)/documents/customers/$(id)/activity/$(request.resource.data.lastActivity)).data;
      }
      allow update: if tells(entry(), resource.data, request.resource.data);
      match /activity/{entryId} {
        allow create: if getAfter(/databases/$(database)/documents/customers/$(id)).data.lastActivity == entryId;
      }
    }`);

const WAS = { name: "Ada", email: "a@example.test", lastActivity: "e0", nameFolded: "ada", labels: ["old"] };
const WILL = {
  name: "Bea",
  phone: "+421",
  lastActivity: "e1",
  nameFolded: "bea",
  labels: ["old"],
  updatedAt: NOW,
};
const ENTRY = {
  time: NOW,
  actor: "u1",
  before: map({ name: "Ada", email: "a@example.test" }),
  after: map({ name: "Bea", phone: "+421" }),
};

function map(fields: Readonly<Record<string, Value>>): Value {
  return new Map(Object.entries(fields));
}

const customer = (fields: Readonly<Record<string, Value>>): Document => document("customers/c1", fields);
const record = (will: Readonly<Record<string, Value>> = WILL): Step => ({
  before: customer(WAS),
  after: customer(will),
});
const entry = (more: Readonly<Record<string, Value>> = {}, id = "e1"): Step => ({
  before: null,
  after: document(`customers/c1/activity/${id}`, { ...ENTRY, ...more }),
});

const ruleset = compiled(RULES);
const allowed = (...steps: Step[]): boolean => judgeSteps(ruleset, steps, [customer(WAS)]).allowed;

describe("a change with the entry that tells it", () => {
  test("is allowed, in either order", () => {
    expect(allowed(record(), entry())).toBe(true);
    expect(allowed(entry(), record())).toBe(true);
  });

  test("costs one access call for each of its two documents", () => {
    expect(judgeSteps(ruleset, [record(), entry()]).accessed).toEqual([
      "customers/c1/activity/e1",
      "customers/c1",
    ]);
  });

  test("stays far from the limit of expressions", () => {
    expect(judgeSteps(ruleset, [record(), entry()]).expressions).toBeLessThan(150);
  });
});

describe("is refused", () => {
  test.each<readonly [string, readonly Step[]]>([
    ["the change alone", [record()]],
    ["the entry alone", [entry()]],
    ["an entry under another id", [record(), entry({}, "e2")]],
    [
      "a change of nothing but quiet fields",
      [record({ ...WAS, lastActivity: "e1", updatedAt: NOW }), entry({ before: map({}), after: map({}) })],
    ],
    [
      "an old value that was another",
      [record(), entry({ before: map({ name: "Eve", email: "a@example.test" }) })],
    ],
    ["a new value that is another", [record(), entry({ after: map({ name: "Eve", phone: "+421" }) })]],
    ["an old value left out", [record(), entry({ before: map({ name: "Ada" }) })]],
    ["a new value left out", [record(), entry({ after: map({ name: "Bea" }) })]],
    [
      "a field that did not change",
      [record(), entry({ before: map({ name: "Ada", email: "a@example.test", labels: ["old"] }) })],
    ],
    ["a change that is not told", [record({ ...WILL, labels: ["new"] }), entry()]],
    ["another actor", [record(), entry({ actor: "u2" })]],
    ["another time", [record(), entry({ time: new Timestamp(NOW.seconds - 1, 0) })]],
    ["an entry without maps", [record(), entry({ before: null })]],
  ])("%s", (_, steps) => {
    expect(allowed(...steps)).toBe(false);
  });

  test("nobody signed in", () => {
    expect(judgeSteps(ruleset, [record(), entry()], [], ANONYMOUS).allowed).toBe(false);
  });
});
