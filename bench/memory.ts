import type { CDPSession } from "playwright-core";
import { openCustomer } from "../tests/browser/customer-page.ts";
import { people, sees, type Person } from "../tests/browser/people.ts";
import { startStack } from "../tests/stack/stack.ts";
import { countersAt } from "./counters.ts";
import type { Row } from "./table.ts";

const VISITS = 500;
/** Visits before the first look: code is compiled and caches are as full as they get. */
const WARM = 50;
const CUSTOMERS = 60;
const MOST_GROWTH = 1.1;
/** A listener ends so long after its last user has left, with some room for the answer. */
const RELEASED_MS = 40_000;

/** A day of opening customers in one tab: what stays in memory, in the document and at the server afterwards. */
export async function run(): Promise<readonly Row[]> {
  const stack = await startStack();
  const all = await people(stack.addresses);
  try {
    const olga = await all.operator("admin");
    const { page } = olga;
    const counters = countersAt(stack.addresses.ports.firestore);
    const devtools = await page.context().newCDPSession(page);
    await openCustomer(olga, 1);
    await visit(olga, WARM);
    await backToList(olga);
    await page.waitForTimeout(RELEASED_MS);
    const before = { ...(await look(devtools)), listening: (await counters.now()).listening };
    await visit(olga, VISITS);
    await backToList(olga);
    await page.waitForTimeout(RELEASED_MS);
    const after = { ...(await look(devtools)), listening: (await counters.now()).listening };

    const row = (name: string, was: number, is: number, most: number, unit = ""): Row => ({
      name,
      value: `${was}${unit} → ${is}${unit}`,
      goal: `≤ ${most.toFixed(0)}${unit}`,
      pass: is <= most,
    });
    const mb = (bytes: number) => Number((bytes / 1024 / 1024).toFixed(1));
    return [
      row(
        `heap after ${VISITS} customers`,
        mb(before.heap),
        mb(after.heap),
        mb(before.heap) * MOST_GROWTH,
        " MB",
      ),
      row("nodes of the document", before.nodes, after.nodes, before.nodes * MOST_GROWTH),
      row("event listeners", before.handlers, after.handlers, before.handlers * MOST_GROWTH),
      row("listeners at the server", before.listening, after.listening, before.listening),
    ];
  } finally {
    await all[Symbol.asyncDispose]();
    await stack.stop();
  }
}

/** Goes from customer to customer as an operator does, without loading the page again. */
async function visit({ page }: Person, times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) {
    const number = 1 + (done % CUSTOMERS);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Customer, page or action" }).fill(`#${number}`);
    const first = page.getByRole("listbox", { name: "Results" }).getByRole("option").first();
    await first.filter({ hasText: `- ${number})` }).click();
    await sees(page.getByRole("heading", { level: 1, name: new RegExp(` - ${number}\\)$`) }));
    await sees(page.getByRole("list", { name: "Activity" }).getByRole("listitem"));
  }
}

async function backToList({ page }: Person): Promise<void> {
  await page.getByRole("link", { name: "List", exact: true }).first().click();
  await sees(page.getByRole("grid", { name: "Customers" }).getByRole("row").nth(2));
}

interface Look {
  readonly heap: number;
  readonly nodes: number;
  readonly handlers: number;
}

async function look(devtools: CDPSession): Promise<Look> {
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return { heap: usedSize, nodes, handlers: jsEventListeners };
}
