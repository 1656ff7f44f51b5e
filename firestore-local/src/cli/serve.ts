import { readFileSync } from "node:fs";
import type { IndexesFile } from "../engine/api.ts";
import { DataFolderError } from "../journal/api.ts";
import type { DatabaseImage, Store } from "../journal/api.ts";
import { readExport } from "../journal/export.ts";
import { inProject } from "../journal/move.ts";
import { openStore } from "../journal/store.ts";
import { RulesError, startServer } from "../server.ts";
import type { RunningServer } from "../server.ts";
import { createTriggers } from "../triggers/triggers.ts";
import { indexesBeside, readIndexesFile } from "./indexes-file.ts";
import type { Options } from "./options.ts";
import { watchFile } from "./watch.ts";

/** A server that cannot start; the message is a sentence for the person who started it. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** firebase-tools waits four seconds for the process to end; what is left undone then is said before that. */
const STOP_WITHIN = 3_500;

function log(line: string): void {
  console.error(line);
}

/**
 * Starts the server and keeps it until SIGINT or SIGTERM. Prints one line when it is ready, and warnings to stderr.
 * Throws StartError when the port, the rules, the indexes or the data folder cannot be used.
 */
export async function serve(options: Options): Promise<void> {
  const rules = options.rules === null ? undefined : readText(options.rules, "The rules file");
  const indexes = readIndexes(options.indexes ?? indexesBeside(options.rules));
  const { store, seed } = await openData(options);
  const triggers = createTriggers({ functionsEmulator: options.functionsEmulator, log });
  const { host, port, project, faults, listenRules } = options;
  let server: RunningServer;
  try {
    server = await startServer({
      host,
      port,
      project: project ?? undefined,
      rules,
      indexes,
      store,
      seed,
      triggers,
      faults,
      listenRules,
      log,
    });
  } catch (error) {
    await triggers.close();
    await store?.close();
    throw refusal(error, options);
  }
  const unwatch = watchRules(options, server);
  const stop = once(async () => {
    unwatch();
    await server.close();
  });
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  if (options.followParent) whenOrphaned(stop);
  console.log(
    `Firestore is ready on ${address(host)}:${server.port}${options.data === null ? " (in memory)" : `, documents in ${options.data}`}`,
  );
}

async function openData(options: Options): Promise<{ store?: Store; seed?: readonly DatabaseImage[] }> {
  try {
    const seed = await readSeed(options);
    if (options.data === null) return seed === undefined ? {} : { seed };
    const onCompactionError = (error: unknown): void =>
      log(`The journal in ${options.data} could not be compacted: ${String(error)}`);
    const store = await openStore(options.data, { onCompactionError, ...(seed && { seed }) });
    for (const notice of store.notices) log(notice);
    return { store };
  } catch (error) {
    if (error instanceof DataFolderError) throw new StartError(error.message);
    if (isSystemError(error))
      throw new StartError(`The data folder ${options.data} cannot be used: ${error.message}`);
    throw error;
  }
}

async function readSeed({ seedFromExport, project }: Options): Promise<readonly DatabaseImage[] | undefined> {
  if (seedFromExport === null) return undefined;
  const images = await readExport(seedFromExport);
  return project === null ? images : inProject(images, project);
}

/** Puts edited rules into force as soon as the file is saved. */
function watchRules(options: Options, server: RunningServer): () => void {
  const file = options.rules;
  if (file === null || !options.watchRules) return () => undefined;
  return watchFile(file, (source) => {
    const { loaded, issues } = server.rulesets.load(null, source);
    for (const { severity, line, column, description } of issues)
      log(`${file}:${line}:${column} ${severity}: ${description}`);
    log(
      loaded
        ? `The rules in ${file} are in force.`
        : `The rules in ${file} have errors; the old ones stay in force.`,
    );
  });
}

function readIndexes(file: string | null): IndexesFile | undefined {
  try {
    return file === null ? undefined : readIndexesFile(file);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}

function readText(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new StartError(
      `${what} ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function refusal(error: unknown, options: Options): unknown {
  if (error instanceof RulesError)
    return new StartError(`The rules in ${options.rules} have errors:\n${error.message}`);
  if (!isSystemError(error)) return error;
  const where = `${address(options.host)}:${options.port}`;
  // firebase-tools looks for the words "address already in use" and says then that another emulator is running.
  if (error.code === "EADDRINUSE")
    return new StartError(
      `Cannot listen on ${where}: address already in use. Is another server running? Stop it, or choose another --port.`,
    );
  return new StartError(`Cannot listen on ${where}: ${error.message}`);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}

function address(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** Does the work at the first call, within the time there is, and ends the process. */
function once(work: () => Promise<void>): () => void {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    setTimeout(() => {
      log("Stopping took too long; ending without waiting for open work. Acknowledged commits are on disk.");
      process.exit(1);
    }, STOP_WITHIN);
    void work().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
}

/** Calls `stop` soon after the parent process has ended. */
function whenOrphaned(stop: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}
