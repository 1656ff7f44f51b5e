import { expect, test } from "vitest";
import type { Caller } from "./calls.ts";
import { keepOwnSession } from "./own-session.ts";

function setUp(answer: () => unknown) {
  const log: string[] = [];
  const call: Caller = async (name) => {
    log.push(`${name} ${own.changing() ? "changing" : "at rest"}`);
    return answer() as never;
  };
  const own = keepOwnSession(
    call,
    async (token) => {
      log.push(`entered ${token} ${own.changing() ? "changing" : "at rest"}`);
    },
    async (run) => {
      log.push("alone");
      const done = await run();
      log.push("others may go on");
      return done;
    },
  );
  return { own, log };
}

test("a call that ends the other sessions enters with its token before the screen and other tabs see the answer", async () => {
  const { own, log } = setUp(() => ({ kind: "signed-in", token: "t2" }));
  await own.call("removeSecondFactor", { password: "p", code: "1" });
  expect(log).toEqual(["alone", "removeSecondFactor changing", "entered t2 changing", "others may go on"]);
  expect(own.changing()).toBe(false);
});

test("a refusal and a lost answer leave the session as it is", async () => {
  const refused = setUp(() => ({ kind: "wrong-code" }));
  expect(await refused.own.call("confirmSecondFactor", { code: "1" })).toEqual({ kind: "wrong-code" });
  const lost = setUp(() => {
    throw new Error("cut");
  });
  await expect(lost.own.call("confirmSecondFactor", { code: "1" })).rejects.toThrow("cut");
  for (const { own, log } of [refused, lost]) {
    expect(log.slice(0, 2)).toEqual(["alone", "confirmSecondFactor changing"]);
    expect(log.join()).not.toContain("entered");
    expect(own.changing()).toBe(false);
  }
});

test("any other call passes as it is, whatever it answers", async () => {
  const { own, log } = setUp(() => ({ kind: "signed-in", token: "t2" }));
  await own.call("refreshSession", {});
  expect(log).toEqual(["refreshSession at rest"]);
});
