/** Tells a surprise where somebody looks for it; the screen says in words what it means for the person. */
export function report(cause: unknown): void {
  // oxlint-disable-next-line no-console -- the one place that writes to the browser's console
  console.error(cause);
}
