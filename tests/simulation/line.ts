import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** One person's cable to the server: it can be cut, with everything that is under way on it, and mended. */
export interface Line {
  readonly port: number;
  up(): boolean;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Lays a cable to the server at `target`. */
export async function layLine(target: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let up = true;
  const server = createServer((near) => {
    if (!up) {
      near.destroy();
      return;
    }
    const far = connect(target, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    up: () => up,
    cut() {
      up = false;
      drop();
    },
    mend() {
      up = true;
    },
    close() {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
