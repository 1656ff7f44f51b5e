import type { AddressInfo } from "node:net";
import type { AdjustableClock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import type { Databases } from "./databases.ts";
import { createDatabases } from "./databases.ts";
import type { Database, IndexesFile } from "./engine/api.ts";
import { createDatabase } from "./engine/database.ts";
import type { DatabaseImage, Store } from "./journal/api.ts";
import { readExport, writeExport } from "./journal/export.ts";
import { readCaller } from "./rpc/auth.ts";
import { createMeter } from "./rpc/meter.ts";
import { createService } from "./rpc/service.ts";
import type { Issue } from "./rules/api.ts";
import { compileRules } from "./rules/compile-rules.ts";
import { describeValue } from "./rules/coverage/coverage.ts";
import { createRulesets } from "./rulesets.ts";
import type { Rulesets } from "./rulesets.ts";
import type { Triggers } from "./triggers/api.ts";
import { withFaults } from "./wire/control/faults.ts";
import { imageOf } from "./wire/emulator/transfer.ts";
import { createWires } from "./wire/wires.ts";

export interface ServerOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** The project this server is for; another one is served too, with a word in the log. */
  readonly project?: string | undefined;
  /** Source of the security rules; without any everything is allowed. */
  readonly rules?: string | undefined;
  /** A parsed firestore.indexes.json; without it no query is refused for want of an index. */
  readonly indexes?: IndexesFile | undefined;
  /** Where documents are kept; without it, in memory. Closed with the server. */
  readonly store?: Store | undefined;
  /** Documents to begin with, where the store has none of that database. */
  readonly seed?: readonly DatabaseImage[] | undefined;
  /** Takes the events of commits. Closed with the server. */
  readonly triggers?: Triggers | undefined;
  readonly clock?: AdjustableClock | undefined;
  /** Lets tests make the server unkind over HTTP. */
  readonly faults?: boolean | undefined;
  readonly listenRules?: "once" | "recheck" | undefined;
  readonly log?: ((line: string) => void) | undefined;
}

export interface RunningServer {
  readonly port: number;
  readonly databases: Databases;
  readonly rulesets: Rulesets;
  /** Ends every connection and stream, flushes and closes store and triggers. Idempotent. */
  close(): Promise<void>;
}

/** Rules that do not compile, at the start; the message has each problem with its line and column. */
export class RulesError extends Error {
  override readonly name = "RulesError";
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(
      issues
        .map(({ severity, line, column, description }) => `${line}:${column} ${severity}: ${description}`)
        .join("\n"),
    );
    this.issues = issues;
  }
}

/** Starts a Firestore server; resolves when it is ready to serve. Throws RulesError, or the error of the listening socket. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const clock = options.clock ?? systemClock();
  const log = options.log ?? (() => undefined);
  const rulesets = createRulesets((source) =>
    compileRules(source, { onDebug: (value) => log(`debug(): ${JSON.stringify(describeValue(value))}`) }),
  );
  if (options.rules !== undefined) {
    const { loaded, issues } = rulesets.load(null, options.rules);
    if (!loaded) throw new RulesError(issues);
    for (const { severity, line, column, description } of issues)
      log(`Rules ${line}:${column} ${severity}: ${description}`);
  }
  const databases = openDatabases(options, clock, log);
  const meter = createMeter(clock);
  const plain = createService({
    databases: databases.get,
    rules: rulesets,
    meter,
    clock,
    options: { listenRules: options.listenRules ?? "once", log },
  });
  const faulty = options.faults === true ? withFaults(plain) : undefined;
  const wires = createWires({
    wire: { service: faulty?.service ?? plain, authenticate: readCaller, log },
    emulator: { databases, rulesets, triggers: options.triggers, writeExport, readExport },
    meter,
    triggers: options.triggers,
    faults: faulty && { service: faulty.faults, clock },
  });
  await new Promise<void>((resolve, reject) => {
    wires.server.once("error", reject);
    wires.server.listen(options.port, options.host, () => resolve());
  });
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await wires.close();
    await options.triggers?.close();
    await options.store?.close();
  };
  return {
    port: (wires.server.address() as AddressInfo).port,
    databases,
    rulesets,
    close: () => (closed ??= close()),
  };
}

function openDatabases(
  options: ServerOptions,
  clock: AdjustableClock,
  log: (line: string) => void,
): Databases {
  const { store, triggers, project, indexes } = options;
  const images = new Map(
    [...(options.seed ?? []), ...(store?.takeImages() ?? [])].map((image) => [image.name, image]),
  );
  const make = (name: string): Database => {
    if (project !== undefined && !name.startsWith(`projects/${project}/`))
      log(`${name} is used, but this server was started for the project ${project}.`);
    const initial = images.get(name);
    images.delete(name);
    const journal = store?.journal(name);
    return createDatabase({
      name,
      clock,
      ...(initial && { initial }),
      ...(journal && { journal }),
      ...(indexes && { indexes }),
    });
  };
  const databases = createDatabases(make, (database) => {
    if (triggers) database.onCommit((commit) => triggers.publish(database.name, commit));
  });
  // All are opened now, so that a compaction sees every one of them.
  for (const name of images.keys()) databases.get(name);
  store?.compactWith(() => databases.all().map(imageOf));
  return databases;
}
