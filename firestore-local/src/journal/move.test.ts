import { expect, test } from "vitest";
import { Reference, Timestamp } from "../engine/value.ts";
import type { Value } from "../engine/value.ts";
import { inProject } from "./move.ts";
import { DATABASE, document, documentsOf } from "./testing/commits.ts";

function referring(database: string): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ["friend", new Reference(`${database}/documents/a/2`)],
    ["list", [new Map([["deep", new Reference(`${database}/documents/a/3`)]]), "text"]],
    ["elsewhere", new Reference("projects/another/databases/(default)/documents/a/1")],
  ]);
}

test("an export of one project is imported into another, and references inside it follow", () => {
  const image = {
    name: DATABASE,
    version: 3,
    time: new Timestamp(3, 0),
    documents: [document("a/1", 1, referring(DATABASE))],
  };
  const [moved] = inProject([image], "demo-$&-new");
  const name = "projects/demo-$&-new/databases/(default)";
  expect(moved).toMatchObject({ name, version: 3 });
  expect(documentsOf(moved)).toStrictEqual({ "a/1": document("a/1", 1, referring(name)) });
  expect(inProject([image], "demo")[0]).toBe(image);
});
