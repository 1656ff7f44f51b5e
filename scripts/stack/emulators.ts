import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulatorEnvironment } from "../../firestore-local/src/cli/environment.ts";
import { root } from "./build.ts";
import { localConfig, type FirebaseJson } from "./config.ts";
import { endingWithParent } from "./end-with-parent.ts";
import type { Ports } from "./ports.ts";
import { copyBuilt, removeCopies } from "./served.ts";

/** A `demo-` project never reaches a real service, whatever the SDKs are told. */
export const PROJECT = "demo-trunkline";

export interface EmulatorOptions {
  readonly ports: Ports;
  /** Where Firestore keeps its documents; null keeps nothing. */
  readonly firestoreData: string | null;
  /** A folder written by `exportAccounts`, or null. */
  readonly importFrom: string | null;
  /** What the functions' secrets are, as `localSecrets` gives them. */
  readonly secrets: string;
  readonly env: Readonly<Record<string, string>>;
  /** File that takes what the emulators print. */
  readonly log: string;
}

export interface Emulators {
  /** Resolves with the exit code when the emulators end, asked or not. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

/** Starts Auth, Functions, Hosting, Storage, Tasks, Eventarc and Firestore; resolves when all are ready. */
export async function startEmulators(options: EmulatorOptions): Promise<Emulators> {
  const configFile = `firebase.local.${options.ports.admin}.json`;
  copyBuilt(options.ports, options.secrets);
  const production = JSON.parse(readFileSync(join(root, "firebase.json"), "utf8")) as FirebaseJson;
  writeFileSync(join(root, configFile), JSON.stringify(localConfig(production, options.ports), null, 2));

  // The Storage emulator keeps its files in one place of the machine and empties it when it ends: with a place of its own
  // each stack leaves the others' files alone. Short, because sockets lie there too.
  const scratch = mkdtempSync(join(tmpdir(), "trunkline-"));
  const official = process.env["FIRESTORE"] === "official";
  const environment = {
    ...process.env,
    PATH: `${join(root, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
    // firebase-tools is 20 MB of JavaScript; keeping it compiled saves a second or two of each start.
    NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled"),
    NODE_OPTIONS: endingWithParent(process.env["NODE_OPTIONS"]),
  };
  const child = spawn(
    join(root, "node_modules/.bin/node"),
    [
      "--import",
      join(import.meta.dirname, "quick-accounts.ts"),
      join(root, "node_modules/.bin/firebase"),
      "emulators:start",
      "--config",
      configFile,
      "--project",
      PROJECT,
      "--only",
      "auth,functions,firestore,hosting,storage,tasks,eventarc",
      ...(options.importFrom === null ? [] : ["--import", options.importFrom]),
    ],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      // Its own group: Ctrl-C in the terminal reaches us alone, and we stop it in order.
      detached: true,
      env: {
        ...environment,
        ...(official
          ? {}
          : emulatorEnvironment({
              base: environment,
              ...(options.firestoreData === null ? {} : { dataDir: options.firestoreData }),
            })),
        TMPDIR: scratch,
        ...options.env,
        FIREBASE_CLI_DISABLE_UPDATE_CHECK: "1",
        CI: "true",
        METADATA_SERVER_DETECTION: "none",
        // Seconds. Ten are the usual, after which a slow machine would be left without a single trigger.
        FUNCTIONS_DISCOVERY_TIMEOUT: "120",
      },
    },
  );
  const ended = new Promise<number>((resolve) => {
    child.on("error", () => resolve(127));
    child.on("exit", (code) => resolve(code ?? 1));
  }).finally(() => {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(join(root, configFile), { force: true });
    removeCopies(options.ports);
  });

  const log = createWriteStream(options.log);
  const lastLines: string[] = [];
  await Promise.race([
    ready(child, (line) => {
      log.write(`${line}\n`);
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
    }),
    ended.then((code) => {
      throw new Error(`The emulators ended while starting (exit ${code}):\n${lastLines.join("\n")}`);
    }),
  ]);
  return {
    ended,
    async stop() {
      child.kill("SIGINT");
      await ended;
    },
  };
}

function ready(child: ChildProcess, onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        onLine(line);
        if (line.includes("All emulators ready")) resolve();
      });
    }
  });
}

/**
 * Does work whose documents call no function: what is seeded holds its derived records already, and a hundred thousand
 * events would keep the functions busy for hours.
 */
export async function withoutTriggers<T>(ports: Ports, work: () => Promise<T>): Promise<T> {
  const ask = async (method: string, address: string): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${address}`, { method });
    if (!answer.ok) throw new Error(`${method} ${address} was answered ${answer.status}.`);
  };
  const both = async (background: string, local: string): Promise<void> => {
    await ask("PUT", `${ports.hub}/functions/${background}BackgroundTriggers`);
    // The official emulator sends its events all the same; they find nobody.
    if (process.env["FIRESTORE"] !== "official")
      await ask("POST", `${ports.firestore}/local/v1/triggers:${local}`);
  };
  await both("disable", "pause");
  const result = await work();
  await both("enable", "resume");
  return result;
}

/** Writes sign-in accounts and files (not Firestore, which keeps its own) to `folder` through the emulator hub. */
export async function exportAccounts(ports: Ports, folder: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${ports.hub}/_admin/export`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ path: folder, initiatedBy: "trunkline", targets: ["auth", "storage"] }),
  });
  if (!answer.ok)
    throw new Error(`Exporting the sign-in accounts failed: ${answer.status} ${await answer.text()}`);
}
