import { expect, test } from "vitest";
import { relativeTime } from "./time.tsx";

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
