import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const HOME = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface ServerProcess {
  readonly port: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** Resolves with the exit code, or the signal that ended the process. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Resolves when a line of either stream contains the text. */
  said(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

export interface ProcessOptions {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command as a person would, in a process of its own, and waits for nothing. */
export function run(program: string, { args, env = {} }: ProcessOptions): Omit<ServerProcess, "port"> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const stdout: string[] = [];
  const stderr: string[] = [];
  const waiting = new Set<() => void>();
  const take = (lines: string[]) => (line: string) => {
    lines.push(line);
    for (const check of waiting) check();
  };
  const closed = [child.stdout, child.stderr].map(
    (stream, index) =>
      new Promise<void>((resolve) =>
        createInterface({ input: stream })
          .on("line", take(index === 0 ? stdout : stderr))
          .on("close", resolve),
      ),
  );
  const exited = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? signal ?? -1));
  });
  const ended = Promise.all([exited, ...closed]).then(([how]) => how);
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (![...stdout, ...stderr].some((line) => line.includes(text))) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
      void ended.then(() =>
        reject(new Error(`ended without saying "${text}":\n${[...stdout, ...stderr].join("\n")}`)),
      );
    });
  return {
    stdout,
    stderr,
    ended,
    said,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Starts a server on a free port and waits until it is ready. */
export async function startProcess(options: ProcessOptions): Promise<ServerProcess> {
  const running = run(process.execPath, {
    ...options,
    args: [join(HOME, "bin/firestore-local.mjs"), "--port", "0", ...options.args],
  });
  await running.said("Firestore is ready on ");
  const port = Number(/:(\d+)/.exec(running.stdout.join("\n"))?.[1]);
  return { ...running, port };
}
