import { createSignal, type Accessor } from "solid-js";

const PAGE = 50;
/** Lines that a search looks through. */
const SEARCHED = 1000;

/** Lines read for one file; beyond, the filters have to narrow. */
export const MOST_EXPORTED = 10_000;

export interface Growing {
  readonly most: Accessor<number>;
  /** A search is on: it looks through more than what is in sight. */
  search(on: boolean): void;
  /** There may be more lines than so many. */
  goesOn(shown: number): boolean;
  /** Asks for more once as many as asked for have come. */
  more(shown: number): void;
}

/** How many lines of a log to listen to: a page at first, more when somebody scrolls; another question starts again. */
export function createGrowing(question: Accessor<string>): Growing {
  const [asked, setAsked] = createSignal({ of: "", most: PAGE });
  const [searching, setSearching] = createSignal(false);
  const scrolled = () => (asked().of === question() ? asked().most : PAGE);
  const most = () => (searching() ? Math.max(scrolled(), SEARCHED) : scrolled());
  return {
    most,
    search: (on) => void setSearching(on),
    goesOn: (shown) => shown >= most(),
    more: (shown) => !searching() && shown >= most() && setAsked({ of: question(), most: most() + PAGE }),
  };
}
