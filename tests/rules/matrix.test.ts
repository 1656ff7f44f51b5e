import { afterAll, beforeAll, expect, test } from "vitest";
import { getting, type Case } from "./attempt.ts";
import { DETAILS } from "./cases/all.ts";
import { MATRIX } from "./matrix.ts";
import type { Wire } from "./wire.ts";
import { openWire } from "./wire.ts";
import { PEOPLE, WORLD } from "./world.ts";

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

// The matrix says who may what, and the tests above that the rules say the same: here, in the words of 15.
const allowedTo = (who: string) =>
  MATRIX.filter((one) => one.who === who && one.allowed).map((one) => one.name);

test("15 example 13: a customer's token opens what the portal shows of himself, and nothing else anywhere", () => {
  expect(allowedTo("customer c1")).toEqual([
    "get what c1 sees of himself",
    "get the look of A's portal",
    "get one's own session",
  ]);
  expect(allowedTo("customer c2")).toEqual(["get one's own session"]);
});

test("15 example 3: a customer moved to B is from then on out of reach of A, with all that moved along, and within reach of B", async () => {
  const below = ["activity/e1", "comments/m1", "planned/2030-01-01"].map((path) => `customers/c1/${path}`);
  const places = ["customers/c1", ...below];
  const given = Object.fromEntries(places.map((path) => [path, { ...WORLD[path], partnerId: "B" }]));
  const reading = (who: string, allowed: boolean) =>
    places.map((path): Case => ({ name: `get ${path}`, who, attempt: getting(path), allowed, given }));
  expect(await wire.wrong([...reading("manager", false), ...reading("managerB", true)])).toEqual([]);
});

test("15 examples 1 and 14: of a customer of A an administrator of B reaches neither the record nor anything below it, one of A all of it", () => {
  const places = [
    "a customer",
    "an entry of the activity",
    "a comment",
    "a planned change",
    "what c1 sees of himself",
  ];
  const seenBy = (who: string) => places.filter((place) => allowedTo(who).includes(`get ${place}`));
  expect(seenBy("managerB")).toEqual([]);
  expect(seenBy("manager")).toEqual(places.slice(0, 4));
  expect(seenBy("boss")).toEqual(places.slice(0, 4));
});
