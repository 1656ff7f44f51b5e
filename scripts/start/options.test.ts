import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("without options 250 customers are made and ports start at 4600", () => {
  expect(readOptions([])).toEqual({ fresh: false, customers: 250, port: 4600, watch: false, data: ".data" });
});

test.each([
  [["--customers", "many"], /whole number/],
  [["--customers", "0"], /whole number/],
  [["--port", "80"], /1024/],
  [["--frehs"], /frehs/],
])("%j is answered with a sentence, not a stack", (argv, sentence) => {
  expect(readOptions(argv)).toMatch(sentence);
});

test("100,000 customers on other ports, afresh", () => {
  expect(readOptions(["--fresh", "--customers", "100000", "--port", "5000"])).toMatchObject({
    fresh: true,
    customers: 100_000,
    port: 5000,
  });
});
