import { setTimeout as sleep } from "node:timers/promises";
import type { Commit } from "../engine/api.ts";
import type { DeliveryFaults, DeliveryStatus, Triggers } from "./api.ts";
import { Delivery } from "./delivery.ts";
import type { Send, Wait } from "./delivery.ts";
import { makeEvent, moveOf } from "./events.ts";
import { drawFates, KIND } from "./faults.ts";
import type { Fate } from "./faults.ts";
import { readEventarc, readLegacy } from "./registration.ts";
import type { Trigger } from "./registration.ts";
import { functionsEmulator } from "./send.ts";

export interface TriggerOptions {
  /** `host:port` of the functions emulator; null takes registrations and delivers nothing. */
  readonly functionsEmulator: string | null;
  readonly log: (line: string) => void;
  /** How an event is sent, and how time passes; the real ones by default. */
  readonly send?: Send;
  readonly wait?: Wait;
}

/** Makes the triggers of one server. */
export function createTriggers(options: TriggerOptions): Triggers {
  return new LocalTriggers(options);
}

const realWait: Wait = (milliseconds, signal) =>
  sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);

class LocalTriggers implements Triggers {
  readonly #triggers = new Map<string, Trigger>();
  readonly #delivery: Delivery | null;
  readonly #disconnect: () => void;
  #nextFate: () => Fate = () => KIND;
  #paused = false;

  constructor(options: TriggerOptions) {
    const emulator = options.functionsEmulator === null ? null : functionsEmulator(options.functionsEmulator);
    const send = options.send ?? emulator?.send;
    this.#delivery =
      send === undefined ? null : new Delivery({ send, wait: options.wait ?? realWait, log: options.log });
    this.#disconnect = () => emulator?.close();
  }

  registerEventarc(project: string, id: string, body: unknown): void {
    this.#triggers.set(keyOf(project, id), readEventarc(project, id, body));
  }

  registerLegacy(project: string, id: string, body: unknown): void {
    this.#triggers.set(keyOf(project, id), readLegacy(project, id, body));
  }

  unregister(project: string, id: string): boolean {
    return this.#triggers.delete(keyOf(project, id));
  }

  publish(database: string, commit: Commit): void {
    if (this.#delivery === null || this.#paused || commit.cleared === true) return;
    for (const trigger of this.#triggers.values()) {
      if (trigger.database !== database) continue;
      for (const change of commit.changes) {
        if (!trigger.moves.has(moveOf(change)) || !trigger.pattern.matches(change.path)) continue;
        this.#delivery.add(makeEvent(trigger, change, commit.time, commit.caller), this.#nextFate());
      }
    }
  }

  pause(paused: boolean): void {
    this.#paused = paused;
  }

  setFaults(faults: DeliveryFaults | null): void {
    this.#nextFate = faults === null ? () => KIND : drawFates(faults);
  }

  status(): DeliveryStatus {
    return {
      registered: [...this.#triggers.values()].map(({ project, id, eventType, pattern }) => ({
        project,
        id,
        eventType,
        pattern: pattern.source,
      })),
      pending: this.#delivery?.pending ?? 0,
      delivered: this.#delivery?.delivered ?? 0,
      dropped: this.#delivery?.dropped ?? 0,
    };
  }

  async idle(): Promise<void> {
    await this.#delivery?.idle();
  }

  async close(): Promise<void> {
    this.#delivery?.close();
    await this.#delivery?.idle();
    this.#disconnect();
  }
}

function keyOf(project: string, id: string): string {
  return `${project}\n${id}`;
}
