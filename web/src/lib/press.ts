import { sameValue } from "./same-value.ts";

/** One button whose work must happen once, however often the answer is lost. */
export interface Press<Input> {
  /** The key of this press: the earlier one where the same was sent before and nobody knows what became of it. */
  keyOf(input: Input): string;
  /** The server answered: pressing again is a new press. */
  answered(): void;
}

/** The keys of a button, one for each press, kept until the server answered. */
export function makePress<Input>(): Press<Input> {
  let open: { readonly key: string; readonly input: Input } | undefined;
  return {
    keyOf(input) {
      if (open === undefined || !sameValue(open.input, input)) open = { key: newKey(), input };
      return open.key;
    },
    answered() {
      open = undefined;
    },
  };
}

/** The presses of a button that stands in each row of a list: a row's key is its own, whatever is pressed in others. */
export function makePresses<Input>(): (row: string) => Press<Input> {
  const presses = new Map<string, Press<Input>>();
  return (row) => {
    const press = presses.get(row) ?? makePress<Input>();
    presses.set(row, press);
    return press;
  };
}

/** A key that no other press on any device has. */
export function newKey(): string {
  return crypto.randomUUID();
}
