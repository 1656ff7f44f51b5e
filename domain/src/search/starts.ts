/** Finds the rows whose value starts with a text, without looking at the others. */
export type Starts = (start: string) => Uint32Array;

/** Above every unit of folded text. */
const LAST = "\uffff";

/** Puts values in order once, so that each later question is answered by halving. */
export function createStarts(values: readonly string[]): Starts {
  const order = Uint32Array.from(values.keys()).sort((a, b) => compare(values[a], values[b]));
  const below = (text: string) => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[order[middle] ?? 0] ?? "") < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (start) => order.subarray(below(start), below(start + LAST));
}

function compare(a: string | undefined, b: string | undefined): number {
  if (a === b || a === undefined || b === undefined) return 0;
  return a < b ? -1 : 1;
}
