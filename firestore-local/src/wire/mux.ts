import type { Server, Socket } from "node:net";
import { createServer } from "node:net";

/** Where a connection goes once its first bytes have told what it speaks. */
export interface Destinations {
  http1(socket: Socket): void;
  http2(socket: Socket): void;
}

const PREFACE = Buffer.from("PRI * HTTP/2.0", "latin1");

/** What the first bytes of a connection speak; undefined: too few to tell. */
export function protocolOf(head: Buffer): "http1" | "http2" | undefined {
  const known = Math.min(head.length, PREFACE.length);
  if (head.compare(PREFACE, 0, known, 0, known) !== 0) return "http1";
  return known === PREFACE.length ? "http2" : undefined;
}

export interface Mux {
  readonly server: Server;
  /** Cuts every open connection that `except` does not spare. */
  cut(except?: (socket: Socket) => boolean): void;
}

/** A TCP server that hands HTTP/2 with prior knowledge (gRPC) and HTTP/1.1 to their own servers. */
export function createMux(to: Destinations): Mux {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that resets its connection is no news; without a listener it would end the process.
    socket.on("error", () => socket.destroy());
    let head: Buffer = Buffer.alloc(0);
    const peek = (chunk: Buffer): void => {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      const protocol = protocolOf(head);
      if (protocol === undefined) return;
      socket.off("data", peek);
      socket.pause();
      socket.unshift(head);
      to[protocol](socket);
      // The new owner listens by now; HTTP/1.1 reads what was put back only from a flowing socket.
      if (protocol === "http1") socket.resume();
    };
    socket.on("data", peek);
  });
  return {
    server,
    cut(except = () => false) {
      for (const socket of sockets) if (!except(socket)) socket.destroy();
    },
  };
}
