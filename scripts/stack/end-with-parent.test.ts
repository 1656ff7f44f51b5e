import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { endingWithParent } from "./end-with-parent.ts";

const LIVES_ON = "console.log(`child ${process.pid}`); setInterval(() => undefined, 1000)";
const PARENT = `
  const { spawn } = require("node:child_process");
  spawn(process.execPath, ["-e", ${JSON.stringify(LIVES_ON)}], {
    stdio: "inherit",
    env: { ...process.env, NODE_OPTIONS: process.env.OF_CHILD },
  });
`;

test("who is started below a local start ends by itself when that is killed", async () => {
  const parent = spawn(process.execPath, ["-e", PARENT], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OF_CHILD: endingWithParent("--no-deprecation") },
  });
  const lines = createInterface({ input: parent.stdout });
  const [said] = (await once(lines, "line")) as [string];
  const child = Number(said.slice("child ".length));
  let gone = false;
  onTestFinished(() => void (gone || process.kill(child, "SIGKILL")));
  // Both write to one pipe: it is closed when the last of them is gone.
  const closed = once(parent.stdout, "close");
  parent.kill("SIGKILL");
  await closed;
  gone = true;
});

test("what Node was told before stays", () => {
  expect(endingWithParent("--max-old-space-size=300")).toMatch(/^--max-old-space-size=300 --import=file:/);
  expect(endingWithParent(undefined)).toMatch(/^--import=file:/);
});
