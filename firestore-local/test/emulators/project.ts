import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { emulatorEnvironment } from "../../src/cli/environment.ts";
import type { EmulatorEnvironment } from "../../src/cli/environment.ts";
import { OFFICIAL } from "../support/official.ts";

const HERE = dirname(fileURLToPath(import.meta.url));
const FIREBASE = createRequire(import.meta.url).resolve("firebase-tools/lib/bin/firebase.js");
const MODULES = dirname(
  dirname(realpathSync(createRequire(import.meta.url).resolve("firebase-tools/package.json"))),
);

export interface ProjectFiles {
  readonly firestoreRules: string;
  readonly storageRules: string;
  /** A module of Cloud Functions, CommonJS. */
  readonly functions: string;
}

export interface ExecResult {
  readonly code: number;
  /** Everything that firebase-tools and the script printed. */
  readonly output: string;
  /** What the script wrote to the file named in RESULT. */
  readonly result: unknown;
}

/** A Firebase project in a folder of its own, with free ports, to be run by the real firebase-tools. */
export interface Project {
  readonly folder: string;
  /** `firebase emulators:exec`, running one of the scripts beside this file. */
  exec(
    script: string,
    options?: { readonly flags?: readonly string[]; readonly environment?: EmulatorEnvironment },
  ): Promise<ExecResult>;
  remove(): void;
}

/** Makes the project; nothing runs yet. */
export async function makeProject(files: ProjectFiles): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), "firestore-local-project-"));
  mkdirSync(join(folder, "functions"));
  symlinkSync(MODULES, join(folder, "functions/node_modules"));
  writeFileSync(
    join(folder, "functions/package.json"),
    JSON.stringify({ name: "functions", main: "index.js", engines: { node: "24" } }),
  );
  writeFileSync(join(folder, "functions/index.js"), files.functions);
  writeFileSync(join(folder, "firestore.rules"), files.firestoreRules);
  writeFileSync(join(folder, "storage.rules"), files.storageRules);
  const names = ["auth", "functions", "firestore", "storage", "eventarc", "tasks", "hub", "logging"];
  const ports = await freePorts(names.length + 1);
  const emulators = Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        host: "127.0.0.1",
        port: ports[index],
        ...(name === "firestore" ? { websocketPort: ports.at(-1) } : {}),
      },
    ]),
  );
  writeFileSync(
    join(folder, "firebase.json"),
    JSON.stringify({
      firestore: { rules: "firestore.rules" },
      storage: { rules: "storage.rules" },
      functions: { source: "functions" },
      emulators: { ...emulators, ui: { enabled: false }, singleProjectMode: true },
    }),
  );
  return {
    folder,
    exec: (script, options = {}) => exec(folder, script, options),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function exec(
  folder: string,
  script: string,
  {
    flags = [],
    environment = {},
  }: { readonly flags?: readonly string[]; readonly environment?: EmulatorEnvironment },
): Promise<ExecResult> {
  const resultFile = join(folder, "result.json");
  rmSync(resultFile, { force: true });
  const command = `"${process.execPath}" "${join(HERE, script)}"`;
  const child = spawn(
    process.execPath,
    [FIREBASE, "emulators:exec", "--project", "demo-shim", ...flags, command],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        ...(OFFICIAL
          ? {}
          : { ...emulatorEnvironment(environment), FIREBASE_EMULATORS_PATH: join(folder, "downloads") }),
        RESULT: resultFile,
        // firebase-tools keeps its settings and asks for news elsewhere; neither belongs to a test.
        XDG_CONFIG_HOME: join(folder, ".config"),
        CI: "true",
        NO_UPDATE_NOTIFIER: "1",
      },
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = (await once(child, "close")) as [number | null];
  let result: unknown = null;
  try {
    result = JSON.parse(readFileSync(resultFile, "utf8"));
  } catch {
    // The script did not come so far; its output says why.
  }
  return { code: code ?? -1, output, result };
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      return (server.address() as AddressInfo).port;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
