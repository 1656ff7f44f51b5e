import { expect, test } from "vitest";
import { makePress, makePresses } from "./press.ts";

test("pressed again without an answer, the same input is the same press; another one is not", () => {
  const press = makePress<{ readonly title: string }>();
  const first = press.keyOf({ title: "VIP" });
  expect(press.keyOf({ title: "VIP" })).toBe(first);
  const other = press.keyOf({ title: "Fibre" });
  expect(other).not.toBe(first);
  expect(press.keyOf({ title: "Fibre" })).toBe(other);
});

test("after an answer the same input is a new press", () => {
  const press = makePress<{ readonly title: string }>();
  const first = press.keyOf({ title: "VIP" });
  press.answered();
  expect(press.keyOf({ title: "VIP" })).not.toBe(first);
});

test("each row of a list has its press: an answer in one leaves the key of another", () => {
  const press = makePresses<{ readonly id: string }>();
  const first = press("c1").keyOf({ id: "c1" });
  expect(press("c2").keyOf({ id: "c2" })).not.toBe(first);
  press("c2").answered();
  expect(press("c1").keyOf({ id: "c1" })).toBe(first);
});
