import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../scripts/stack/build.ts";
import { PROJECT, startEmulators } from "../../scripts/stack/emulators.ts";
import { localPlatform, type LocalPlatform } from "../../scripts/stack/local-platform.ts";
import { freePorts, type Ports } from "../../scripts/stack/ports.ts";
import { localSecrets } from "../../scripts/stack/secrets.ts";
import { seedIfEmpty } from "../../scripts/stack/seed.ts";
import { wakeSites } from "../../scripts/stack/wake.ts";
import type { DemoLogin } from "../seed/generate.ts";

/** What a test needs to know to reach the running stack; plain data, so that it travels to the test's process. */
export interface StackAddresses {
  readonly project: string;
  readonly ports: Ports;
  /** Origins of the two sites. */
  readonly admin: string;
  readonly portal: string;
  /** Where the stack's secrets are; `platformOf` opens them. */
  readonly dataDir: string;
  /** People of the demonstration, with their passwords. */
  readonly logins: readonly DemoLogin[];
}

export interface Stack {
  readonly addresses: StackAddresses;
  stop(): Promise<void>;
}

// Away from `npm start`, which may be running beside the tests; each run looks from a place of its own, so that two
// that start at the same moment do not both find the same block free. Browsers refuse no port from 7000 to 10000.
const FIRST_PORT = 7000 + (process.pid % 100) * 20;
const CUSTOMERS = 60;
// One moment for all runs: the demonstration's dates are counted from it.
const SEEDED_AT = new Date(Date.UTC(2026, 10, 20, 9, 0, 0));

/** Builds what changed, starts every emulator with the built functions and sites, and fills it with the demonstration. */
export async function startStack(say: (line: string) => void = () => {}): Promise<Stack> {
  await build(say);
  const dataDir = mkdtempSync(join(tmpdir(), "trunkline-stack-"));
  const ports = await freePorts(FIRST_PORT);
  const emulators = await startEmulators({
    ports,
    firestoreData: null,
    importFrom: null,
    secrets: localSecrets(dataDir),
    env: {},
    log: join(dataDir, "emulators.log"),
  });
  const platform = localPlatform(ports, dataDir);
  try {
    const logins = await seedIfEmpty({
      platform,
      ports,
      dataDir,
      customers: CUSTOMERS,
      now: SEEDED_AT,
      detail: say,
    });
    await wakeSites(ports);
    return {
      addresses: {
        project: PROJECT,
        ports,
        admin: origin(ports.admin),
        portal: origin(ports.portal),
        dataDir,
        logins,
      },
      async stop() {
        await emulators.stop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await emulators.stop();
    throw cause;
  } finally {
    await platform.close();
  }
}

const origin = (port: number) => `http://127.0.0.1:${port}`;

/** The functions' own platform joined to a running stack, for tests that look behind the rules. Close it. */
export function platformOf({ ports, dataDir }: StackAddresses): LocalPlatform {
  return localPlatform(ports, dataDir);
}
