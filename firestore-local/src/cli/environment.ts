import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const BIN = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "bin");

export interface EmulatorEnvironment {
  /** Data folder; without it documents live in memory. */
  readonly dataDir?: string;
  /** Further flags for the server, such as `--faults`, which firebase-tools would not pass on. */
  readonly extra?: readonly string[];
  /** The environment to build on; `process.env` by default. */
  readonly base?: Readonly<Record<string, string | undefined>>;
}

/**
 * What to add to the environment of one `firebase emulators:start|exec` so that it runs this server, and our rules
 * runtime for Storage, where it would run Google's downloads. Only that child is affected.
 */
export function emulatorEnvironment(options: EmulatorEnvironment = {}): Record<string, string> {
  const base = options.base ?? process.env;
  return {
    PATH: [BIN, base["PATH"] ?? ""].join(delimiter),
    FIRESTORE_EMULATOR_BINARY_PATH: join(BIN, "firestore-local.mjs"),
    STORAGE_EMULATOR_BINARY_PATH: join(BIN, "storage-rules.mjs"),
    ...(options.dataDir === undefined ? {} : { FIRESTORE_LOCAL_DATA: options.dataDir }),
    ...(options.extra === undefined ? {} : { FIRESTORE_LOCAL_FLAGS: JSON.stringify(options.extra) }),
  };
}
