/**
 * Makes the first administrator of a project (docs/deploy.md §5). Against the emulators of a running `npm start`:
 * `npm run first-admin -- --local 4600 --login … --name … --email …`.
 */
import { once } from "node:events";
import { parseArgs } from "node:util";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import { getFirestore } from "firebase-admin/firestore";
import { problemText } from "@trunkline/domain/customer/problem";
import { firstAdmin } from "../functions/src/admins/first.ts";
import { firebaseAccounts } from "../functions/src/platform/accounts.ts";
import { makeLines } from "../functions/src/platform/lines.ts";
import { storageFiles } from "../functions/src/platform/files.ts";
import type { Platform } from "../functions/src/platform/platform.ts";
import { cryptographic } from "../functions/src/platform/random.ts";
import { PROJECT } from "./stack/emulators.ts";
import { portsFrom } from "./stack/ports.ts";

const USAGE = `npm run first-admin -- (--project <project id> | --local <port of npm start>) --login <login> --name <name> --email <address>
The password is asked for, or read from standard input when that is not a terminal.`;

const { local, login, name, email, ...values } = readArguments();
const projectId = local === undefined ? values.project : PROJECT;
if (projectId === undefined || login === undefined || name === undefined || email === undefined) refuse();
if (local !== undefined) {
  if (!/^\d{4,5}$/.test(local)) refuse(`--local takes the port of a running npm start, not "${local}".`);
  const ports = portsFrom(Number(local));
  process.env["FIRESTORE_EMULATOR_HOST"] = `127.0.0.1:${ports.firestore}`;
  process.env["FIREBASE_AUTH_EMULATOR_HOST"] = `127.0.0.1:${ports.auth}`;
}

const password = await askPassword();
const app = initializeApp({ projectId });
const log = { info: console.log, warn: console.warn, failed: console.error };
const platform: Platform = {
  db: getFirestore(app),
  accounts: firebaseAccounts(
    async () => getAuth(app),
    () => "",
    log,
  ),
  files: storageFiles(async () => {
    throw new Error("This command keeps no files.");
  }),
  clock: () => Date.now() as ReturnType<Platform["clock"]>,
  random: cryptographic,
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  inLine: makeLines(),
  sealer: () => {
    throw new Error("This command seals nothing.");
  },
  defaultZone: "Etc/UTC",
  log,
};

const answer = await firstAdmin(platform, { login, name, email, password });
if (answer.kind === "created") {
  console.log(`${name} is the first administrator of ${projectId} and can sign in as ${login}.`);
} else if (answer.kind === "not-the-first") {
  console.error(
    `${projectId} has an administrator already; he adds the others in Administration → Administrators.`,
  );
  process.exitCode = 1;
} else {
  for (const [field, problem] of Object.entries(answer.problems))
    console.error(`${field}: ${problemText(problem)}`);
  process.exitCode = 1;
}

function readArguments() {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ options: { project: text, local: text, login: text, name: text, email: text } })
      .values;
  } catch (cause) {
    refuse(cause instanceof Error ? cause.message : String(cause));
  }
}

function refuse(why?: string): never {
  console.error(why === undefined ? USAGE : `${why}\n\n${USAGE}`);
  process.exit(1);
}

/** The password, not shown while it is typed; empty when the input ends without one. */
async function askPassword(): Promise<string> {
  let muted = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!muted) process.stdout.write(chunk);
      done();
    },
  });
  const terminal = process.stdin.isTTY;
  const lines = createInterface({ input: process.stdin, output, terminal });
  try {
    const typed = lines.question(terminal ? "Password (at least 10 characters): " : "");
    muted = true;
    return await Promise.race([typed, once(lines, "close").then(() => "")]);
  } finally {
    lines.close();
    if (terminal) process.stdout.write("\n");
  }
}
