// Made once: making it costs a hundred times what it costs to use it, and lists count at each key.
const format = new Intl.NumberFormat("en");

/** A number of things as people read it: 12,345. */
export const countText = (count: number): string => format.format(count);
