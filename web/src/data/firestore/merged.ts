import type { LiveSource } from "../../lib/live/source.ts";

/**
 * Several live queries as one list, each record once. A record that moves from one to another (a to-do that is ticked)
 * comes and goes in two snapshots of the SDK, one task after the other; they are told as one change.
 */
export function mergedSource<T extends { readonly id: string }>(
  key: string,
  sources: readonly LiveSource<readonly T[]>[],
): LiveSource<readonly T[]> {
  return {
    key,
    subscribe(observer) {
      const parts = sources.map((): { rows: readonly T[]; fromCache: boolean } | undefined => undefined);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tell = () => {
        timer = undefined;
        const known = parts.filter((part) => part !== undefined);
        if (known.length < parts.length) return;
        const byId = new Map(known.flatMap(({ rows }) => rows.map((row) => [row.id, row] as const)));
        observer.next(
          [...byId.values()],
          known.some(({ fromCache }) => fromCache),
        );
      };
      const stops = sources.map((source, index) =>
        source.subscribe({
          next(rows, fromCache) {
            parts[index] = { rows, fromCache };
            timer ??= setTimeout(tell, 0);
          },
          error(failure) {
            stop();
            observer.error(failure);
          },
        }),
      );
      function stop(): void {
        clearTimeout(timer);
        for (const one of stops) one();
      }
      return stop;
    },
  };
}
