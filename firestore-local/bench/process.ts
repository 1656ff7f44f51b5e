import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const BIN = join(dirname(dirname(fileURLToPath(import.meta.url))), "bin/firestore-local.mjs");

export interface MeasuredServer {
  readonly port: number;
  /** From the start of the process to the line that says it is ready. */
  readonly readyAfter: number;
  /** Resident memory, in megabytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts the server in a process of its own, as a person would. */
export async function startMeasured(...args: readonly string[]): Promise<MeasuredServer> {
  const started = performance.now();
  const child = spawn(process.execPath, [BIN, "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const readyAfter = performance.now() - started;
  const { pid } = child;
  if (pid === undefined) throw new Error("the server did not start");
  return {
    port: Number(/:(\d+)/.exec(line)?.[1]),
    readyAfter,
    memory: () => Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024,
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
