/** A session as far as sharing connections goes. */
export interface Sharer {
  readonly browser: string;
  readonly session: { readonly streamingFor: number | undefined; recycle(): void };
}

// A browser keeps at most six connections to one host over HTTP/1.1, for all its tabs together.
const ENOUGH = 5;
const TURN = 250;

/**
 * Keeps a few tabs from starving each other: when the back channels of one browser take nearly all of its
 * connections, each gets short turns, and what waits for a connection is served in between.
 */
export function shareConnections(sharers: Iterable<Sharer>): void {
  const byBrowser = Map.groupBy(sharers, ({ browser }) => browser);
  for (const group of byBrowser.values()) {
    const streaming = group.filter(({ session }) => session.streamingFor !== undefined);
    if (streaming.length < ENOUGH) continue;
    for (const { session } of streaming) if ((session.streamingFor ?? 0) >= TURN) session.recycle();
  }
}
