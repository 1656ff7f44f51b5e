import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Counts {
  readonly passed: number;
  readonly failed: number;
}
interface Options {
  readonly long: boolean;
}
interface Step {
  readonly name: string;
  readonly what: string;
  readonly run: (options: Options) => Promise<Counts>;
}

/** The steps of `npm test`, cheapest first. */
export const steps: readonly Step[] = [
  { name: "types", what: "every package type-checks", run: () => check("node", ["scripts/typecheck.ts"]) },
  {
    name: "lint",
    what: "no lint finding, imports run one way",
    run: () => check("oxlint", ["--deny-warnings"]),
  },
  { name: "format", what: "every file is formatted", run: () => check("oxfmt", ["--check"]) },
  { name: "unit", what: "pure rules and parts", run: vitest("unit") },
  { name: "components", what: "web parts in a document", run: vitest("web") },
  { name: "engine", what: "the local Firestore's inner parts", run: vitest("engine") },
  { name: "local-firestore", what: "the local Firestore under the real SDKs", run: vitest("local") },
  { name: "rules", what: "who may do what", run: vitest("rules") },
  { name: "flows", what: "functions over the emulators", run: vitest("flows") },
  { name: "together", what: "eight people edit the same customers at random", run: vitest("together") },
  { name: "browser", what: "people in real browsers", run: vitest("browser") },
];

async function check(command: string, args: readonly string[]): Promise<Counts> {
  const code = await runs(command, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function vitest(project: string): (options: Options) => Promise<Counts> {
  return async ({ long }) => {
    const folder = await mkdtemp(join(tmpdir(), "trunkline-test-"));
    const output = join(folder, "report.json");
    const code = await runs(
      "vitest",
      ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${output}`],
      {
        TRUNKLINE_LONG: long ? "1" : "",
      },
    );
    const counts = await countsOf(output);
    await rm(folder, { recursive: true, force: true });
    // A crash outside any test (a failed import, an unhandled error) fails the step even when every test passed.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  };
}

async function countsOf(file: string): Promise<Counts> {
  try {
    const json = JSON.parse(await readFile(file, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: json.numPassedTests, failed: json.numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function runs(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
    child.on("error", () => resolve(127));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
