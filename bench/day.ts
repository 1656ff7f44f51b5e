import { customerPage } from "../tests/browser/customer-page.ts";
import { sees, type Person } from "../tests/browser/people.ts";
import type { StackAddresses } from "../tests/stack/stack.ts";
import { countersAt } from "./counters.ts";
import { CROWD, recordOf } from "./crowd.ts";
import type { Row } from "./table.ts";

const [CARDS, SEARCHES, EDITS] = [200, 60, 100];
const MOST_READS = 4000;
/** Left out of P7: presence, and the rules' look at the session. */
const BESIDE = ["presence", "sessions"];

/** An administrator's day among all these customers, and what it reads (quality-goals P7). */
export async function day(stack: StackAddresses, olga: Person): Promise<readonly Row[]> {
  const { page } = olga;
  const counters = countersAt(stack.ports.firestore);
  const count =
    Number((await page.getByRole("grid", { name: "Customers" }).getAttribute("aria-rowcount")) ?? 1) - 1;
  const counted = await counters.of(async () => {
    for (let card = 0; card < CARDS; card += 1) {
      const { number, name } = recordOf(CROWD(100_000), 60 + card);
      await page.keyboard.press("Control+k");
      const box = page.getByRole("combobox", { name: "Customer, page or action" });
      const first = page.getByRole("listbox", { name: "Results" }).getByRole("option").first();
      if (card < SEARCHES) {
        await box.fill(name);
        await sees(first);
      }
      await box.fill(`#${number}`);
      await sees(first.filter({ hasText: `- ${number})` }));
      await first.click();
      const shown = await customerPage(olga, number);
      await sees(page.getByRole("list", { name: "Activity" }).getByRole("listitem"));
      if (card % (CARDS / EDITS) !== 0) continue;
      await shown.field("Street").fill(`Measured ${card}`);
      await shown.save();
      await sees(page.getByRole("button", { name: "Save", exact: true, disabled: true }));
    }
  });
  const reads = BESIDE.reduce(
    (rest, name) => rest - (counted.collections[name]?.reads ?? 0),
    counted.total.reads,
  );
  const most = Object.entries(counted.collections)
    .toSorted(([, a], [, b]) => b.reads - a.reads)
    .slice(0, 6)
    .map(([name, { reads: own }]) => `${name} ${own}`);
  return [
    {
      name: `reads of a day: ${CARDS} customers, ${SEARCHES} searches, ${EDITS} edits`,
      value: String(reads),
      goal: `≤ ${MOST_READS} (with what functions read for it: ${most.join(", ")})`,
      pass: reads <= MOST_READS,
    },
    {
      name: "reads of listening to all customers once",
      value: `${count} (${(count / reads).toFixed(0)} ×)`,
      goal: "for colour: their histories and comments come on top",
      pass: null,
    },
  ];
}
