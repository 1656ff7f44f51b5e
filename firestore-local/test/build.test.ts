import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("building says nothing when all is well: it is one of the steps of a start, which says what it does itself", async () => {
  const home = dirname(dirname(fileURLToPath(import.meta.url)));
  const said = await promisify(execFile)(process.execPath, [join(home, "bin/build.mjs")]);
  expect(said).toEqual({ stdout: "", stderr: "" });
});
