import { chance } from "../seed/random.ts";
import { judge } from "./judge.ts";
import { Person } from "./person.ts";
import { nothingSeen } from "./seen.ts";
import type { Shared, World } from "./world.ts";

/** How big a run is. */
export interface Size {
  readonly people: number;
  readonly customers: number;
  readonly steps: number;
}

/**
 * Lets people work on the same customers at random, then asks whether anything was lost. The seed decides who does
 * what in which order; the network decides the rest.
 */
export async function run(world: World, seed: number, size: Size): Promise<void> {
  const draw = chance(seed, "together");
  const seen = nothingSeen();
  const customers: Shared[] = [];
  for (let n = 1; n <= size.customers; n += 1)
    customers.push(await world.customer(`Seed ${seed} customer ${n}`));
  const people = await Promise.all(
    Array.from({ length: size.people }, (_unused, index) =>
      Person.sitDown(`${seed}p${index}`, world, chance(seed, `person ${index}`), seen, customers),
    ),
  );
  try {
    await Promise.all(people.map((person) => person.seated()));
    for (let step = 0; step < size.steps; step += 1) {
      draw.pick(people).act();
      await new Promise((resolve) => setTimeout(resolve, draw.often(0.5) ? 0 : draw.between(1, 30)));
    }
    await world.beKind();
    // One after the other: everybody has said what he wanted, and those who wait in line only wait longer.
    for (const person of people) await person.finish();
    const wrong = await judge(world, customers, people, seen);
    if (wrong.length > 0) throw new Error(`${wrong.join("\n")}`);
  } catch (cause) {
    const told = seen.trail.slice(-400).join("\n");
    throw new Error(`Seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}\n\n${told}`, {
      cause,
    });
  } finally {
    await Promise.all(people.map((person) => person.leave()));
  }
}
