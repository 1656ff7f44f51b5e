import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emulatorEnvironment } from "../../src/cli/environment.ts";
import { HOME, run } from "./process.ts";

const JAVA = join(HOME, "bin/java");
/** A PATH with a shell's own tools and no Java. */
const TOOLS = "/usr/bin:/bin";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firestore-local-java-"));
  writeFileSync(join(folder, "java"), '#!/bin/sh\necho "the real java: $*"\n');
  chmodSync(join(folder, "java"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function java(args: readonly string[], path: string) {
  const process_ = run(JAVA, { args, env: { PATH: path } });
  return {
    code: await process_.ended,
    stdout: process_.stdout.join("\n"),
    stderr: process_.stderr.join("\n"),
  };
}

test("the stand-in says that it is Java 21, as firebase-tools asks", async () => {
  const { code, stderr } = await java(["-Duser.language=en", "-Dfile.encoding=UTF-8", "-version"], TOOLS);
  expect(code).toBe(0);
  // The expression by which firebase-tools reads the version.
  expect(/version "([1-9][0-9]*)/.exec(stderr)?.[1]).toBe("21");
});

test("every call that is not for Firestore or the Storage rules goes to the real Java, word by word", async () => {
  const path = [dirname(JAVA), folder, TOOLS].join(delimiter);
  expect(await java(["-Xmx1g", "-jar", "/opt/other tool.jar", "--port", "1"], path)).toEqual({
    code: 0,
    stdout: "the real java: -Xmx1g -jar /opt/other tool.jar --port 1",
    stderr: "",
  });
  expect((await java(["Main"], path)).stdout).toBe("the real java: Main");
});

test("without a real Java such a call says what is missing", async () => {
  const { code, stderr } = await java(
    ["-jar", "/opt/other.jar"],
    [dirname(JAVA), mkdtempSync(join(folder, "empty-"))].join(delimiter) + `${delimiter}${onlyTools()}`,
  );
  expect(code).toBe(127);
  expect(stderr).toContain("java is not installed");
});

/** dirname and the shell, but no java: the machine may have a real one in /usr/bin. */
function onlyTools(): string {
  const tools = mkdtempSync(join(folder, "tools-"));
  writeFileSync(join(tools, "dirname"), '#!/bin/sh\necho "${1%/*}"\n');
  chmodSync(join(tools, "dirname"), 0o755);
  return tools;
}

test("the Firestore jar is this server, whatever Node the shell has", async () => {
  // A node that must not be used: the one installed beside this package is.
  writeFileSync(join(folder, "node"), "#!/bin/sh\nexit 99\n");
  chmodSync(join(folder, "node"), 0o755);
  const { FIRESTORE_EMULATOR_BINARY_PATH: jar = "" } = emulatorEnvironment({ base: { PATH: TOOLS } });
  const args = [
    "-Dgoogle.cloud_firestore.debug_log_level=FINE",
    "-Duser.language=en",
    "-jar",
    jar,
    "--host",
    "127.0.0.1",
    "--port",
    "0",
    "--websocket_port",
    "9150",
    "--database-edition",
    "standard",
    "--project_id",
    "demo",
    "--single_project_mode",
    "true",
  ];
  const server = run(JAVA, { args, env: { PATH: [dirname(JAVA), folder, TOOLS].join(delimiter) } });
  await server.said("Firestore is ready on 127.0.0.1:");
  expect(await server.kill("SIGINT")).toBe(0);
});

test("the environment for firebase-tools changes nothing else, and names files that exist", () => {
  const plain = emulatorEnvironment({ base: { PATH: "/a:/b" } });
  expect(plain["PATH"]).toBe(`${dirname(JAVA)}${delimiter}/a:/b`);
  expect(Object.keys(plain).toSorted()).toEqual([
    "FIRESTORE_EMULATOR_BINARY_PATH",
    "PATH",
    "STORAGE_EMULATOR_BINARY_PATH",
  ]);
  for (const name of ["FIRESTORE_EMULATOR_BINARY_PATH", "STORAGE_EMULATOR_BINARY_PATH"])
    expect(existsSync(plain[name] ?? "")).toBe(true);
  expect(emulatorEnvironment({ base: {}, dataDir: "/data", extra: ["--faults"] })).toMatchObject({
    FIRESTORE_LOCAL_DATA: "/data",
    FIRESTORE_LOCAL_FLAGS: '["--faults"]',
  });
});
