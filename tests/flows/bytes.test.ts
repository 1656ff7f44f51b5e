import { expect, test } from "vitest";
import { run } from "../../bench/bytes.ts";

/* A count of what was built, so it gates like any other test (quality-goals P2). */

test("every page loads no more JavaScript than its budget", async () => {
  const rows = await run();
  expect(rows.filter(({ pass }) => pass === false)).toEqual([]);
  expect(rows.length).toBeGreaterThan(4);
});
