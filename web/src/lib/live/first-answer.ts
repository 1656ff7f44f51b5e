import type { LiveSource } from "./source.ts";

/** The first answer of a source that comes from the server, read once; rejects when it fails. */
export function firstAnswer<T>(source: LiveSource<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false;
    let stop: (() => void) | undefined;
    const end = () => {
      over = true;
      stop?.();
    };
    stop = source.subscribe({
      next(value, fromCache) {
        if (fromCache || over) return;
        end();
        resolve(value);
      },
      error({ cause }) {
        end();
        reject(cause instanceof Error ? cause : new Error("The source failed"));
      },
    });
    // It answered before it could be stopped.
    if (over) stop();
  });
}
