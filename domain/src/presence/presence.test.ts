import { expect, test } from "vitest";
import type { AdminId, CustomerId, PartnerId, TabId } from "../ids/ids.ts";
import type { Instant } from "../time/instant.ts";
import { aTimestamp } from "../testing/builders.ts";
import type { Presence } from "./presence.ts";
import { BEAT_ALONE, BEAT_TOGETHER, expiry, isStale, present, readPresence } from "./presence.ts";

const now = 10_000_000 as Instant;
const at = (secondsAgo: number) => (now - secondsAgo * 1000) as Instant;
const tab = (id: string, uid: string, changes: Partial<Presence> = {}): Presence => ({
  id: id as TabId,
  uid: uid as AdminId,
  partnerId: "main" as PartnerId,
  customerId: "c1" as CustomerId,
  field: null,
  beat: BEAT_TOGETHER,
  at: at(0),
  ...changes,
});

test("a tab is gone after two and a half of its own beats", () => {
  expect(isStale({ at: at(150), beat: BEAT_TOGETHER }, now)).toBe(false);
  expect(isStale({ at: at(151), beat: BEAT_TOGETHER }, now)).toBe(true);
  expect(isStale({ at: at(700), beat: BEAT_ALONE }, now)).toBe(false);
  expect(isStale({ at: null, beat: BEAT_TOGETHER }, now)).toBe(false);
  expect(expiry(BEAT_TOGETHER, now)).toBeGreaterThan(now + BEAT_TOGETHER * 2500);
});

test("colleagues show once each, with the field they are in; oneself and the gone do not", () => {
  const all = [
    tab("1", "me"),
    tab("2", "bob"),
    tab("3", "bob", { field: "city" }),
    tab("4", "carl", { at: at(1000) }),
    tab("5", "anna"),
  ];
  expect(present(all, "me" as AdminId, now).map((one) => [one.uid, one.field])).toEqual([
    ["anna", null],
    ["bob", "city"],
  ]);
});

test("a presence is read, and a beat of zero is bad", () => {
  const stored = {
    uid: "bob",
    partnerId: "main",
    customerId: "c1",
    field: null,
    beat: 60,
    at: aTimestamp(5000),
    expireAt: aTimestamp(9000),
  };
  const read = readPresence("t1", stored);
  expect(read.ok && read.value).toEqual({
    id: "t1",
    uid: "bob",
    partnerId: "main",
    customerId: "c1",
    field: null,
    beat: 60,
    at: 5000,
  });
  expect(readPresence("t1", { ...stored, beat: 0 }).ok).toBe(false);
});
