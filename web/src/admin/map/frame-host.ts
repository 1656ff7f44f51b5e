import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import type { Geo } from "@trunkline/domain/customer/record";
import {
  afterMessage,
  afterWaiting,
  readFromFrame,
  readToFrame,
  type FramePhase,
  type FromFrame,
  type ToFrame,
} from "@trunkline/domain/geo/frame";
import type { MapView } from "@trunkline/domain/geo/view";

/** The way to the frame. */
export interface FramePort {
  send(message: ToFrame): void;
  /** Hears what the frame says; answers how to stop. */
  hear(listener: (data: unknown) => void): () => void;
}

/** The way to a frame in the page: a sandboxed one has no origin, so the window itself says who speaks. */
export function windowPort(frame: HTMLIFrameElement): FramePort {
  return {
    send: (message) => frame.contentWindow?.postMessage(message, "*"),
    hear(listener) {
      const hear = (event: MessageEvent): void => {
        if (event.source === frame.contentWindow && event.origin === "null") listener(event.data);
      };
      window.addEventListener("message", hear);
      return () => window.removeEventListener("message", hear);
    },
  };
}

/** What came of looking for an address. */
export type Finding =
  | { readonly kind: "place"; readonly place: Geo }
  | { readonly kind: "nothing" }
  | { readonly kind: "failed"; readonly why: "refused" | "limit" | "broken" };

/** Looks for an address; never throws. */
export type Find = (address: string) => Promise<Finding>;

interface HostOptions {
  readonly port: FramePort;
  readonly start: Accessor<Extract<ToFrame, { kind: "start" }>>;
  readonly marker: Accessor<Extract<ToFrame, { kind: "marker" }>>;
  readonly view: Accessor<MapView>;
  readonly onPlaced: (place: Geo) => void;
  readonly onView: (view: MapView) => void;
}

export interface FrameHost {
  readonly phase: Accessor<FramePhase>;
  readonly find: Find;
}

/** Until then Google's code has come, or does not come. */
export const PATIENCE_MS = 20_000;

/** The page's half of the conversation with the frame that holds Google's map. */
export function createFrameHost(options: HostOptions): FrameHost {
  const [phase, setPhase] = createSignal<FramePhase>("loading");
  const asked = new Map<number, (finding: Finding) => void>();
  let requests = 0;
  // Read as the frame will read it: what comes of that is plain, while live records are proxies that no window passes on.
  const send = (message: ToFrame): void => {
    const plain = readToFrame(message);
    if (plain !== undefined) options.port.send(plain);
  };

  const hear = (data: unknown): void => {
    const message = readFromFrame(data);
    if (message === undefined) return;
    const next = setPhase((before) => afterMessage(before, message));
    if (message.kind === "hello" && next === "starting") send(untrack(options.start));
    else if (message.kind === "placed") options.onPlaced(message.place);
    else if (message.kind === "view") options.onView(message.view);
    else if (message.kind === "found" || message.kind === "not-found") answer(message);
  };
  const answer = (message: Extract<FromFrame, { kind: "found" | "not-found" }>): void => {
    const settle = asked.get(message.request);
    asked.delete(message.request);
    if (message.kind === "not-found") settle?.({ kind: "failed", why: message.why });
    else settle?.(message.place === null ? { kind: "nothing" } : { kind: "place", place: message.place });
  };

  onCleanup(options.port.hear(hear));
  const patience = setTimeout(() => setPhase(afterWaiting), PATIENCE_MS);
  onCleanup(() => clearTimeout(patience));
  onCleanup(() => {
    for (const settle of asked.values()) settle({ kind: "failed", why: "broken" });
    asked.clear();
  });

  createEffect(() => {
    if (phase() === "ready") send(options.marker());
  });
  // The first view and look came with the start.
  createEffect(
    on(options.view, (view) => phase() === "ready" && send({ kind: "view", view }), {
      defer: true,
    }),
  );
  createEffect(
    on(
      () => options.start().dark,
      () => phase() === "ready" && send(options.start()),
      { defer: true },
    ),
  );

  return {
    phase,
    find(address) {
      if (phase() !== "ready") return Promise.resolve({ kind: "failed", why: "broken" });
      requests += 1;
      const request = requests;
      return new Promise((settle) => {
        asked.set(request, settle);
        send({ kind: "find", request, address: address.slice(0, 500) });
      });
    },
  };
}
