import type { Page } from "playwright-core";

/* What a page feels like, looked at from within: how long keys wait for their paint, results for theirs, and frames for the next. */

export interface InputWatch {
  /** Does one thing and waits until it was painted. */
  step(kind: "ours" | "empty", work: () => Promise<unknown>): Promise<void>;
  /** Milliseconds from each step's slowest event to its paint, by kind, and all tasks that kept the page from answering. */
  times(): Promise<{
    readonly ours: readonly number[];
    readonly empty: readonly number[];
    readonly long: readonly number[];
  }>;
}

/** The browser tells of no event that was painted sooner. */
const SHORTEST = 16;

/** Watches events by the browser's own clock (Event Timing). */
export async function watchInput(page: Page): Promise<InputWatch> {
  await page.evaluate(`
    globalThis.events = [];
    globalThis.longTasks = [];
    new PerformanceObserver((list) => { for (const { startTime, duration } of list.getEntries()) events.push([startTime, duration]); })
      .observe({ type: "event", durationThreshold: ${SHORTEST} });
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longTasks.push(duration); })
      .observe({ type: "longtask" });`);
  const steps: { readonly kind: "ours" | "empty"; readonly from: number; readonly to: number }[] = [];
  return {
    async step(kind, work) {
      const from = await page.evaluate<number>("performance.now()");
      await work();
      const to = await page.evaluate<number>(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now())))))",
      );
      steps.push({ kind, from, to });
    },
    async times() {
      await page.waitForTimeout(1000);
      const events = await page.evaluate<(readonly [number, number])[]>("events");
      const long = await page.evaluate<number[]>("longTasks");
      const of = (kind: "ours" | "empty") =>
        steps
          .filter((step) => step.kind === kind)
          .map(({ from, to }) =>
            events.reduce(
              (most, [at, duration]) => (at >= from && at <= to ? Math.max(most, duration) : most),
              SHORTEST,
            ),
          );
      return { ours: of("ours"), empty: of("empty"), long };
    },
  };
}

export interface ResultsWatch {
  /** Until nothing changes any more. */
  settled(): Promise<void>;
  /** Does something whose changes are none of those looked at, and waits until they are over. */
  aside(work: () => Promise<unknown>): Promise<void>;
  /** Milliseconds from each key to the paint of the last change that it made. */
  times(): Promise<readonly number[]>;
}

/** Watches from a key to the paint of what it found, in what the selector finds; only that attribute where one is named. */
export async function watchResults(page: Page, selector: string, attribute?: string): Promise<ResultsWatch> {
  const what =
    attribute === undefined
      ? "{ subtree: true, childList: true, characterData: true }"
      : `{ attributeFilter: [${JSON.stringify(attribute)}] }`;
  await page.evaluate(`
    globalThis.results?.stop();
    globalThis.results = { times: [], last: undefined, changed: 0, stop: undefined };
    {
      let pressed;
      let begun = false;
      const begin = (at) => { results.keep(); pressed = at; };
      const key = (event) => { if (event.key.length === 1) { begin(event.timeStamp); begun = true; } };
      // A letter that this keyboard lacks is put in without a key, by an event that bears another's time.
      const put = (event) => { if (!begun && event.data !== null) begin(performance.now()); begun = false; };
      results.keep = () => { if (results.last !== undefined) results.times.push(results.last); results.last = undefined; };
      addEventListener("keydown", key, true);
      addEventListener("beforeinput", put, true);
      const observer = new MutationObserver(() => {
        results.changed = performance.now();
        const from = pressed;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => { if (from !== undefined && from === pressed) results.last = performance.now() - from; };
          port2.postMessage(0);
        });
      });
      observer.observe(document.querySelector(${JSON.stringify(selector)}), ${what});
      results.forget = () => { pressed = undefined; results.last = undefined; };
      results.stop = () => {
        observer.disconnect();
        removeEventListener("keydown", key, true);
        removeEventListener("beforeinput", put, true);
      };
    }`);
  const settled = () =>
    page.evaluate(`new Promise((done) => {
      const began = performance.now();
      const look = () => {
        const now = performance.now();
        if (now - Math.max(began, results.changed) > 120) done();
        else setTimeout(look, 20);
      };
      look();
    })`);
  return {
    async settled() {
      await settled();
    },
    async aside(work) {
      await page.evaluate("{ results.keep(); results.forget(); }");
      await work();
      await settled();
    },
    async times() {
      await page.evaluate("results.keep()");
      return page.evaluate<number[]>("results.times");
    },
  };
}

export interface FrameWatch {
  begin(): Promise<void>;
  /** Milliseconds between the frames since. */
  end(): Promise<readonly number[]>;
}

/** Watches how regularly the page draws. */
export async function watchFrames(page: Page): Promise<FrameWatch> {
  await page.evaluate(`
    globalThis.gaps = { all: [], on: false };
    gaps.begin = () => {
      gaps.all = [];
      gaps.on = true;
      let before;
      const frame = (at) => {
        if (before !== undefined) gaps.all.push(at - before);
        before = at;
        if (gaps.on) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    };`);
  return {
    async begin() {
      await page.evaluate("gaps.begin()");
    },
    async end() {
      await page.evaluate("gaps.on = false");
      return page.evaluate<number[]>("gaps.all");
    },
  };
}
