import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { createLasting } from "./create-lasting.ts";
import { fakeClock } from "./testing/fake-clock.ts";

test("only what lasts is told, and at once that it is over", () => {
  const clock = fakeClock();
  const [holds, setHolds] = createSignal(false);
  const { lasting, dispose } = createRoot((dispose) => ({
    lasting: createLasting(holds, 2000, clock),
    dispose,
  }));
  setHolds(true);
  clock.pass(1999);
  expect(lasting()).toBe(false);
  setHolds(false);
  setHolds(true);
  clock.pass(1999);
  expect(lasting()).toBe(false);
  clock.pass(1);
  expect(lasting()).toBe(true);
  setHolds(false);
  expect(lasting()).toBe(false);
  setHolds(true);
  expect(lasting()).toBe(false);
  dispose();
  expect(clock.waiting()).toBe(0);
});
