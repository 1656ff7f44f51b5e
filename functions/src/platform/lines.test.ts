import { expect, test } from "vitest";
import { makeLines } from "./lines.ts";

test("works of one name wait for each other, in the order they came, also past a failed one", async () => {
  const inLine = makeLines();
  const seen: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const all = await Promise.allSettled([
    inLine("n", work("a")),
    inLine("n", work("b", true)),
    inLine("n", work("c")),
  ]);
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(seen).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});

test("works of different names do not wait for each other", async () => {
  const inLine = makeLines();
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = inLine("one", () => promise);
  expect(await inLine("two", async () => "through")).toBe("through");
  resolve();
  await first;
});
