import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

interface Manner {
  /** Takes each line of what the command prints; without it the command prints to this terminal. */
  readonly tell: ((line: string) => void) | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command to its end; gives its exit code, 127 when it could not be started. */
export function runs(command: string, args: readonly string[], { tell, env }: Manner): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: tell === undefined ? "inherit" : ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    for (const stream of [child.stdout, child.stderr])
      if (stream !== null && tell !== undefined) createInterface({ input: stream }).on("line", tell);
    child.on("error", () => resolve(127));
    // What it printed last may be on its way still, but something that it left behind is not waited for.
    child.on("close", (code) => resolve(code ?? 1));
    child.on("exit", (code) => setTimeout(() => resolve(code ?? 1), 1000));
  });
}
