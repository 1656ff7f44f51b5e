import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8")) as unknown;
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

test("the lockfile that is uploaded with the functions locks what package.json asks for", () => {
  const manifest = read("package.json") as Manifest;
  const lock = read("package-lock.json") as {
    readonly packages: Readonly<Record<string, Manifest & { version: string }>>;
  };
  expect(lock.packages[""]?.dependencies).toEqual(manifest.dependencies);
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
  }
});
