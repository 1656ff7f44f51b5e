import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** A TCP proxy that can behave like a bad network. */
export interface Proxy extends AsyncDisposable {
  readonly port: number;
  /** Resets every connection; new ones are welcome. */
  drop(): void;
  /** Resets every connection and each new one, until `up`. */
  down(): void;
  up(): void;
  /** Connections stay, but carry nothing, until `resume`. */
  stall(): void;
  resume(): void;
  /** Connections made so far. */
  readonly connections: number;
}

/** A proxy in front of that port. */
export async function createProxy(target: number): Promise<Proxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let isDown = false;
  let connections = 0;
  let stalled = false;
  const server = createServer((near) => {
    connections++;
    if (isDown) return void near.resetAndDestroy();
    const far = connect({ port: target, host: "127.0.0.1" });
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on("data", (chunk) => void to.write(chunk));
      from.on("end", () => to.end());
      from.on("error", () => to.destroy());
      from.on("close", () => {
        to.destroy();
        pairs.delete(pair);
      });
      if (stalled) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = (): void => {
    for (const [near, far] of pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  const flow = (go: boolean): void => {
    stalled = !go;
    for (const socket of [...pairs].flat()) {
      if (go) socket.resume();
      else socket.pause();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    drop,
    down: () => {
      isDown = true;
      drop();
    },
    up: () => {
      isDown = false;
    },
    stall: () => flow(false),
    resume: () => flow(true),
    get connections() {
      return connections;
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        drop();
      }),
  };
}
