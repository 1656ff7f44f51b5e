/// <reference lib="dom" />
// Runs in the browser: the product's table, one written by hand and one in React do the same, one after the other.
import type { Customer } from "@trunkline/domain/customer/record";
import type { LongRows } from "../../web/src/ui/table/types.ts";
import "../../web/src/ui/tokens.css";
import "../../web/src/ui/base.css";
import { DRAWN, type Contender, type Mount } from "./contender.ts";
import { begin, mountByHand, mountLong, mountOurs } from "./ours.tsx";
import { react } from "./react.ts";
import { aRow, someRows } from "./rows.ts";
import { mouldsFrom, vanilla } from "./vanilla.ts";

/** A page of the list as one listener brings it. */
const ROWS = 100;
const LONG = 100_000;
const OPERATIONS = ["replace", "update", "select", "remove"] as const;

/** Milliseconds of each round, by what was done and who did it. */
export type Times = Record<string, Record<string, number[]>>;

const box = (): HTMLElement => {
  const made = document.createElement("div");
  // 32 rows fit, and eight more are drawn below them.
  made.style.blockSize = "1000px";
  return made;
};
const [solid, plain] = [box(), box()];

document.body.append(solid);
begin(solid);

const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** What is drawn, as far as somebody sees or hears of it: the same for all of them. */
const drawing = (within: HTMLElement) => {
  const said = (element: Element) =>
    [
      element.textContent,
      element.getAttribute("aria-selected"),
      element.querySelector("input")?.checked,
      element.querySelector(".badge")?.className,
      element.querySelector(".cell.end > span")?.className,
      ...[...element.querySelectorAll("a")].map((link) => link.getAttribute("href")),
    ].join("|");
  const rows = [...within.querySelectorAll(".table-body > .table-row")].toSorted(
    (a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")),
  );
  const all = within.querySelector<HTMLInputElement>(".table-head input");
  return [`${all?.checked} ${all?.indeterminate}`, ...rows.map(said)].join("\n");
};

/** Script, styles and layout of what is done. */
function timed(work: () => void): number {
  const before = performance.now();
  work();
  void document.body.offsetHeight;
  return performance.now() - before;
}

/** The same with what is put off until it was painted: rows around those in sight are drawn then, and count as well. */
async function timedWhole(work: () => void): Promise<number> {
  const later = window.setTimeout.bind(window);
  let whole = 0;
  window.setTimeout = ((run: () => void, ms?: number) =>
    later(() => (whole += timed(run)), ms)) as typeof window.setTimeout;
  whole += timed(work);
  await frames();
  await new Promise((resolve) => later(resolve));
  window.setTimeout = later as typeof window.setTimeout;
  return whole;
}

async function contenders(): Promise<Readonly<Record<string, Mount>>> {
  const rows = someRows(1, ROWS);
  plain.remove();
  document.body.append(solid);
  const drawn = mountOurs(solid, rows);
  await frames();
  const count = solid.querySelectorAll(".table-body > .table-row").length;
  if (count !== DRAWN) throw new Error(`${count} rows are drawn, not ${DRAWN}`);
  const all = { ours: mountOurs, vanilla: vanilla(mouldsFrom(solid, rows)), react: react(solid, rows) };
  drawn.dispose();
  return all;
}

const boxOf = (name: string) => (name === "ours" ? solid : plain);

/** One round of one of them; what it drew after each step, so that all can be seen to draw the same. */
async function round(
  name: string,
  mount: Mount,
  note: (what: string, ms: number) => void,
): Promise<readonly string[]> {
  const within = boxOf(name);
  (name === "ours" ? plain : solid).remove();
  document.body.append(within);
  const rows = someRows(1, ROWS);
  let one: Contender | undefined;
  const seen: string[] = [];
  const step = async (what: string, work: () => void) => {
    await frames();
    note(what, await timedWhole(work));
    seen.push(drawing(within));
  };
  await step("mount", () => (one = mount(within, rows)));
  const changed = rows.filter((_row, index) => index % 10 === 0).map(({ number }) => aRow(number, 1));
  const others = new Map(changed.map((row) => [row.id, row]));
  // As the listener of a list gives it (web/src/data/firestore/sources.ts): rows that did not change are the same objects.
  const updated = rows.map((row) => others.get(row.id) ?? row);
  await step("update", () => one?.update(updated, changed));
  await step("select", () => one?.select(updated[5]?.id ?? ""));
  const gone = updated[7]?.id ?? "";
  const fewer = updated.filter(({ id }) => id !== gone);
  await step("remove", () => one?.remove(fewer, gone));
  const replaced = someRows(1001, ROWS);
  await step("replace", () => one?.replace(replaced));
  await frames();
  one?.dispose();
  return seen;
}

const bench = {
  /** The operations of js-framework-benchmark on the customer list, in turns. */
  async operations(rounds: number, warm: number): Promise<Times> {
    const all = Object.entries(await contenders());
    const times: Times = {};
    for (let count = 0; count < rounds; count += 1) {
      // Nobody is always the first.
      const turn = all.slice(count % all.length).concat(all.slice(0, count % all.length));
      const drawn = new Map<string, readonly string[]>();
      for (const [name, mount] of turn) {
        const seen = await round(name, mount, (what, ms) => {
          if (count >= warm) ((times[what] ??= {})[name] ??= []).push(ms);
        });
        drawn.set(name, seen);
      }
      const [first, ...rest] = drawn.values();
      for (const seen of rest) {
        const at = seen.findIndex((text, index) => text !== first?.[index]);
        if (at >= 0) throw new Error(`They do not draw the same:\n${seen[at]}\n\n${first?.[at]}`);
      }
    }
    return times;
  },

  /** The table over a hundred thousand rows, and the rows in sight drawn by hand with the same library. */
  async mounts(rounds: number, warm: number): Promise<{ readonly times: Times; readonly nodes: number }> {
    plain.remove();
    document.body.append(solid);
    const rows = someRows(1, LONG);
    const places = new Map(rows.map(({ id }, place) => [id as string, place]));
    const long: LongRows<Customer> = {
      count: LONG,
      idAt: (place) => rows[place]?.id,
      placeOf: (id) => places.get(id) ?? -1,
      row: (_id, place) => rows[place],
      between: async () => [],
    };
    const times: Times = {};
    let nodes = 0;
    for (let count = 0; count < rounds; count += 1) {
      for (const [name, mount] of [
        ["ours", () => mountLong(long)],
        ["by hand", () => mountByHand(rows)],
      ] as const) {
        await frames();
        let dispose = () => undefined as unknown;
        const ms = timed(() => (dispose = mount()));
        nodes = Math.max(nodes, solid.querySelectorAll(".table-row").length);
        if (count >= warm) ((times["mount"] ??= {})[name] ??= []).push(ms);
        await frames();
        dispose();
      }
    }
    return { times, nodes };
  },
  OPERATIONS,
};
Object.assign(globalThis, { bench });
