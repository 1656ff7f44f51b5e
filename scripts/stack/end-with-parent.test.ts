import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { endingWithParent } from "./end-with-parent.ts";

const LIVES_ON = "console.log(`child ${process.pid}`); setInterval(() => undefined, 1000)";
const PARENT = `
  const { spawn } = require("node:child_process");
  const [command, ...args] = JSON.parse(process.env.CHILD);
  spawn(command, args, {
    stdio: "inherit",
    env: { ...process.env, NODE_OPTIONS: process.env.OF_CHILD },
  });
`;

test.each([
  ["itself", [process.execPath, "-e", LIVES_ON]],
  ["through a shell, as npm does", ["sh", "-c", `"$NODE" -e '${LIVES_ON}'`]],
])("what a local start has started %s ends when that is killed", async (_how, child) => {
  const parent = spawn(process.execPath, ["-e", PARENT], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      CHILD: JSON.stringify(child),
      NODE: process.execPath,
      OF_CHILD: endingWithParent("--no-deprecation"),
    },
  });
  await endsWithIt(parent);
});

async function endsWithIt(parent: ChildProcessByStdio<null, Readable, null>): Promise<void> {
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
}

test("what Node was told before stays", () => {
  expect(endingWithParent("--max-old-space-size=300")).toMatch(/^--max-old-space-size=300 --import=file:/);
  expect(endingWithParent(undefined)).toMatch(/^--import=file:/);
});
