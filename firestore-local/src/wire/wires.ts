import type { Server } from "node:net";
import type { AdjustableClock } from "../clock.ts";
import type { Meter } from "../rpc/meter.ts";
import type { Triggers } from "../triggers/api.ts";
import type { WireContext } from "./context.ts";
import type { Faults } from "./control/faults.ts";
import type { EmulatorParts } from "./emulator/emulator.ts";
import { createGrpcWire } from "./grpc.ts";
import { createHttpServer } from "./http/server.ts";
import { createMux } from "./mux.ts";
import { createWebChannelWire } from "./webchannel/webchannel.ts";

export interface WiresParts {
  readonly wire: WireContext;
  readonly emulator: EmulatorParts;
  readonly meter: Meter;
  readonly triggers?: Triggers | undefined;
  /** Given when tests may make the server unkind. */
  readonly faults?: { readonly service: Faults; readonly clock: AdjustableClock } | undefined;
}

export interface Wires {
  /** Not listening yet. */
  readonly server: Server;
  close(): Promise<void>;
}

const TICK = 250;

/** All wires on one TCP server: gRPC, REST, WebChannel, emulator and control endpoints. */
export function createWires(parts: WiresParts): Wires {
  const { wire, emulator, meter, triggers, faults } = parts;
  const webChannel = createWebChannelWire(wire, () => performance.now());
  const grpc = createGrpcWire(wire);
  const mux = createMux({
    http1: (socket) => http.emit("connection", socket),
    http2: (socket) => grpc.accept(socket),
  });
  const http = createHttpServer({
    wire,
    webChannel,
    emulator,
    control: {
      meter,
      triggers,
      faults: faults && {
        ...faults,
        cutConnections: (spare) => mux.cut((socket) => socket === spare.raw.socket),
      },
    },
  });
  const ticking = setInterval(() => webChannel.tick(), TICK).unref();
  return {
    server: mux.server,
    close: () =>
      new Promise((resolve) => {
        clearInterval(ticking);
        mux.server.close(() => resolve());
        webChannel.close();
        grpc.close();
        mux.cut();
      }),
  };
}
