import type { EventEmitter } from "node:events";

/** Resolves when a full writer takes more, or when the event `gone` tells that nobody reads any longer. */
export function drained(writer: EventEmitter, gone: "close" | "cancelled"): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      writer.off("drain", done);
      writer.off(gone, done);
      resolve();
    };
    writer.on("drain", done);
    writer.on(gone, done);
  });
}
