import * as paths from "@trunkline/domain/paths";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CLOSED, PEOPLE } from "./world.ts";
import { MATRIX } from "./matrix.ts";

const model = readFileSync(new URL("../../docs/data-model.md", import.meta.url), "utf8");

/** The collections that the domain makes paths in: its path functions called with made-up ids. */
const collections = new Set(
  Object.entries(paths)
    .filter(
      (entry): entry is [string, (...ids: readonly string[]) => string] => typeof entry[1] === "function",
    )
    .map(([, path]) => path("{a}", "{b}"))
    .filter((path) => path.split("/").length % 2 === 0)
    .map((path) =>
      path
        .split("/")
        .filter((_, index) => index % 2 === 0)
        .join("/"),
    ),
);

const asked = new Set(
  MATRIX.flatMap(({ attempt }) => (attempt.op === "get" ? [attempt.path] : [])).map((path) =>
    path
      .split("/")
      .filter((_, index) => index % 2 === 0)
      .join("/"),
  ),
);

test("every place the domain makes paths in is a row of the matrix", () => {
  expect([...collections].filter((one) => !asked.has(one))).toEqual([]);
});

const last = (path: string) => path.split("/").at(-1) ?? "";

test("every place is described in the data model", () => {
  expect(
    [...collections].filter((one) => !model.includes(`${last(one)}/`) && !model.includes(`${last(one)}}`)),
  ).toEqual([]);
});

test("the matrix asks everybody about every place in all five ways", () => {
  const places = new Set(MATRIX.map(({ name }) => name.replace(/^\w+ /, "")));
  expect(MATRIX.length).toBe(places.size * Object.keys(PEOPLE).length * 5);
  expect(CLOSED.every((path) => places.has(path))).toBe(true);
  expect(MATRIX.length).toBeGreaterThan(5000);
});
