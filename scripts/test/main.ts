/**
 * `npm test`: everything that must hold before a change lands, in two lanes beside each other. `--only unit,rules` runs
 * some steps, `--long` adds the long random runs.
 */
import { parseArgs } from "node:util";
import { unpackChromium } from "../../tests/browser/chromium.ts";
import { report, type Outcome } from "./report.ts";
import { lanes, type Step } from "./steps.ts";

const { values } = parseArgs({
  options: { only: { type: "string" }, long: { type: "boolean", default: false } },
});
const steps = lanes.flat();
const only = values.only?.split(",");
const unknown = only?.filter((name) => !steps.some((step) => step.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(", ")}. Steps: ${steps.map((step) => step.name).join(", ")}.`);
  process.exit(1);
}
const wanted = lanes
  .map((lane) => lane.filter(({ name }) => only?.includes(name) ?? true))
  .filter((lane) => lane.length > 0);

async function runLane(lane: readonly Step[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of lane) {
    // Two lanes write by turns: each line says whose it is.
    const tell =
      wanted.length > 1 ? (line: string) => console.log(`${step.name.padEnd(15)} │ ${line}`) : undefined;
    console.log(`\n── ${step.name}: ${step.what}`);
    const started = performance.now();
    const counts = await step.run({ long: values.long, tell });
    outcomes.push({ name: step.name, ...counts, seconds: (performance.now() - started) / 1000 });
  }
  return outcomes;
}

const started = performance.now();
// Browsers start in both lanes.
if (wanted.length > 1) await unpackChromium();
const outcomes = (await Promise.all(wanted.map(runLane))).flat();
console.log(report(outcomes, (performance.now() - started) / 1000));
process.exit(outcomes.some((outcome) => outcome.failed > 0) ? 1 : 0);
