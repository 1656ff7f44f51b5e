import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { withLock } from "./lock.ts";

const folder = mkdtempSync(join(tmpdir(), "trunkline-lock-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("two works take turns, also when the first one fails", async () => {
  const seen: string[] = [];
  const { promise: told, resolve: tell } = Promise.withResolvers<string>();
  const first = withLock(
    folder,
    () => {},
    async () => {
      seen.push("first begins");
      await told;
      seen.push("first ends");
      throw new Error("first");
    },
  );
  const second = withLock(folder, tell, async () => seen.push("second"));
  await expect(first).rejects.toThrow("first");
  await second;
  expect(seen).toEqual(["first begins", "first ends", "second"]);
});
