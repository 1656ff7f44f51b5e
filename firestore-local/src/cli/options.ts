import { parseArgs } from "node:util";

/** What the server was asked to be, from its flags and environment. */
export interface Options {
  readonly host: string;
  /** 0 lets the system choose; the line printed when ready names the choice. */
  readonly port: number;
  readonly rules: string | null;
  readonly indexes: string | null;
  /** Data folder; null keeps everything in memory. */
  readonly data: string | null;
  readonly project: string | null;
  readonly faults: boolean;
  readonly listenRules: "once" | "recheck";
  /** `host:port` of the functions emulator that takes trigger events. */
  readonly functionsEmulator: string | null;
  /** An export's metadata file to begin with. */
  readonly seedFromExport: string | null;
  /** Whether edits of the rules file are taken at once; firebase-tools watches the file itself and sends them. */
  readonly watchRules: boolean;
  /** Whether to stop when the process that started this one has gone without a word. */
  readonly followParent: boolean;
}

/** A command line that cannot be understood; the message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE = `firestore-local: a local Firestore server

  --host <address>           where to listen (127.0.0.1)
  --port <number>            which port (8080; 0 picks a free one)
  --rules <file>             security rules; without them everything is allowed
  --indexes <file>           firestore.indexes.json; with it (or one beside the rules), a query that needs a missing index is refused
  --data <folder>            keep documents there (or set FIRESTORE_LOCAL_DATA); otherwise in memory
  --project <id>             the project that emulator endpoints without one mean
  --listen-rules=recheck     judge the rules of open listeners again at every commit
  --faults                   let tests make the server unkind over HTTP
  --functions_emulator <host:port>   where trigger events go
  --seed_from_export <file>  begin with an export (its .overall_export_metadata file)
  --version, --help

Flags in FIRESTORE_LOCAL_FLAGS are read first. The other flags of the official emulator are accepted.
`;

const TEXT = { type: "string" } as const;
const SWITCH = { type: "boolean" } as const;
const FLAGS = {
  host: TEXT,
  port: TEXT,
  rules: TEXT,
  indexes: TEXT,
  data: TEXT,
  project: TEXT,
  project_id: TEXT,
  faults: SWITCH,
  "listen-rules": TEXT,
  functions_emulator: TEXT,
  seed_from_export: TEXT,
  version: SWITCH,
  help: SWITCH,
  // Passed by firebase-tools; nothing here depends on them.
  websocket_port: TEXT,
  webchannel_port: TEXT,
  "database-edition": TEXT,
  single_project_mode: TEXT,
  single_project_mode_error: TEXT,
} as const;

/** Reads a command line; throws UsageError. "help" and "version" ask for that text alone. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options | "help" | "version" {
  const values = parse([...extraFlags(env["FIRESTORE_LOCAL_FLAGS"] ?? ""), ...args]);
  if (values.help === true) return "help";
  if (values.version === true) return "version";
  if (values["database-edition"] === "enterprise")
    throw new UsageError("--database-edition enterprise: only the standard edition is served.");
  return {
    host: values.host ?? "127.0.0.1",
    port: portNumber(values.port ?? "8080"),
    rules: values.rules ?? null,
    indexes: values.indexes ?? null,
    data: values.data ?? (env["FIRESTORE_LOCAL_DATA"] || null),
    project: values.project ?? values.project_id ?? null,
    faults: values.faults === true,
    listenRules: listenRules(values["listen-rules"]),
    functionsEmulator: values.functions_emulator ?? null,
    seedFromExport: values.seed_from_export ?? null,
    watchRules: values.websocket_port === undefined,
    // firebase-tools that was killed, and npx that was told to stop, leave their child behind, with its port and data folder.
    followParent:
      env["npm_command"] === "exec" ||
      (env["IS_FIREBASE_CLI"] === "true" && values.websocket_port !== undefined),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Flags from the environment: a JSON list, or words between blanks. */
function extraFlags(text: string): readonly string[] {
  if (!text.trimStart().startsWith("[")) return text.split(/\s+/).filter((word) => word !== "");
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((flag): flag is string => typeof flag === "string")) return list;
  } catch {
    // Falls through to the same sentence: it is no list of strings.
  }
  throw new UsageError("FIRESTORE_LOCAL_FLAGS is neither words nor a JSON list of strings.");
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--port ${text}: a port is a number from 0 to 65535.`);
  return port;
}

function listenRules(text: string | undefined): Options["listenRules"] {
  if (text === undefined || text === "once" || text === "recheck") return text ?? "once";
  throw new UsageError(`--listen-rules=${text}: it is "once" (the default) or "recheck".`);
}
