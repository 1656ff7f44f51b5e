import { createSignal, type Accessor } from "solid-js";

const PAGE = 50;

/** Lines read for one file; beyond, the filters have to narrow. */
export const MOST_EXPORTED = 10_000;

export interface Growing {
  readonly most: Accessor<number>;
  /** Asks for more once as many as asked for have come. */
  more(shown: number): void;
}

/** How many lines of a log to listen to: a page at first, more when somebody scrolls; another question starts again. */
export function createGrowing(question: Accessor<string>): Growing {
  const [asked, setAsked] = createSignal({ of: "", most: PAGE });
  const most = () => (asked().of === question() ? asked().most : PAGE);
  return {
    most,
    more: (shown) => shown >= most() && setAsked({ of: question(), most: most() + PAGE }),
  };
}
