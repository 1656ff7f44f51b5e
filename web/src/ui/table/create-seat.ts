import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";

/** Where somebody left a list: kept by its owner while other pages are open. */
export interface Seat {
  /** What the list answered then; the place counts for nothing else. */
  question: string | undefined;
  top: number;
  activeId: string | undefined;
  /** The keys were in the list, and are again. */
  focused: boolean;
}

/** A seat that nobody took yet. */
export const freeSeat = (): Seat => ({ question: undefined, top: 0, activeId: undefined, focused: false });

interface SeatNeeds {
  readonly seat: Accessor<Seat | undefined>;
  readonly question: Accessor<string | undefined>;
  readonly scroller: Accessor<HTMLElement | null>;
  readonly top: Accessor<number>;
  /** How high everything is that is known by now; more may be on its way. */
  readonly height: Accessor<number>;
  readonly move: (top: number) => void;
  readonly activeId: Accessor<string | undefined>;
  readonly activate: (id: string) => void;
}

/**
 * Takes somebody who comes back to a list to the place where he left it, also when its rows come page by page; the
 * first wheel, press or key ends it, as nothing may move under the hand.
 */
export function createSeat(needs: SeatNeeds): void {
  const [wanted, setWanted] = createSignal<number>();
  createEffect(
    on(needs.question, (question) => {
      const seat = untrack(needs.seat);
      if (seat === undefined || question === undefined || seat.question !== question) return;
      if (seat.activeId !== undefined) needs.activate(seat.activeId);
      // After the page took the focus to itself.
      if (seat.focused) queueMicrotask(() => needs.scroller()?.focus({ preventScroll: true }));
      if (seat.top > 0) setWanted(seat.top);
    }),
  );
  createEffect(() => {
    const top = wanted();
    if (top === undefined || needs.height() === 0) return;
    untrack(() => {
      needs.move(top);
      if (needs.top() >= top) setWanted(undefined);
    });
  });
  const end = () => setWanted(undefined);
  createEffect(() => {
    const element = needs.scroller();
    if (element === null || wanted() === undefined) return;
    for (const event of ["wheel", "pointerdown", "keydown"]) {
      element.addEventListener(event, end, { passive: true });
      onCleanup(() => element.removeEventListener(event, end));
    }
  });
  // Noted while the page lives: at its end, looking at what is computed could begin that end once more.
  let last: { readonly seat: Seat | undefined; readonly place: Omit<Seat, "focused"> } | undefined;
  let scroller: HTMLElement | null = null;
  createEffect(() => {
    scroller = needs.scroller();
    last = {
      seat: needs.seat(),
      place: { question: needs.question(), top: needs.top(), activeId: needs.activeId() },
    };
  });
  onCleanup(() => {
    if (last?.seat === undefined) return;
    Object.assign(last.seat, last.place, { focused: scroller?.contains(document.activeElement) === true });
  });
}
