import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, inject, test } from "vitest";
import { root } from "../../scripts/stack/build.ts";
import { freePorts, type Ports } from "../../scripts/stack/ports.ts";
import { DEMO_PASSWORD } from "../seed/generate.ts";
import { PATIENCE_MS } from "./eventually.ts";
import { idTokenOf } from "./token.ts";

/* Everything that `npm start` started is killed in the middle of work, as when the power goes. */

const shared = inject("stack");
const data = mkdtempSync(join(tmpdir(), "trunkline-kill-"));
let running: Started | undefined;

afterAll(() => {
  running?.kill();
  rmSync(data, { recursive: true, force: true });
});

interface Started {
  readonly said: string;
  kill(): void;
}

test("after kill -9 of everything nothing acknowledged is lost and everybody can sign in", async () => {
  const ports = await freePorts(5700);
  running = await start(ports);
  const site = {
    ...shared,
    ports,
    admin: `http://127.0.0.1:${ports.admin}`,
    portal: `http://127.0.0.1:${ports.portal}`,
  };
  const boss = await idTokenOf(site, "admin", { login: "admin", password: DEMO_PASSWORD });
  const newcomer = { login: "newcomer", password: "portal-pass-1" };
  const added = await call(site.admin, boss, "createCustomer", {
    key: "kill-test-request-key",
    values: { name: "New Comer", login: newcomer.login },
    password: newcomer.password,
    preview: null,
    anyway: true,
  });
  expect(added).toMatchObject({ kind: "created" });

  const acknowledged = new Set<string>();
  const writing = Array.from({ length: 4 }, (_, writer) => keepWriting(ports, writer, acknowledged));
  await expect.poll(() => acknowledged.size, { timeout: PATIENCE_MS, interval: 10 }).toBeGreaterThan(100);
  running.kill();
  await Promise.all(writing);

  running = await start(ports);
  const kept = await writtenIn(ports);
  expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
  await idTokenOf(site, "admin", { login: "admin", password: DEMO_PASSWORD });
  await idTokenOf(site, "admin", { login: "petr", password: DEMO_PASSWORD });
  await idTokenOf(site, "portal", { login: "000001", password: DEMO_PASSWORD });
  await idTokenOf(site, "portal", newcomer);
  await expect(idTokenOf(site, "portal", { ...newcomer, password: "wrong" })).rejects.toThrow("refused");
});

/** Runs `npm start`'s own program on the test's data folder; resolves when it shows the addresses. */
async function start(ports: Ports): Promise<Started> {
  const child = spawn(
    join(root, "node_modules/.bin/node"),
    ["scripts/start/main.ts", "--data", data, "--port", String(ports.admin), "--customers", "5"],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"], detached: true },
  );
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`npm start ended (${code}):\n${said}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      said += `${line}\n`;
      if (line.includes("Ctrl-C stops everything")) resolve();
    });
  });
  child.removeAllListeners("exit");
  return { said, kill: () => killAll(child) };
}

/** SIGKILL to the program and to everything below it, whatever group it is in. */
function killAll(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const parents = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .stdout.trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const doomed = [child.pid];
  for (const parent of doomed) {
    for (const [pid, above] of parents) if (above === parent && pid !== undefined) doomed.push(pid);
  }
  for (const pid of doomed) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone with its parent.
    }
  }
}

const documents = (ports: Ports) =>
  `http://127.0.0.1:${ports.firestore}/v1/projects/${shared.project}/databases/(default)/documents/written`;
const owner = { authorization: "Bearer owner", "content-type": "application/json" };

/** Writes one document after the other until the database is gone; notes what it acknowledged. */
async function keepWriting(ports: Ports, writer: number, acknowledged: Set<string>): Promise<void> {
  for (let n = 0; ; n += 1) {
    const id = `${writer}-${n}`;
    try {
      const answer = await fetch(`${documents(ports)}?documentId=${id}`, {
        method: "POST",
        headers: owner,
        body: JSON.stringify({ fields: { n: { integerValue: String(n) } } }),
      });
      if (!answer.ok) return;
      await answer.text();
    } catch {
      return;
    }
    acknowledged.add(id);
  }
}

/** Ids of the documents that `keepWriting` wrote. */
async function writtenIn(ports: Ports): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let token = "";
  do {
    const answer = await fetch(`${documents(ports)}?pageSize=300&pageToken=${encodeURIComponent(token)}`, {
      headers: owner,
    });
    const page = (await answer.json()) as { documents?: readonly { name: string }[]; nextPageToken?: string };
    for (const { name } of page.documents ?? []) ids.add(name.slice(name.lastIndexOf("/") + 1));
    token = page.nextPageToken ?? "";
  } while (token !== "");
  return ids;
}

async function call(origin: string, idToken: string, name: string, input: object): Promise<unknown> {
  const answer = await fetch(`${origin}/api/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${idToken}` },
    body: JSON.stringify({ data: input }),
  });
  return ((await answer.json()) as { result?: unknown }).result;
}
