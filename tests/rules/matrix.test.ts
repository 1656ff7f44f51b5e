import { afterAll, beforeAll, expect, test } from "vitest";
import { DETAILS } from "./cases/all.ts";
import { MATRIX } from "./matrix.ts";
import type { Wire } from "./wire.ts";
import { openWire } from "./wire.ts";
import { PEOPLE } from "./world.ts";

// Hundreds of round trips each, on whatever machine.
const SLOW = 180_000;

let wire: Wire;
beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.close());

// Each cell is a case of its own: so many places, times so many people, times get, list, create, update and delete.
test.each(Object.keys(PEOPLE))(
  "%s may do exactly what the policy says, in every place",
  async (who) => {
    const cells = MATRIX.filter((one) => one.who === who);
    expect(cells.length).toBeGreaterThan(200);
    expect(await wire.wrong(cells)).toEqual([]);
  },
  SLOW,
);

test.each([...new Set(DETAILS.map((one) => one.who))])(
  "%s: every field, entry and listing is judged as told",
  async (who) => {
    expect(await wire.wrong(DETAILS.filter((one) => one.who === who))).toEqual([]);
  },
  SLOW,
);

test("somebody may something in every place that is not for functions alone, so no refusal is empty", () => {
  const allowed = new Set(MATRIX.filter((one) => one.allowed).map((one) => one.name));
  for (const place of [
    "a customer",
    "a comment",
    "an entry of the activity",
    "what c1 sees of himself",
    "the settings",
    "presence",
  ]) {
    expect([...allowed].some((name) => name.endsWith(place))).toBe(true);
  }
});
