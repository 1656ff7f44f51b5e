/**
 * `npm test`: everything that must hold before a change lands, in the order in which a mistake is cheapest to
 * find. `--only unit,rules` runs some steps, `--long` adds the long random runs.
 */
import { parseArgs } from "node:util";
import { report, type Outcome } from "./report.ts";
import { steps } from "./steps.ts";

const { values } = parseArgs({
  options: { only: { type: "string" }, long: { type: "boolean", default: false } },
});
const only = values.only?.split(",");
const unknown = only?.filter((name) => !steps.some((step) => step.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(", ")}. Steps: ${steps.map((step) => step.name).join(", ")}.`);
  process.exit(1);
}

const outcomes: Outcome[] = [];
for (const step of steps) {
  if (only?.includes(step.name) === false) continue;
  console.log(`\n── ${step.name}: ${step.what}`);
  const started = performance.now();
  const counts = await step.run({ long: values.long });
  outcomes.push({ name: step.name, ...counts, seconds: (performance.now() - started) / 1000 });
}
console.log(report(outcomes));
process.exit(outcomes.some((outcome) => outcome.failed > 0) ? 1 : 0);
