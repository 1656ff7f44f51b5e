import { expect, test } from "vitest";
import { absoluteTime, relativeTime } from "./time.tsx";

const DAY = 86_400_000;

test.each([
  [-30_000, "now"],
  [-119_000, "1 minute ago"],
  [-47 * 3_600_000, "yesterday"],
  [47 * 3_600_000, "tomorrow"],
  [-45 * DAY, "last month"],
  [-644 * DAY, "last year"],
  [-1279 * DAY, "3 years ago"],
])("a moment %i ms away reads %s: only whole units count", (distance, words) => {
  expect(relativeTime(distance, 0, "en")).toBe(words);
});

test("a moment stands in the provider's zone, in the installation's format of dates and hours", () => {
  const at = Date.UTC(2026, 10, 22, 23, 5);
  const sense = { locale: "en", timeZone: "Europe/Prague", dateFormat: "YYYY-MM-DD", hours: 24 } as const;
  expect(absoluteTime(at, sense)).toBe("2026-11-23 00:05");
  expect(absoluteTime(at, { ...sense, dateFormat: "DD.MM.YYYY", hours: 12 })).toMatch(
    /^23\.11\.2026 12:05\sAM$/,
  );
});
