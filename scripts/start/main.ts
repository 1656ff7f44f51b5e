/**
 * `npm start`: builds, starts every part on this machine, seeds on the first start, and keeps what people do until
 * the next. Ctrl-C stops all of it.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { accountKeeper } from "../stack/accounts.ts";
import { build, root } from "../stack/build.ts";
import { startEmulators } from "../stack/emulators.ts";
import { localPlatform } from "../stack/local-platform.ts";
import { freePorts } from "../stack/ports.ts";
import { everyMinute } from "../stack/schedule.ts";
import { localSecrets } from "../stack/secrets.ts";
import { seedIfEmpty } from "../stack/seed.ts";
import { wakeSites } from "../stack/wake.ts";
import { readOptions } from "./options.ts";
import { progress } from "./progress.ts";
import { watchSources } from "./watch.ts";

const options = readOptions(process.argv.slice(2));
if (typeof options === "string") {
  console.log(options);
  process.exit(options.startsWith("npm start") ? 0 : 1);
}

const data = resolve(root, options.data);
if (options.fresh) rmSync(data, { recursive: true, force: true });
mkdirSync(data, { recursive: true });
const emulatorLog = join(data, "emulators.log");

const step = progress(options.watch ? 5 : 4);
await step("Building what changed", build);
const ports = await freePorts(options.port, (busy) =>
  console.log(`      Port ${busy} is in use; trying the next block.`),
);

const keeper = accountKeeper(data, ports);
const emulators = await step("Starting the emulators", () =>
  startEmulators({
    ports,
    firestoreData: join(data, "firestore"),
    importFrom: keeper.latest(),
    secrets: localSecrets(data),
    env: {},
    log: emulatorLog,
  }),
);

// From here on every way out stops the emulators.
let stopping = false;
async function stop(code: number): Promise<never> {
  if (!stopping) {
    stopping = true;
    console.log("\nStopping; what you did is kept.");
    stopSchedule();
    await keeper
      .close()
      .catch((cause: unknown) => console.error("Keeping the sign-in accounts failed:", cause));
    await emulators.stop();
  }
  process.exit(code);
}
process.on("SIGINT", () => void stop(0));
process.on("SIGTERM", () => void stop(0));
let stopSchedule = () => {};
void emulators.ended.then((code) => {
  if (stopping) return;
  console.error(`The emulators ended by themselves (exit ${code}); their log is ${emulatorLog}.`);
  process.exit(1);
});

process.on("uncaughtException", (cause) => {
  console.error(cause);
  void stop(1);
});

const platform = localPlatform(ports, data);
const logins = await step("Looking whether the provider has its customers", (detail) =>
  seedIfEmpty({ platform, ports, dataDir: data, customers: options.customers, now: new Date(), detail }),
);
await step("Checking that everybody can sign in", (detail) =>
  Promise.all([keeper.start(platform, detail), wakeSites(ports)]),
);
stopSchedule = everyMinute(platform, (cause) => console.error("The minute's jobs failed:", cause));
const sites = options.watch ? await step("Watching the sources", () => watchSources(ports)) : null;

const nameWidth = Math.max(...logins.map(({ who }) => who.length));
console.log(`
  Admin app   ${sites?.admin ?? `http://127.0.0.1:${ports.admin}`}
  Portal      ${sites?.portal ?? `http://127.0.0.1:${ports.portal}`}

${logins.map(({ site, who, login, password }) => `  ${site.padEnd(8)}${who.padEnd(nameWidth + 2)}${login.padEnd(14)}${password}`).join("\n")}

  Data is kept in ${options.data}; npm start -- --fresh begins anew. Ctrl-C stops everything.
`);
