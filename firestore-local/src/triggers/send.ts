import { Agent, request } from "node:http";
import type { Attempt, Send } from "./delivery.ts";
import { writeEvent } from "./events.ts";

/** A function may run this long; a request without any answer after it is repeated. */
const LONGEST_RUN = 10 * 60_000;

/** Statuses with which an emulator that is starting or reloading says that it is not ready. */
const NOT_READY = new Set([404, 408, 429, 502, 503, 504]);

/**
 * Posts events to `http://{address}/functions/projects/{p}/triggers/{id}`. A function that fails (status 500) has
 * taken its event, as in the cloud without `retry`; an unreachable emulator or an unknown function has not yet.
 */
export function functionsEmulator(address: string): { readonly send: Send; readonly close: () => void } {
  const base = new URL(`http://${address}`);
  const agent = new Agent({ keepAlive: true });
  const send: Send = (event, signal) =>
    new Promise<Attempt>((resolve) => {
      const { contentType, body } = writeEvent(event);
      const { project, id } = event.trigger;
      const bytes = Buffer.from(body, "utf8");
      const outgoing = request(
        new URL(
          `/functions/projects/${encodeURIComponent(project)}/triggers/${encodeURIComponent(id)}`,
          base,
        ),
        {
          method: "POST",
          agent,
          signal,
          timeout: LONGEST_RUN,
          headers: { "content-type": contentType, "content-length": bytes.length },
        },
        (answer) => {
          answer.resume();
          answer.on("close", () => resolve(NOT_READY.has(answer.statusCode ?? 0) ? "not yet" : "taken"));
        },
      );
      outgoing.on("timeout", () => outgoing.destroy());
      outgoing.on("error", () => resolve("not yet"));
      outgoing.end(bytes);
    });
  return { send, close: () => agent.destroy() };
}
