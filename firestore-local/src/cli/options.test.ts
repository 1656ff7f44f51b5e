import { expect, test } from "vitest";
import { readOptions, UsageError } from "./options.ts";

test("the command line of firebase-tools is understood as it is", () => {
  const args =
    "--host 127.0.0.1 --port 8123 --websocket_port 9150 --database-edition standard --project_id demo --rules /app/firestore.rules --single_project_mode true --functions_emulator 127.0.0.1:5001 --seed_from_export /x/firestore_export.overall_export_metadata";
  expect(readOptions(args.split(" "), { FIRESTORE_LOCAL_DATA: "/data" })).toEqual({
    host: "127.0.0.1",
    port: 8123,
    rules: "/app/firestore.rules",
    indexes: null,
    data: "/data",
    project: "demo",
    faults: false,
    listenRules: "once",
    functionsEmulator: "127.0.0.1:5001",
    seedFromExport: "/x/firestore_export.overall_export_metadata",
    watchRules: false,
    followParent: false,
  });
});

test("flags may come from the environment, as words or as a list, and the command line wins", () => {
  expect(readOptions(["--port=1"], { FIRESTORE_LOCAL_FLAGS: " --faults  --port 2 " })).toMatchObject({
    faults: true,
    port: 1,
  });
  const list = JSON.stringify(["--indexes", "/with blank/indexes.json", "--listen-rules=recheck"]);
  expect(readOptions([], { FIRESTORE_LOCAL_FLAGS: list })).toMatchObject({
    indexes: "/with blank/indexes.json",
    listenRules: "recheck",
  });
  expect(readOptions(["--data", "/a"], { FIRESTORE_LOCAL_DATA: "/b" })).toMatchObject({ data: "/a" });
});

test.each([
  [["--unknown"], /unknown/],
  [["--port", "eighty"], /a port is a number/],
  [["--port", "70000"], /a port is a number/],
  [["--listen-rules=sometimes"], /"once" \(the default\) or "recheck"/],
  [["--database-edition", "enterprise"], /only the standard edition/],
  [["stray"], /stray/],
])("a command line that makes no sense is refused with a reason: %s", (args, reason) => {
  expect(() => readOptions(args, {})).toThrow(UsageError);
  expect(() => readOptions(args, {})).toThrow(reason);
});

test("flags in the environment that are no list of words are refused", () => {
  expect(() => readOptions([], { FIRESTORE_LOCAL_FLAGS: "[1]" })).toThrow(UsageError);
  expect(() => readOptions([], { FIRESTORE_LOCAL_FLAGS: "[" })).toThrow(UsageError);
});

test("a server outlives whoever started it, unless that was firebase-tools or npx", () => {
  expect(readOptions([], {})).toMatchObject({ followParent: false });
  expect(readOptions([], { IS_FIREBASE_CLI: "true" })).toMatchObject({ followParent: false });
  expect(readOptions(["--websocket_port", "9150"], { IS_FIREBASE_CLI: "true" })).toMatchObject({
    followParent: true,
  });
  expect(readOptions([], { npm_command: "exec" })).toMatchObject({ followParent: true });
});
