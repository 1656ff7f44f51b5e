import fc from "fast-check";
import { expect, test } from "vitest";
import type { Day } from "./day.ts";
import { isSkipped } from "./skipped.ts";
import { instantAt, timeIn } from "./zone.ts";

test.each([
  ["Europe/Prague", "2026-03-29T01:59", false],
  ["Europe/Prague", "2026-03-29T02:00", true],
  ["Europe/Prague", "2026-03-29T02:59", true],
  ["Europe/Prague", "2026-03-29T03:00", false],
  // Comes twice.
  ["Europe/Prague", "2026-10-25T02:30", false],
  ["America/New_York", "2026-03-08T02:30", true],
  // Half an hour, on an island.
  ["Australia/Lord_Howe", "2026-10-04T02:15", true],
  ["Australia/Lord_Howe", "2026-10-04T02:30", false],
  // Skips midnight.
  ["Africa/Cairo", "2026-04-24T00:30", true],
  // A whole day was left out.
  ["Pacific/Apia", "2011-12-30T12:00", true],
  ["Asia/Kathmandu", "0099-01-01T00:00", false],
  ["UTC", "2026-03-29T02:30", false],
])("in %s %s is left out by the clock: %s", (zone, wall, skipped) => {
  expect(isSkipped(zone, wall)).toBe(skipped);
});

test("a time that comes twice is the first of the two", () => {
  const first = instantAt("Europe/Prague", "2026-10-25" as Day, "02:30");
  expect(new Date(first).toISOString()).toBe("2026-10-25T00:30:00.000Z");
});

test("what is left out is just what no moment shows", () => {
  const zones = fc.constantFrom("Europe/Prague", "America/Santiago", "Australia/Lord_Howe", "Africa/Cairo");
  const minutes = fc.integer({ min: 0, max: 10 * 365 * 1440 });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const wall = new Date(Date.UTC(2020, 0, 1, 0, minute)).toISOString();
      const [day, time] = [wall.slice(0, 10) as Day, wall.slice(11, 16)];
      expect(isSkipped(zone, wall.slice(0, 16))).toBe(timeIn(zone, instantAt(zone, day, time)) !== time);
    }),
  );
});
