import { batch, createEffect, createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { LongRows } from "./types.ts";

/** Rows drawn above and below those in sight. */
export const OVERSCAN = 8;

/** The places of rows that are drawn; the end is not among them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ScrolledSpan {
  readonly span: Accessor<Span>;
  /** Those of them that are in sight. */
  readonly sight: Accessor<Span>;
  /** Rows that fit. */
  readonly fit: Accessor<number>;
  scrollTo(place: number): void;
  /** Back to the first row, for another list. */
  toStart(): void;
  /** How far it is scrolled, in pixels. */
  readonly top: Accessor<number>;
  moveTo(top: number): void;
}

interface SpanNeeds {
  readonly scroller: Accessor<HTMLElement | null>;
  readonly rowHeight: Accessor<number>;
  readonly rows: Accessor<LongRows<unknown>>;
}

/**
 * Which rows are in sight. All have one height, so their places are plain arithmetic, for any number of them. When rows
 * come or go above what is in sight, the same rows stay under the eyes: the list moves along with the first of them that
 * is still there.
 */
export function createSpan({ scroller, rowHeight, rows }: SpanNeeds): ScrolledSpan {
  const [top, setTop] = createSignal(0);
  // It cannot be higher than the window before it was measured.
  const [height, setHeight] = createSignal(innerHeight);
  const [head, setHead] = createSignal(0);
  let held: readonly { readonly id: string; readonly place: number }[] = [];

  const follow = (element: HTMLElement) => {
    // Only then is anything pinned: a row costs nothing more where the columns fit.
    element.toggleAttribute("data-aside", element.scrollLeft !== 0);
    setTop(Math.max(0, element.scrollTop));
  };
  const measure = (element: HTMLElement, heading: HTMLElement) =>
    batch(() => {
      follow(element);
      setHeight(element.offsetHeight);
      setHead(heading.offsetHeight);
    });
  createEffect(() => {
    const element = scroller();
    const heading = element?.firstElementChild;
    if (element === null || !(heading instanceof HTMLElement)) return;
    const scrolled = () => follow(element);
    element.addEventListener("scroll", scrolled, { passive: true });
    onCleanup(() => element.removeEventListener("scroll", scrolled));
    if (typeof ResizeObserver === "undefined") {
      measure(element, heading);
      return;
    }
    // Tells their heights at once, when they are laid out anyway; asking at a key would have them laid out for it.
    const observer = new ResizeObserver(() => measure(element, heading));
    observer.observe(element);
    observer.observe(heading);
    onCleanup(() => observer.disconnect());
  });

  const first = () => Math.floor(top() / rowHeight());
  const fit = () => Math.ceil(height() / rowHeight());
  const around = (more: number) =>
    createMemo(
      (): Span => {
        const { count } = rows();
        const start = Math.min(Math.max(0, first() - more), Math.max(0, count - fit()));
        return { start, end: Math.min(count, first() + fit() + more) };
      },
      { start: 0, end: 0 },
      { equals: (a, b) => a.start === b.start && a.end === b.end },
    );
  const span = around(OVERSCAN);
  const sight = around(0);

  const move = (to: number) => {
    const element = scroller();
    if (element === null) return;
    element.scrollTop = Math.max(0, to);
    follow(element);
  };

  const shift = (list: LongRows<unknown>): number => {
    for (const { id, place } of held) {
      const now = list.placeOf(id);
      if (now >= 0) return now - place;
    }
    return 0;
  };
  const hold = (list: LongRows<unknown>) => {
    const start = first();
    const end = start + fit();
    const seen: { id: string; place: number }[] = [];
    for (let place = start; place < end; place += 1) {
      const id = list.idAt(place);
      if (id !== undefined) seen.push({ id, place });
    }
    held = seen;
  };
  // One effect: what has to stay in sight is looked at again only after the list moved along with it.
  createEffect(() => {
    const list = rows();
    // At the top somebody looks at what comes first, so that what is new shows.
    const by = top() === 0 ? 0 : shift(list);
    if (by !== 0) untrack(() => move(top() + by * rowHeight()));
    hold(list);
  });

  return {
    span,
    sight,
    fit,
    scrollTo(place) {
      const room = height() - Math.min(head(), height() / 2);
      const above = place * rowHeight();
      const below = above + rowHeight() - room;
      if (above < top()) move(above);
      else if (below > top()) move(below);
    },
    toStart() {
      held = [];
      if (top() > 0) move(0);
    },
    top,
    moveTo: move,
  };
}
