import { createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import { OVERSCAN, type ScrolledSpan, type Span } from "./create-span.ts";
import type { LongRows } from "./types.ts";

/** A row in sight, which hears of nothing but what changes for it. */
export interface DrawnRow<Row> {
  /** Its id; while that is not known, its place. */
  readonly key: string;
  readonly place: Accessor<number>;
  /** Undefined while it is on its way. */
  readonly row: Accessor<Row | undefined>;
}

interface Held<Row> extends DrawnRow<Row> {
  move(place: number): void;
  show(row: Row | undefined): void;
}

function hold<Row>(key: string, at: number, first: Row | undefined): Held<Row> {
  const [place, move] = createSignal(at);
  const [row, setRow] = createSignal(first);
  return { key, place, row, move, show: (next) => void setRow(() => next) };
}

/** So many are drawn in one go where nobody looks yet: little enough for a key to come between. */
const HANDFUL = 3;
/** So many rows are there at most, unless more are in sight. */
const MOST = 58;

interface Found {
  readonly place: number;
  readonly id: string | undefined;
  readonly key: string;
}

/**
 * The rows in sight and those around them, in order. A row is the same one while its id is among them; when the list
 * changes, the places and records are compared here once, so that only what is another one now is told to its row.
 *
 * What somebody looks at is drawn at once, and some rows around it after the next paints. For who moves through the list
 * the page that follows is drawn ahead, a handful after each paint, and what he left goes as more comes: a key that turns
 * the page moves what is there. Who types gets no page ahead, as each letter makes it another one.
 */
export function createDrawn<Row>(
  { span, sight }: Pick<ScrolledSpan, "span" | "sight">,
  rows: Accessor<LongRows<Row>>,
): Accessor<readonly DrawnRow<Row>[]> {
  let held = new Map<string, Held<Row>>();
  let before = 0;
  let down = true;
  let moving = false;
  const rest = createAfterPaint();
  /** Nobody who is in sight was there: the list answers something else. */
  const isOther = (list: LongRows<Row>, seen: Span) => {
    for (let place = seen.start; place < seen.end; place += 1)
      if (held.has(list.idAt(place) ?? `#${place}`)) return false;
    return true;
  };
  return createMemo<readonly DrawnRow<Row>[]>(
    () => {
      const due = rest.due();
      const list = rows();
      const near = span();
      const seen = untrack(sight);
      const step = Math.abs(seen.start - before);
      if (step > 0) down = seen.start > before;
      before = seen.start;
      if (step > 0) moving = true;
      else if (isOther(list, seen)) moving = false;
      const reach = moving ? reachOf(seen, down, list.count) : near;
      const away = (place: number) => awayFrom(seen, down, place);

      const now = new Map<string, { readonly place: number; readonly row: Held<Row> }>();
      const recordOf = ({ id, place }: Found) => (id === undefined ? undefined : list.row(id, place));
      const draw = (found: Found, record = recordOf(found)) => {
        const known = held.get(found.key);
        known?.move(found.place);
        known?.show(record);
        now.set(found.key, { place: found.place, row: known ?? hold(found.key, found.place, record) });
      };
      const missing: Found[] = [];
      const last = Math.min(list.count, seen.end + MOST);
      for (let place = Math.max(0, seen.start - MOST); place < last; place += 1) {
        const id = list.idAt(place);
        const found: Found = { place, id, key: id ?? `#${place}` };
        if (away(place) === 0 || held.has(found.key)) draw(found);
        else if (place >= reach.start && place < reach.end) missing.push(found);
      }
      const isClose = ({ place }: Found) => place >= near.start && place < near.end;
      const close = missing.filter(isClose);
      // A turn of the wheel, or somebody who comes in between, has those next to it too, before it is seen that they are missing.
      const waits = due || (step === 0 && rest.waiting());
      if (!waits && step < OVERSCAN && close.length <= OVERSCAN) for (const found of close) draw(found);
      let room = due ? HANDFUL : 0;
      let left = 0;
      for (const found of missing.toSorted((a, b) => away(a.place) - away(b.place))) {
        if (now.has(found.key)) continue;
        const record = recordOf(found);
        // Further away, what is on its way is drawn when it has come.
        if (record === undefined && !isClose(found)) continue;
        if (room > 0) draw(found, record);
        // Fewer than a handful far away wait for more of them.
        else left += isClose(found) ? HANDFUL : 1;
        room -= 1;
      }
      if (left >= (due ? 1 : HANDFUL)) rest.wait();

      let kept = [...now.values()];
      // The last handful has come: nothing that was left is kept any more.
      if (due && left === 0) kept = kept.filter(({ place }) => place >= reach.start && place < reach.end);
      if (kept.length > MOST) {
        kept.sort((a, b) => away(a.place) - away(b.place));
        while (kept.length > MOST && away(kept.at(-1)?.place ?? 0) > 0) kept.pop();
      }
      kept.sort((a, b) => a.place - b.place);
      held = new Map(kept.map(({ row }) => [row.key, row]));
      return kept.map(({ row }) => row);
    },
    [],
    { equals: (a, b) => a.length === b.length && a.every((row, index) => row === b[index]) },
  );
}

/** What is drawn in the end: a page further, as far as there is room, and some rows on the other side. */
function reachOf(seen: Span, down: boolean, count: number): Span {
  const fit = seen.end - seen.start;
  const ahead = Math.max(OVERSCAN, Math.min(fit, MOST - fit - OVERSCAN));
  const behind = Math.max(OVERSCAN, MOST - fit - ahead);
  const [above, below] = down ? [behind, ahead] : [ahead, behind];
  return { start: Math.max(0, seen.start - above), end: Math.min(count, seen.end + below) };
}

/** How late a place is wanted: 0 in sight, then by its distance, sooner where somebody is going. */
function awayFrom(seen: Span, down: boolean, place: number): number {
  if (place >= seen.start && place < seen.end) return 0;
  const below = place >= seen.end;
  const distance = below ? place - seen.end + 1 : seen.start - place;
  return below === down ? distance : distance + OVERSCAN;
}

/** Says `due` once, in the run that follows the next paint after `wait`. */
function createAfterPaint() {
  const [asked, ask] = createSignal(0);
  let frame: number | undefined;
  let due = false;
  onCleanup(() => frame !== undefined && cancelAnimationFrame(frame));
  return {
    due() {
      asked();
      const now = due;
      due = false;
      return now;
    },
    waiting: () => frame !== undefined,
    wait() {
      frame ??= requestAnimationFrame(() => {
        // A task of its own begins when the frame was painted.
        setTimeout(() => {
          frame = undefined;
          due = true;
          ask((count) => count + 1);
        });
      });
    },
  };
}
