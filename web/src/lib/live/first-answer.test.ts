import { expect, test } from "vitest";
import { fakeSource } from "../testing/fake-source.ts";
import { firstAnswer } from "./first-answer.ts";

test("what only the device remembers is not taken for the answer, and listening ends with it", async () => {
  const source = fakeSource<number>("n");
  const answer = firstAnswer(source);
  source.send(1, true);
  source.send(2, false);
  source.send(3, false);
  expect(await answer).toBe(2);
  expect(source.open()).toBe(0);
});

test("a source that fails fails the answer", async () => {
  const source = fakeSource<number>("n");
  const answer = firstAnswer(source);
  source.fail({ kind: "refused", cause: new Error("refused") });
  await expect(answer).rejects.toThrow("refused");
});
