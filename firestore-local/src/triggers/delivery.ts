import { setMaxListeners } from "node:events";
import type { TriggerEvent } from "./events.ts";
import type { Fate } from "./faults.ts";

/** What became of one attempt: taken (the function ran, well or not), or the emulator is not there for it yet. */
export type Attempt = "taken" | "not yet";

/** Delivers one event once. Rejects only when `signal` fires. */
export type Send = (event: TriggerEvent, signal: AbortSignal) => Promise<Attempt>;

/** Waits; ends early without an error when `signal` fires. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export interface DeliveryOptions {
  readonly send: Send;
  readonly wait: Wait;
  readonly log: (line: string) => void;
  /** Requests under way at a time. */
  readonly concurrency?: number;
}

/** The functions emulator starts a process of its own for each request at the same time, so a crowd would stop the machine. */
const AT_A_TIME = 4;
/** Waits between attempts: a functions emulator that is loading its code is back within seconds. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 2_000;
const GIVE_UP_AFTER = 60_000;
/** How long an event that is to be overtaken waits for another to do so. */
const OVERTAKE_WITHIN = 250;

interface Parcel {
  readonly event: TriggerEvent;
  readonly fate: Fate;
}

/** The events of one document for one function, in commit order. */
interface Lane {
  readonly parcels: Parcel[];
  /** Called when a parcel is added while the lane waits for one. */
  arrived: (() => void) | null;
}

/** Takes events in commit order and delivers each at least once, in that order for each document and function. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #stop = new AbortController();
  readonly #places: Places;
  readonly #onIdle: (() => void)[] = [];
  #pending = 0;
  delivered = 0;
  dropped = 0;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    // Every request and every wait under way listens to it.
    setMaxListeners(0, this.#stop.signal);
    this.#places = new Places(options.concurrency ?? AT_A_TIME);
  }

  get pending(): number {
    return this.#pending;
  }

  add(event: TriggerEvent, fate: Fate): void {
    if (this.#stop.signal.aborted) return;
    this.#pending += 1;
    const key = `${event.trigger.project}\n${event.trigger.id}\n${event.trigger.database}\n${event.change.path}`;
    const lane = this.#lanes.get(key);
    if (lane !== undefined) {
      lane.parcels.push({ event, fate });
      lane.arrived?.();
      return;
    }
    const started: Lane = { parcels: [{ event, fate }], arrived: null };
    this.#lanes.set(key, started);
    void this.#run(key, started);
  }

  /** Resolves when nothing is pending. */
  idle(): Promise<void> {
    if (this.#pending === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** Gives up everything that is pending. */
  close(): void {
    this.#stop.abort();
    for (const lane of this.#lanes.values()) lane.arrived?.();
  }

  async #run(key: string, lane: Lane): Promise<void> {
    // Asking for the next one takes a turn, in which another may have come.
    while (lane.parcels.length > 0) {
      const parcel = await this.#next(lane);
      if (parcel.fate.delayMs > 0) await this.#options.wait(parcel.fate.delayMs, this.#stop.signal);
      for (let copy = 0; copy < parcel.fate.copies; copy++) await this.#deliver(parcel.event);
      this.#pending -= 1;
    }
    this.#lanes.delete(key);
    if (this.#pending === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  /** The parcel to deliver now: the first, or the second where the first is to be overtaken. */
  async #next(lane: Lane): Promise<Parcel> {
    const first = lane.parcels.shift();
    if (first === undefined) throw new Error("a lane without parcels runs");
    if (!first.fate.overtaken || this.#stop.signal.aborted) return first;
    if (lane.parcels.length === 0) {
      const given = new Promise<void>((resolve) => {
        lane.arrived = resolve;
      });
      await Promise.race([given, this.#options.wait(OVERTAKE_WITHIN, this.#stop.signal)]);
      lane.arrived = null;
    }
    const overtaker = lane.parcels.shift();
    if (overtaker === undefined) return first;
    lane.parcels.unshift({ event: first.event, fate: { ...first.fate, overtaken: false } });
    return overtaker;
  }

  async #deliver(event: TriggerEvent): Promise<void> {
    const signal = this.#stop.signal;
    let waited = 0;
    for (let pause = FIRST_WAIT; !signal.aborted; pause = Math.min(pause * 2, LONGEST_WAIT)) {
      if ((await this.#attempt(event, signal)) === "taken") {
        this.delivered += 1;
        return;
      }
      if (waited >= GIVE_UP_AFTER) break;
      await this.#options.wait(pause, signal);
      waited += pause;
    }
    this.dropped += 1;
    if (!signal.aborted)
      this.#options.log(
        `Gave up delivering ${event.trigger.eventType} of ${event.change.path} to ${event.trigger.id}: nobody took it for a minute.`,
      );
  }

  async #attempt(event: TriggerEvent, signal: AbortSignal): Promise<Attempt> {
    await this.#places.take();
    try {
      return await this.#options.send(event, signal);
    } catch {
      return "not yet";
    } finally {
      this.#places.free();
    }
  }
}

/** So many at a time, first come, first served. */
class Places {
  #free: number;
  readonly #queue: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  free(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
