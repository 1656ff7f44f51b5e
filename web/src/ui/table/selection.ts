/** The selection with one row in or out. */
export function toggled(ids: ReadonlySet<string>, id: string, on = !ids.has(id)): ReadonlySet<string> {
  const next = new Set(ids);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

/** The selection with all of these rows in or out: Shift and click. */
export function withAll(ids: ReadonlySet<string>, rows: readonly string[], on: boolean): ReadonlySet<string> {
  const next = new Set(ids);
  for (const id of rows) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}

/** How much of a list is selected. */
export function coverage(
  ids: ReadonlySet<string>,
  rows: readonly { readonly id: string }[],
): "none" | "some" | "all" {
  if (ids.size === 0) return "none";
  if (ids.size >= rows.length && rows.length > 0 && rows.every(({ id }) => ids.has(id))) return "all";
  return rows.some(({ id }) => ids.has(id)) ? "some" : "none";
}
