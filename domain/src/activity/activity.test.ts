import fc from "fast-check";
import { expect, test } from "vitest";
import type { EntryId, PartnerId } from "../ids/ids.ts";
import { sameValue } from "../merge/equal.ts";
import { aTimestamp } from "../testing/builders.ts";
import { readEntry } from "./entry.ts";
import type { Telling } from "./tell.ts";
import { QUIET, tell, tellEvent } from "./tell.ts";

const telling: Telling<string> = {
  entryId: "e9" as EntryId,
  time: "NOW",
  actor: "anna",
  source: "administrator",
  kind: "customer",
  record: "c1",
  action: "changed",
  partnerId: "main" as PartnerId,
  quiet: QUIET.customer,
};

test("only what differs is told, with its old and new value", () => {
  const was = { name: "Jon", city: "Bonn", zip: "53111", lastActivity: "e1" };
  expect(tell(was, { name: "John", city: "Bonn" }, telling)).toEqual({
    patch: { name: "John", updatedAt: "NOW", lastActivity: "e9" },
    entry: {
      time: "NOW",
      actor: "anna",
      source: "administrator",
      kind: "customer",
      record: "c1",
      action: "changed",
      partnerId: "main",
      before: { name: "Jon" },
      after: { name: "John" },
    },
  });
});

test("quiet fields are written but not told", () => {
  const told = tell({ name: "Jon", nameFolded: "jon" }, { name: "John", nameFolded: "john" }, telling);
  expect(told?.patch).toMatchObject({ name: "John", nameFolded: "john" });
  expect(told?.entry.after).toEqual({ name: "John" });
});

test("nothing told, nothing written", () => {
  expect(tell({ emails: ["a@x.com"] }, { emails: ["a@x.com"] }, telling)).toBeUndefined();
  expect(tell({ nameFolded: "x" }, { nameFolded: "y" }, telling)).toBeUndefined();
});

test("a field the old record lacked has no old value", () => {
  expect(tell({}, { attr_x: "v" }, telling)?.entry).toMatchObject({ before: {}, after: { attr_x: "v" } });
});

test("why, for whom and what is taken back stand in the entry only where there is such a thing", () => {
  const told = tell({}, { a: 1 }, { ...telling, cause: "invoice 7", undoes: "e3" as EntryId });
  expect(told?.entry).toMatchObject({ cause: "invoice 7", undoes: "e3" });
  expect(tell({}, { a: 1 }, telling)?.entry).not.toHaveProperty("cause");
});

test("an event such as a shown password has no values", () => {
  const { entryId: _id, quiet: _quiet, ...event } = telling;
  expect(tellEvent({ ...event, action: "password-shown" })).toMatchObject({
    action: "password-shown",
    before: {},
    after: {},
  });
});

// What firestore.rules computes with map diffs: changed and removed keys into before, changed and added ones into after.
test("what is told is exactly the difference that the rules compute", () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.nat(2),
    fc.constantFrom("", "a"),
    fc.array(fc.nat(1), { maxLength: 2 }),
  );
  const map = fc.dictionary(fc.constantFrom("a", "b", "c", "updatedAt", "nameFolded"), value);
  fc.assert(
    fc.property(map, map, (was, will) => {
      const told = tell(was, will, telling);
      const next = { ...was, ...told?.patch };
      const loud = Object.keys(next).filter((key) => !QUIET.customer.includes(key));
      const differing = loud.filter((key) => !Object.hasOwn(was, key) || !sameValue(was[key], next[key]));
      expect(Object.keys(told?.entry.after ?? {}).sort()).toEqual(differing.sort());
      expect(Object.keys(told?.entry.before ?? {}).sort()).toEqual(
        differing.filter((key) => Object.hasOwn(was, key)).sort(),
      );
    }),
  );
});

test("an entry is read with its moments as milliseconds, and a pending one has no time yet", () => {
  const read = readEntry("p", "e1", {
    time: null,
    actor: "anna",
    source: "administrator",
    kind: "comment",
    record: "m1",
    action: "created",
    partnerId: "main",
    before: {},
    after: { scheduled: aTimestamp(5000), text: "x", mentions: ["bob"] },
  });
  expect(read.ok && read.value).toMatchObject({
    id: "e1",
    time: null,
    after: { scheduled: 5000, text: "x", mentions: ["bob"] },
    cause: null,
    undoes: null,
  });
});

test("an entry of an unknown kind is bad, and says so", () => {
  const read = readEntry("customers/c1/activity/e1", "e1", {
    time: null,
    actor: "a",
    source: "gods",
    kind: "customer",
    record: "c",
    action: "changed",
    partnerId: "m",
    before: {},
    after: {},
  });
  expect(read.ok ? "" : read.error.problems.join()).toContain("source");
});
