import axe, { type RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/**
 * What is looked at: what lies over the page where something does, for the page behind it is out of reach and is looked
 * at by itself; otherwise the whole page.
 */
const LOOKED_AT = `[...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog], [role=menu]")]
  .filter((one) => one.checkVisibility())`;

/** Until no colour is on its way to another any more: a moment's colours are nobody's. */
const SETTLED = `(async () => {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map((one) => one.finished));
})()`;

/** Of targets that are too small, those that still are in the middle of the window: its edge cuts what lies under it. */
const SEEN_WHOLE = `(async () => {
  const small = [];
  for (const node of nodes) {
    document.querySelector(node.target[0]).scrollIntoView({ block: "center" });
    const again = await axe.run(node.target, { runOnly: ["target-size"], resultTypes: ["violations"] });
    if (again.violations.length > 0) small.push(node);
  }
  return small;
})()`;

/**
 * Fails with every violation that axe finds on the page as it is now; `where` names it. The script is brought to a page
 * once, and only what it found wrong comes back: both took longer than the looking.
 */
export async function expectNoViolation(page: Page, where: string, options: RunOptions = {}): Promise<void> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(axe.source);
  await page.evaluate(SETTLED);
  const found = await page.evaluate<readonly string[]>(`(async () => {
    const over = ${LOOKED_AT};
    const context = over.length === 0 ? document : { include: over };
    const options = ${JSON.stringify({ ...options, resultTypes: ["violations"] })};
    const { violations } = await axe.run(context, options);
    const told = [];
    for (const { id, nodes } of violations) {
      const stand = id === "target-size" ? await ${SEEN_WHOLE} : nodes;
      if (stand.length > 0)
        told.push(id + ": " + stand.map(({ html, failureSummary }) => html + " " + (failureSummary ?? "")).join(" | "));
    }
    return told;
  })()`);
  expect([where, found]).toEqual([where, []]);
}
