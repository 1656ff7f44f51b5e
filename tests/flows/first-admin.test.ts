import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, expect, inject, test, vi } from "vitest";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { ADMINS, credentialPath, sessionPath } from "@trunkline/domain/paths";
import { deleteApp, initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import { getFirestore } from "firebase-admin/firestore";
import { root } from "../../scripts/stack/build.ts";

/* The command of docs/deploy.md §5 as it is typed, over the real Admin SDK, in a project that has nothing yet. */

const { ports } = inject("stack");
const PROJECT = "demo-first-admin";
const PASSWORD = "correct horse battery";
process.env["FIRESTORE_EMULATOR_HOST"] = `127.0.0.1:${ports.firestore}`;
process.env["FIREBASE_AUTH_EMULATOR_HOST"] = `127.0.0.1:${ports.auth}`;
const app = initializeApp({ projectId: PROJECT }, PROJECT);
const db = getFirestore(app);
afterAll(() => deleteApp(app));

const OLGA = [
  "--project",
  PROJECT,
  "--login",
  "olga",
  "--name",
  "Olga Nováková",
  "--email",
  "olga@isp.example",
];
// Each run of the command loads the whole Admin SDK.
vi.setConfig({ testTimeout: 120_000 });

const EVE = ["--login", "eve", "--name", "Eve", "--email", "eve@isp.example"];

interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** Runs the command; `typed` is what its standard input holds. */
function firstAdmin(args: readonly string[], typed: string): Promise<Ran> {
  const child = spawn(join(root, "node_modules/.bin/node"), ["scripts/first-admin.ts", ...args], {
    cwd: root,
    env: {
      ...process.env,
      METADATA_SERVER_DETECTION: "none",
      NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled"),
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stdin.end(typed);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, said })));
}

const accounts = async () => (await getAuth(app).listUsers()).users;

async function signsIn(email: string, password: string): Promise<boolean> {
  const answer = await fetch(
    `http://127.0.0.1:${ports.auth}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword`,
    {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer owner" },
      body: JSON.stringify({ email, password, targetProjectId: PROJECT, returnSecureToken: true }),
    },
  );
  return answer.ok;
}

test("what makes no sense is said in words, and nothing is made", async () => {
  const [nothing, unknown, local, ended, wrong] = await Promise.all([
    firstAdmin([], ""),
    firstAdmin([...OLGA, "--pasword", "x"], ""),
    firstAdmin(["--local", "here", ...OLGA.slice(2)], ""),
    firstAdmin(OLGA, ""),
    firstAdmin([...OLGA.slice(0, 6), "--email", "nowhere"], "short\n"),
  ]);
  expect([nothing, unknown, local, ended, wrong].map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
  expect(nothing.said).toContain("npm run first-admin -- (--project");
  expect(unknown.said).toContain("--pasword");
  expect(local.said).toContain("--local takes the port");
  expect(ended.said).toMatch(/^password: /m);
  expect(wrong.said).toMatch(/^email: /m);
  expect(wrong.said).toMatch(/^password: /m);
  for (const { said } of [nothing, unknown, local, ended, wrong]) expect(said).not.toMatch(/\n {4}at /);
  expect((await db.collection(ADMINS).get()).empty).toBe(true);
  expect(await accounts()).toEqual([]);
});

test("the first administrator can do everything and sign in; a second is refused; no password is ever printed", async () => {
  const made = await firstAdmin(OLGA, `${PASSWORD}\n`);
  expect(made).toEqual({
    code: 0,
    said: `Olga Nováková is the first administrator of ${PROJECT} and can sign in as olga.\n`,
  });
  const admins = await db.collection(ADMINS).get();
  expect(admins.docs.map((one) => one.data())).toEqual([
    expect.objectContaining({ login: "olga", roleId: "super-administrator", partner: "*", state: "active" }),
  ]);
  const uid = admins.docs[0]?.id as AdminId;
  expect((await db.doc(sessionPath(uid)).get()).data()).toMatchObject({ open: true, partner: "*" });
  const address = String((await db.doc(credentialPath(uid)).get()).get("email"));
  expect(await signsIn(address, PASSWORD)).toBe(true);
  expect(await signsIn(address, "another password")).toBe(false);

  const second = await firstAdmin([...OLGA.slice(0, 2), ...EVE], `${PASSWORD}-2\n`);
  expect(second.code).toBe(1);
  expect(second.said).toContain("has an administrator already");
  expect((await db.collection(ADMINS).get()).size).toBe(1);
  expect((await accounts()).map((one) => one.uid)).toEqual([uid]);
  expect(made.said + second.said).not.toContain(PASSWORD);
});
