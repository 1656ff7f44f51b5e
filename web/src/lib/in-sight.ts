/** Where there is none, as in tests, everything counts as seen by its owner. */
export const seesNothing = (): boolean => typeof IntersectionObserver === "undefined";

const observers = new Map<string, IntersectionObserver>();
const runs = new WeakMap<Element, () => void>();

/**
 * Runs each time an element comes so near to what is in sight (a margin as in CSS). One observer for all of a margin:
 * Chromium keeps every observer that was ever made, and with it the page that made it. The answer ends it.
 */
export function whenNear(element: Element, margin: string, run: () => void): () => void {
  const observer = observers.get(margin) ?? new IntersectionObserver(tell, { rootMargin: margin });
  observers.set(margin, observer);
  runs.set(element, run);
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    runs.delete(element);
  };
}

function tell(entries: readonly IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) if (isIntersecting) runs.get(target)?.();
}
