import { afterAll, beforeAll, describe, test } from "vitest";
import { run } from "./run.ts";
import { openWorld, type World } from "./world.ts";

/*
 * Eight people edit the same customers, lose their network and answers, reload, undo and argue; nothing they were
 * promised may be missing afterwards. A red seed is run again by SEED=<number>, more of them by `npm run test:long`.
 */

const LONG = process.env["TRUNKLINE_LONG"] === "1";
const SEEDS = LONG ? 200 : 10;
const chosen = process.env["SEED"];
const seeds =
  chosen === undefined
    ? Array.from({ length: SEEDS }, (_unused, index) => index + 1)
    : chosen.split(",").map(Number);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe("nothing is lost when eight people edit together", () => {
  // Most of a run is waiting for networks and pauses: two share the time.
  test.concurrent.each(seeds)("seed %d", async (seed) => {
    await run(world, seed, { people: 8, customers: 2, steps: LONG ? 200 : 70 });
  });
});
