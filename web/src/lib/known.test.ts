import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { createKnown } from "./known.ts";

function setUp() {
  const [record, setRecord] = createSignal({ city: "Oslo", zip: "1", at: 100 });
  const known = createRoot(() => createKnown(record, () => record().at));
  return { known, arrives: setRecord };
}

test("what the server answered shows before the listener brings it", () => {
  const { known } = setUp();
  known.learn({ city: "Bergen" }, 150);
  expect(known.values()).toMatchObject({ city: "Bergen", zip: "1" });
});

test("a colleague's earlier change that arrives late does not bring back the old value", () => {
  const { known, arrives } = setUp();
  known.learn({ city: "Bergen" }, 150);
  arrives({ city: "Oslo", zip: "2", at: 120 });
  expect(known.values()).toMatchObject({ city: "Bergen", zip: "2" });
});

test("from the answer's version on the record is believed, whatever it says", () => {
  const { known, arrives } = setUp();
  known.learn({ city: "Bergen" }, 150);
  arrives({ city: "Oslo", zip: "1", at: 150 });
  expect(known.values().city).toBe("Oslo");
});

test("an answer without a version teaches nothing", () => {
  const { known } = setUp();
  known.learn({ city: "Bergen" }, undefined);
  known.learn({ city: "Bergen" }, null);
  expect(known.values().city).toBe("Oslo");
});
