import { createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import { OVERSCAN, type ScrolledSpan } from "./create-span.ts";
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

/**
 * The rows of the span, in order. A row is the same one while its id is in it; when the list changes, the places and
 * records are compared here once, so that only what is another one now is told to its row. Where many are new, as after
 * a page or a letter, those in sight are drawn at once and those around them once these were painted: a key waits for
 * nothing that nobody sees.
 */
export function createDrawn<Row>(
  { span, sight }: Pick<ScrolledSpan, "span" | "sight">,
  rows: Accessor<LongRows<Row>>,
): Accessor<readonly DrawnRow<Row>[]> {
  let held = new Map<string, Held<Row>>();
  const rest = createAfterPaint();
  return createMemo<readonly DrawnRow<Row>[]>(
    () => {
      const whole = rest.due();
      const { start, end } = span();
      const seen = untrack(sight);
      const list = rows();
      const places = Array.from({ length: end - start }, (_unused, index) => {
        const place = start + index;
        const id = list.idAt(place);
        return { place, id, key: id ?? `#${place}` };
      });
      const fresh = places.filter(({ key }) => !held.has(key)).length;
      const waits = !whole && fresh > OVERSCAN;
      const now = new Map<string, Held<Row>>();
      let left = false;
      for (const { place, id, key } of places) {
        const known = held.get(key);
        if (waits && known === undefined && (place < seen.start || place >= seen.end)) {
          left = true;
          continue;
        }
        const row = id === undefined ? undefined : list.row(id, place);
        known?.move(place);
        known?.show(row);
        now.set(key, known ?? hold(key, place, row));
      }
      held = now;
      if (left) rest.wait();
      return [...now.values()];
    },
    [],
    { equals: (a, b) => a.length === b.length && a.every((row, index) => row === b[index]) },
  );
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
