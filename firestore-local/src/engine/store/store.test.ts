import { expect, test } from "vitest";
import { shapeOf } from "./secondary-index.ts";
import type { Shape } from "./secondary-index.ts";
import { Store } from "./store.ts";
import { Timestamp } from "../value.ts";

function shape(field: string): Shape {
  return shapeOf("c", [[field]], null, [{ field: ["__name__"], direction: "asc" }]);
}

test("200 indexes are kept; the one used longest ago makes room for another", () => {
  const store = new Store();
  const time = new Timestamp(0, 0);
  for (let i = 0; i < 200; i++) store.buildIndex(shape(`f${i}`));
  expect(store.findIndex(shape("f0"))).toBeDefined();
  store.buildIndex(shape("more"));
  expect(store.findIndex(shape("f1"))).toBeUndefined();
  expect(store.findIndex(shape("f0"))).toBeDefined();
  expect(store.findIndex(shape("f2"))).toBeDefined();
  // What is kept follows changes; what was dropped is built anew from what there is.
  store.apply("c/d", {
    path: "c/d",
    fields: new Map([
      ["f0", 1n],
      ["f1", 1n],
    ]),
    createTime: time,
    updateTime: time,
  });
  expect(store.findIndex(shape("f0"))?.entries.size).toBe(1);
  expect(store.buildIndex(shape("f1")).entries.size).toBe(1);
});
