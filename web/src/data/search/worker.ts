import { createSearchDesk } from "./desk.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";

/* The worker's entry: the index and every scan of it live here, off the thread that paints. */

// The page's types are loaded for the whole package; of a worker's own, this is all that is used.
const scope = globalThis as unknown as {
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
};

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker speaks to its own page
const hear = createSearchDesk((message) => scope.postMessage(message));
scope.addEventListener("message", (event) => hear(event.data));
