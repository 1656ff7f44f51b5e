/** The selection with one row in or out. */
export function toggled(ids: ReadonlySet<string>, id: string, on = !ids.has(id)): ReadonlySet<string> {
  const next = new Set(ids);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

/** The selection with every row between two places set as the second one asks: Shift and click. */
export function ranged(
  ids: ReadonlySet<string>,
  order: readonly string[],
  from: string,
  to: string,
  on: boolean,
): ReadonlySet<string> {
  const start = order.indexOf(from);
  const end = order.indexOf(to);
  if (start < 0 || end < 0) return toggled(ids, to, on);
  const next = new Set(ids);
  for (const id of order.slice(Math.min(start, end), Math.max(start, end) + 1)) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}

/** How much of a list is selected. */
export function coverage(ids: ReadonlySet<string>, order: readonly string[]): "none" | "some" | "all" {
  if (ids.size === 0) return "none";
  const chosen = order.reduce((count, id) => count + (ids.has(id) ? 1 : 0), 0);
  if (chosen === 0) return "none";
  return chosen === order.length ? "all" : "some";
}
