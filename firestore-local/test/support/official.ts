import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Whether the tests that can are to run against Google's emulator: `FIRESTORE=official`. */
export const OFFICIAL = process.env["FIRESTORE"] === "official";

/** The jar named by FIRESTORE_EMULATOR_BINARY_PATH, or the newest that firebase-tools has downloaded. */
function jar(): string {
  const named = process.env["FIRESTORE_EMULATOR_BINARY_PATH"];
  if (named !== undefined) return named;
  const folder = process.env["FIREBASE_EMULATORS_PATH"] ?? join(homedir(), ".cache/firebase/emulators");
  const found = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^cloud-firestore-emulator-v.*\.jar$/.test(name))
    : [];
  const newest = found.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
  if (newest === undefined)
    throw new Error(
      `FIRESTORE=official: no jar in ${folder}; "npx firebase setup:emulators:firestore" downloads it.`,
    );
  return join(folder, newest);
}

/** Starts the official emulator (it needs Java 21) and waits until it answers. */
export async function startOfficial(
  rules: string | undefined,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "firestore-official-"));
  const rulesFile = join(folder, "firestore.rules");
  if (rules !== undefined) writeFileSync(rulesFile, rules);
  const port = await freePort();
  const args = [
    "-jar",
    jar(),
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    ...(rules === undefined ? [] : ["--rules", rulesFile]),
  ];
  const child = spawn("java", args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = once(child, "exit");
  // It prints when it starts, but not reliably when it is ready: ask until it answers.
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`The official emulator did not start:\n${output}`);
    await pause(100);
  }
  return {
    port,
    close: async () => {
      child.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
