import { expect, test } from "vitest";
import { runs } from "./command.ts";

const node = (code: string, tell: (line: string) => void) => runs(process.execPath, ["-e", code], { tell });

test("every line that a command prints is told before its exit code", async () => {
  const told: string[] = [];
  const code = await node(`console.log("one"); console.error("two"); process.exitCode = 3;`, (line) =>
    told.push(line),
  );
  expect(code).toBe(3);
  expect(told.sort()).toEqual(["one", "two"]);
});

test("what a command leaves behind is not waited for", async () => {
  const told: string[] = [];
  const sleeper = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit", detached: true })`;
  const code = await node(`const left = ${sleeper}; left.unref(); console.log(left.pid);`, (line) =>
    told.push(line),
  );
  process.kill(Number(told[0]));
  expect(code).toBe(0);
});

test("a command that does not exist has failed", async () => {
  expect(await runs("no-such-command", [], { tell: () => {} })).toBe(127);
});
