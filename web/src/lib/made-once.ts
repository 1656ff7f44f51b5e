/** Remembers what was made of the same few words: formatters and the like, of which there are never many. */
export function madeOnce<Args extends readonly (string | number | undefined)[], T>(
  make: (...args: Args) => T,
): (...args: Args) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = args.join("\n");
    let one = made.get(key);
    if (one === undefined) made.set(key, (one = make(...args)));
    return one;
  };
}
