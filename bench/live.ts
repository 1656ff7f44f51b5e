import type { Page } from "playwright-core";
import { openCustomer } from "../tests/browser/customer-page.ts";
import { customerPathOf, people } from "../tests/browser/people.ts";
import { startStack } from "../tests/stack/stack.ts";
import { serveBarePage } from "./bare/serve.ts";
import { median } from "./numbers.ts";
import type { Row } from "./table.ts";

const ROUNDS = 41;
/** Rounds in which the browsers still compile, and the page fetches ahead what may be needed next. */
const WARM = 16;
const GOAL = 1.5;
const [OURS, BARE] = [17, 18];

/**
 * From a write in one browser to its paint in another: the customer page against a bare `onSnapshot` page, in turns
 * in the same run (quality-goals P6).
 */
export async function run(): Promise<readonly Row[]> {
  const stack = await startStack();
  const site = await serveBarePage();
  const all = await people(stack.addresses);
  try {
    const { project, ports } = stack.addresses;
    const open = async (): Promise<Page> => {
      const page = await all.browser.newPage();
      await page.goto(`${site.origin}?project=${project}&port=${ports.firestore}`);
      return page;
    };
    const olga = await all.operator("admin");
    await openCustomer(olga, OURS);
    const [writer, reader] = [await open(), await open()];
    const shown = {
      ours: customerPathOf(stack.addresses, OURS),
      bare: customerPathOf(stack.addresses, BARE),
    };
    await reader.evaluate(`bare.show(${JSON.stringify(shown.bare)}, "city")`);

    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const value = `Round ${round}`;
      const first = await delay(writer, olga.page, "[data-field=city] input", shown.ours, value);
      const second = await delay(writer, reader, "input", shown.bare, value);
      if (round < WARM) continue;
      ours.push(first);
      bare.push(second);
    }
    const ratio = median(ours) / median(bare);
    return [
      {
        name: "customer page",
        value: `${median(ours).toFixed(1)} ms`,
        goal: "median, for colour",
        pass: null,
      },
      {
        name: "bare onSnapshot page",
        value: `${median(bare).toFixed(1)} ms`,
        goal: "median, for colour",
        pass: null,
      },
      {
        name: "write to paint elsewhere",
        value: ratio.toFixed(2),
        goal: `≤ ${GOAL} × bare onSnapshot`,
        pass: ratio <= GOAL,
      },
    ];
  } finally {
    await all[Symbol.asyncDispose]();
    await site.close();
    await stack.stop();
  }
}

/** Milliseconds from the write in one page to the frame that shows it in the other. */
async function delay(
  writer: Page,
  reader: Page,
  input: string,
  path: string,
  value: string,
): Promise<number> {
  const painted = reader.evaluate(`new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(${JSON.stringify(input)})?.value !== ${JSON.stringify(value)}) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    };
    look();
  })`);
  const written = await writer.evaluate(
    `bare.write(${[path, "city", value].map((text) => JSON.stringify(text)).join(", ")})`,
  );
  return Number(await painted) - Number(written);
}
