import type { Commit } from "../engine/api.ts";

/** How unkind delivery is to be; everything is drawn from `seed`, so that a failing test can be run again. */
export interface DeliveryFaults {
  readonly seed: number;
  /** Chance (0…1) that an event is delivered a second time. */
  readonly duplicate: number;
  /** Each delivery waits a random time up to this many milliseconds. */
  readonly delayMs: number;
  /** Chance (0…1) that an event lets the next one for the same document overtake it. */
  readonly reorder: number;
}

/** What the control endpoint may show about deliveries. */
export interface DeliveryStatus {
  readonly registered: readonly {
    readonly project: string;
    readonly id: string;
    readonly eventType: string;
    readonly pattern: string;
  }[];
  /** Events not yet taken by the functions emulator. */
  readonly pending: number;
  readonly delivered: number;
  /** Events given up: their function is gone, or never answered within the time that a loading emulator gets. */
  readonly dropped: number;
}

/**
 * Events of commits on their way to the functions emulator. `publish` returns at once and never throws; deliveries
 * happen later, at least once, in commit order for each document and trigger.
 */
export interface Triggers {
  /** `POST …/eventarcTrigger?eventarcTriggerId={id}`: registers or replaces; throws FirestoreError INVALID_ARGUMENT. */
  registerEventarc(project: string, id: string, body: unknown): void;
  /** `PUT …/triggers/{id}`: a first-generation function; throws FirestoreError INVALID_ARGUMENT. */
  registerLegacy(project: string, id: string, body: unknown): void;
  /** Forgets a registration; true when there was one. */
  unregister(project: string, id: string): boolean;
  /** To be called by `database.onCommit`; `database` is `projects/{p}/databases/{d}`. */
  publish(database: string, commit: Commit): void;
  /** While paused, commits call no function, then or later; for filling a database with what functions would derive. */
  pause(paused: boolean): void;
  /** null: be kind again. */
  setFaults(faults: DeliveryFaults | null): void;
  status(): DeliveryStatus;
  /** Resolves when nothing is pending. */
  idle(): Promise<void>;
  /** Stops delivering; what is pending is lost (as it is when the official emulator stops). Idempotent. */
  close(): Promise<void>;
}
