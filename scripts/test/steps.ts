import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runs } from "./command.ts";

interface Counts {
  readonly passed: number;
  readonly failed: number;
}
export interface Options {
  readonly long: boolean;
  /** Takes what the step prints, line by line; without it the step prints for itself. */
  readonly tell: ((line: string) => void) | undefined;
}
export interface Step {
  readonly name: string;
  readonly what: string;
  readonly run: (options: Options) => Promise<Counts>;
}

/**
 * The steps of `npm test`, in two lanes that run beside each other: people in browsers, and servers with lost networks,
 * wait a good part of their time. In a lane one step follows the other, the cheapest first.
 */
export const lanes: readonly (readonly Step[])[] = [
  [{ name: "browser", what: "people in real browsers", run: vitest("browser") }],
  [
    { name: "types", what: "every package type-checks", run: check("node", ["scripts/typecheck.ts"]) },
    { name: "lint", what: "no lint finding, imports run one way", run: check("oxlint", ["--deny-warnings"]) },
    { name: "format", what: "every file is formatted", run: check("oxfmt", ["--check"]) },
    { name: "unit", what: "pure rules and parts", run: vitest("unit") },
    { name: "components", what: "web parts in a document", run: vitest("web") },
    { name: "engine", what: "the local Firestore's inner parts", run: vitest("engine") },
    { name: "local-firestore", what: "the local Firestore under the real SDKs", run: vitest("local") },
    { name: "rules", what: "who may do what", run: vitest("rules") },
    { name: "flows", what: "functions over the emulators", run: vitest("flows") },
    { name: "together", what: "eight people edit the same customers at random", run: vitest("together") },
  ],
];

type Run = Step["run"];

function check(command: string, args: readonly string[]): Run {
  return async ({ tell }) => {
    const code = await runs(command, args, { tell });
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };
}

function vitest(project: string): Run {
  return async ({ long, tell }) => {
    const folder = await mkdtemp(join(tmpdir(), "trunkline-test-"));
    const output = join(folder, "report.json");
    const code = await runs(
      "vitest",
      ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${output}`],
      { tell, env: { TRUNKLINE_LONG: long ? "1" : "" } },
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
