import { launchChromium } from "../tests/browser/chromium.ts";
import { confidence, median } from "./numbers.ts";
import type { Row } from "./table.ts";
import { serveTables } from "./tables/serve.ts";
import type { Times } from "./tables/page.ts";

const [ROUNDS, WARM] = [21, 4];
const MOST = { vanilla: 1.2, react: 0.8, byHand: 1.3, nodes: 60 };

/**
 * The customer list's table against one written by hand and one in React 19, which draw the same elements of the same
 * rows, in the same page and in turns (quality-goals P1); and over a hundred thousand rows against the rows in sight
 * drawn by hand with the same library (P4). Script, styles and layout are counted, on a quarter of the processor.
 */
export async function run(): Promise<readonly Row[]> {
  const site = await serveTables();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    await page.goto(site.origin);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const done = await page.evaluate<Times>(`bench.operations(${ROUNDS + WARM}, ${WARM})`);
    const long = await page.evaluate<{ times: Times; nodes: number }>(
      `bench.mounts(${ROUNDS + WARM}, ${WARM})`,
    );
    const operations = ["replace", "update", "select", "remove"];
    const ms = (values: readonly number[] | undefined) => `${median(values ?? []).toFixed(1)}`;
    const byHand = confidence(long.times["mount"]?.["ours"] ?? [], long.times["mount"]?.["by hand"] ?? []);
    return [
      ...operations.map((what): Row => {
        const { ours, vanilla, react } = done[what] ?? {};
        const ratio = (other: readonly number[] | undefined) =>
          (median(ours ?? []) / median(other ?? [])).toFixed(2);
        return {
          name: `${what}, ms (ours, by hand, React)`,
          value: `${ms(ours)}, ${ms(vanilla)}, ${ms(react)}`,
          goal: `for colour: ${ratio(vanilla)} × by hand, ${ratio(react)} × React`,
          pass: null,
        };
      }),
      together(done, operations, "vanilla", "the table by hand", MOST.vanilla),
      together(done, operations, "react", "the table in React", MOST.react),
      {
        name: "opening it over 100,000 rows, ms (ours, by hand)",
        value: `${ms(long.times["mount"]?.["ours"])}, ${ms(long.times["mount"]?.["by hand"])}`,
        goal: "for colour",
        pass: null,
      },
      {
        name: "opening it over 100,000 rows",
        value: byHand.text,
        goal: `≤ ${MOST.byHand} × the rows in sight by hand`,
        pass: byHand.upper <= MOST.byHand,
      },
      {
        name: "rows in the document",
        value: String(long.nodes),
        goal: `≤ ${MOST.nodes}`,
        pass: long.nodes <= MOST.nodes,
      },
    ];
  } finally {
    await browser.close();
    await site.close();
  }
}

/** All operations as one figure: the geometric mean, as js-framework-benchmark has it. */
function together(
  times: Times,
  operations: readonly string[],
  other: string,
  name: string,
  most: number,
): Row {
  const means = (who: string) => {
    const columns = operations.map((what) => times[what]?.[who] ?? []);
    return (columns[0] ?? []).map((_unused, round) =>
      Math.exp(
        columns.reduce((sum, values) => sum + Math.log(values[round] ?? Number.NaN), 0) / columns.length,
      ),
    );
  };
  const ratio = confidence(means("ours"), means(other));
  return {
    name: `replace, update, select, remove against ${name}`,
    value: ratio.text,
    goal: `≤ ${most.toFixed(2)} ×`,
    pass: ratio.upper <= most,
  };
}
