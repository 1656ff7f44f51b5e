import type { Instant } from "@trunkline/domain/time/instant";
import { expect, test } from "vitest";
import { decideGuess, WINDOW_MS } from "./limiter.ts";

const now = 1_000_000_000_000 as Instant;
const ago = (...minutes: number[]) => minutes.map((minute) => (now - minute * 60_000) as Instant);
const none: readonly Instant[] = [];

test("the sixth guess at one account from one place within a quarter of an hour has to wait", () => {
  const five = ago(10, 8, 6, 4, 2);
  expect(decideGuess({ here: five.slice(1), account: none, place: none }, false, now)).toEqual({
    kind: "evaluate",
  });
  expect(decideGuess({ here: five, account: none, place: none }, false, now)).toEqual({
    kind: "locked",
    until: now - 10 * 60_000 + WINDOW_MS,
  });
});

test("guesses older than a quarter of an hour no longer count", () => {
  expect(
    decideGuess({ here: ago(15, 16, 17, 18, 19, 20), account: none, place: none }, false, now).kind,
  ).toBe("evaluate");
});

test("after eight guesses from unknown places the account's own places still have two", () => {
  const eight = ago(8, 7, 6, 5, 4, 3, 2, 1);
  expect(decideGuess({ here: none, account: eight, place: none }, false, now).kind).toBe("locked");
  expect(decideGuess({ here: none, account: eight, place: none }, true, now).kind).toBe("evaluate");
  expect(decideGuess({ here: none, account: [...eight, ...ago(0, 0)], place: none }, true, now).kind).toBe(
    "locked",
  );
});

test("thirty guesses from one place lock the place, whatever the accounts", () => {
  const thirty = Array.from({ length: 30 }, () => now);
  expect(decideGuess({ here: none, account: none, place: thirty.slice(1) }, true, now).kind).toBe("evaluate");
  expect(decideGuess({ here: none, account: none, place: thirty }, true, now).kind).toBe("locked");
});
