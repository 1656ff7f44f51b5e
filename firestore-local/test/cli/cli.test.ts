import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deleteApp, initializeApp } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HOME, run, startProcess } from "./process.ts";
import type { ProcessOptions, ServerProcess } from "./process.ts";

let folder: string;
const running: ServerProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firestore-local-cli-"));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.kill("SIGKILL")));
  rmSync(folder, { recursive: true, force: true });
});

async function start(...args: string[]): Promise<ServerProcess> {
  const server = await startProcess({ args });
  running.push(server);
  return server;
}

/** A command that is expected to end by itself. */
async function command(...args: string[]) {
  const options: ProcessOptions = { args: [join(HOME, "bin/firestore-local.mjs"), ...args] };
  const process_ = run(process.execPath, options);
  return {
    code: await process_.ended,
    stdout: process_.stdout.join("\n"),
    stderr: process_.stderr.join("\n"),
  };
}

const documents = (port: number, path: string): string =>
  `http://127.0.0.1:${port}/v1/projects/demo/databases/(default)/documents/${path}`;

async function create(port: number, id: string): Promise<void> {
  const answer = await fetch(documents(port, `notes?documentId=${id}`), {
    method: "POST",
    headers: { authorization: "Bearer owner" },
    body: JSON.stringify({ fields: { text: { stringValue: id } } }),
  });
  expect(answer.status).toBe(200);
}

async function read(
  port: number,
  id: string,
  headers: Record<string, string> = { authorization: "Bearer owner" },
): Promise<number> {
  return (await fetch(documents(port, `notes/${id}`), { headers })).status;
}

test("prints one line when it is ready, serves, and stops cleanly on SIGINT and on SIGTERM", async () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const server = await start();
    await create(server.port, "a");
    expect(await read(server.port, "a")).toBe(200);
    expect(await server.kill(signal)).toBe(0);
    expect(server.stdout.length).toBe(1);
    expect(server.stderr).toEqual([]);
  }
});

test("stops at once although listeners are open and commits are under way, and keeps what it acknowledged", async () => {
  const server = await start("--data", join(folder, "data"));
  process.env["FIRESTORE_EMULATOR_HOST"] = `127.0.0.1:${server.port}`;
  const app = initializeApp({ projectId: "demo" }, "stopping");
  const notes = getFirestore(app).collection("notes");
  const acknowledged: string[] = [];
  const enough = new Promise<void>((resolve) => {
    // Both ends of the connection go away on purpose.
    notes.onSnapshot(
      () => undefined,
      () => undefined,
    );
    for (let number = 0; number < 200; number++) {
      const ref = notes.doc(`note-${number}`);
      ref
        .set({ number })
        .then(() => acknowledged.push(ref.id) >= 20 && resolve())
        .catch(() => undefined);
    }
  });
  await enough;
  expect(await server.kill("SIGINT")).toBe(0);
  expect(server.stderr).toEqual([]);
  await deleteApp(app);
  const again = await start("--data", join(folder, "data"));
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(await Promise.all(acknowledged.map((id) => read(again.port, id)))).toEqual(
    acknowledged.map(() => 200),
  );
});

test("does not stay behind when npx or firebase-tools is killed", async () => {
  const script = `"${process.execPath}" "${join(HOME, "bin/firestore-local.mjs")}" --port 0; exit`;
  const shell = run("/bin/sh", { args: ["-c", script], env: { npm_command: "exec" } });
  await shell.said("Firestore is ready on ");
  // The server holds the other end of the shell's output: this resolves only when it has ended too.
  expect(await shell.kill("SIGKILL")).toBe("SIGKILL");
});

test("documents in a data folder survive a restart, and those in memory do not", async () => {
  for (const [args, status] of [
    [["--data", join(folder, "data")], 200],
    [[], 404],
  ] as const) {
    const first = await start(...args);
    await create(first.port, "a");
    await first.kill("SIGTERM");
    const second = await start(...args);
    expect(await read(second.port, "a")).toBe(status);
  }
});

test("a port in use is said in one clear sentence, with exit code 1", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, stderr } = await command("--port", String(port), "--data", join(folder, "data"));
  expect(code).toBe(1);
  expect(stderr).toBe(
    `Cannot listen on 127.0.0.1:${port}: address already in use. Is another server running? Stop it, or choose another --port.`,
  );
  await new Promise((resolve) => taken.close(resolve));
});

test("a data folder in use, a broken file and a wrong flag are each one sentence", async () => {
  await start("--data", join(folder, "data"));
  writeFileSync(join(folder, "indexes.json"), '{"indexes": 7}');
  const cases = [
    [["--port", "0", "--data", join(folder, "data")], 1, /is in use by another server \(process \d+\)/],
    [
      ["--port", "0", "--rules", join(folder, "none.rules")],
      1,
      /The rules file .*none\.rules cannot be read/,
    ],
    [["--port", "0", "--indexes", join(folder, "indexes.json")], 1, /needs a list of "indexes"/],
    [["--port", "0", "--seed_from_export", join(folder, "none")], 1, /cannot be read/],
    [["--nonsense"], 2, /nonsense/],
  ] as const;
  for (const [args, expected, reason] of cases) {
    const { code, stderr } = await command(...args);
    expect(code).toBe(expected);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain("    at ");
  }
});

test("--help and --version answer and end", async () => {
  expect(await command("--help")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("--listen-rules"),
  });
  expect(await command("--version")).toMatchObject({ code: 0, stdout: "0.1.0" });
});

function rules(read: string): string {
  return `rules_version = '2';\nservice cloud.firestore {\n  match /databases/{d}/documents {\n    match /notes/{id} { allow read: if ${read}; }\n  }\n}\n`;
}

test("rules are in force from the start, edits are taken at once, and rules with errors leave the old ones", async () => {
  const file = join(folder, "firestore.rules");
  writeFileSync(file, rules("false"));
  const server = await start("--rules", file);
  await create(server.port, "a");
  expect(await read(server.port, "a", {})).toBe(403);
  writeFileSync(file, rules("true"));
  await server.said("are in force");
  expect(await read(server.port, "a", {})).toBe(200);
  writeFileSync(file, rules("tru e"));
  await server.said("the old ones stay in force");
  expect(await read(server.port, "a", {})).toBe(200);
});

test("rules with errors do not start a server; each error has its place", async () => {
  const file = join(folder, "firestore.rules");
  writeFileSync(file, "rules_version = '2';\nservice cloud.firestore {\n  match /a {\n");
  const { code, stderr } = await command("--port", "0", "--rules", file);
  expect(code).toBe(1);
  expect(stderr).toMatch(/have errors:\n\d+:\d+ /);
});
