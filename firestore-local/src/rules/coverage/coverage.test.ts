import { describe, expect, test } from "vitest";
import { compiled, document, reader, rulesWith, SIGNED_IN } from "../testing.ts";
import type { CoverageNode, CoverageReport } from "./coverage.ts";

const SOURCE = rulesWith(
  "match /a/{id} {\n  function odd(n) { return n % 2 == 1; }\n  allow get: if odd(resource.data.n) || resource.data.open;\n}",
);

function report(numbers: readonly bigint[], options?: { coverage: boolean }): CoverageReport {
  const ruleset = compiled(SOURCE, options);
  for (const n of numbers) ruleset.judgeGet(SIGNED_IN, "a/1", document("a/1", { n }), reader());
  return ruleset.coverage() as CoverageReport;
}

const textOf = ({ sourcePosition: { currentOffset, endOffset } }: CoverageNode): string =>
  SOURCE.slice(currentOffset, endOffset + 1);
const flat = (nodes: readonly CoverageNode[]): CoverageNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children ?? [])]);
const nodeOf = (coverage: CoverageReport, text: string): CoverageNode | undefined =>
  flat(coverage.report).find((node) => textOf(node) === text);

describe("the coverage report", () => {
  test("carries the source", () => {
    expect(report([]).rules.files).toEqual([{ name: "security.rules", content: SOURCE }]);
  });

  test("has one entry for each condition and function, in source order", () => {
    expect(report([]).report.map(textOf)).toEqual([
      "n % 2 == 1",
      "odd(resource.data.n) || resource.data.open",
    ]);
  });

  test("places an expression by line, column, first and last character", () => {
    const at = SOURCE.indexOf("odd(resource");
    expect(nodeOf(report([]), "odd(resource.data.n)")?.sourcePosition).toEqual({
      fileName: "security.rules",
      line: 6,
      column: 17,
      currentOffset: at,
      endOffset: at + 19,
    });
  });

  test("counts each value that an expression took", () => {
    const coverage = report([1n, 3n, 4n]);
    expect(nodeOf(coverage, "odd(resource.data.n)")?.values).toEqual([
      { value: { boolValue: true }, count: 2 },
      { value: { boolValue: false }, count: 1 },
    ]);
    expect(nodeOf(coverage, "resource.data.n")?.values).toEqual(
      [1, 3, 4].map((n) => ({ value: { intValue: String(n) }, count: 1 })),
    );
    expect(nodeOf(coverage, "n % 2")?.values).toEqual([
      { value: { intValue: "1" }, count: 2 },
      { value: { intValue: "0" }, count: 1 },
    ]);
  });

  test("tells an error by its cause", () => {
    expect(nodeOf(report([2n]), "resource.data.open")?.values).toEqual([
      { value: { undefined: { causeMessage: "Property open is undefined on object." } }, count: 1 },
    ]);
  });

  test("has no values where nothing was evaluated", () => {
    const node = nodeOf(report([1n]), "resource.data.open");
    expect(node).toBeDefined();
    expect(node).not.toHaveProperty("values");
  });

  test("nests what an expression is made of", () => {
    expect(nodeOf(report([]), "odd(resource.data.n) || resource.data.open")?.children?.map(textOf)).toEqual([
      "odd(resource.data.n)",
      "resource.data.open",
    ]);
  });

  test("keeps no documents alive", () => {
    expect(nodeOf(report([1n]), "resource.data")?.values).toEqual([{ value: { mapValue: {} }, count: 1 }]);
  });

  test("keeps only the beginning of a long text", () => {
    const ruleset = compiled(rulesWith("match /a/{id} { allow get: if resource.data.text == ''; }"));
    for (const end of ["1", "2"])
      ruleset.judgeGet(SIGNED_IN, "a/1", document("a/1", { text: "x".repeat(1_000) + end }), reader());
    const values = [{ value: { stringValue: "x".repeat(200) }, count: 2 }];
    expect(flat((ruleset.coverage() as CoverageReport).report)).toContainEqual(
      expect.objectContaining({ values }),
    );
  });

  test("stays bounded however many values come by", () => {
    const coverage = report(Array.from({ length: 1_000 }, (_, index) => BigInt(index)));
    expect(nodeOf(coverage, "resource.data.n")?.values?.length).toBe(100);
    expect(nodeOf(coverage, "odd(resource.data.n)")?.values?.map(({ count }) => count)).toEqual([500, 500]);
  });

  test("is empty when it is switched off", () => {
    expect(flat(report([1n], { coverage: false }).report).every((node) => node.values === undefined)).toBe(
      true,
    );
  });
});
