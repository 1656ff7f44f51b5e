import type { Clock, Database } from "../engine/api.ts";

/** A trigger as the functions emulator registers it; `body` is the JSON it sent, still unchecked. */
export interface TriggerRegistration {
  readonly project: string;
  /** `eventarcTriggerId` of a second-generation trigger, the path's key of a first-generation one. */
  readonly key: string;
  readonly generation: 1 | 2;
  readonly body: unknown;
}

/** How unkindly trigger events are delivered; the same seed gives the same unkindness. */
export interface DeliveryFaults {
  readonly seed: number;
  /** Probability (0…1) that an event is delivered a second time. */
  readonly duplicate: number;
  /** Longest wait before a delivery, in milliseconds. */
  readonly delayMs: number;
  /** Whether events may overtake each other. */
  readonly reorder: boolean;
}

/** What the HTTP endpoints ask of the triggers. */
export interface TriggerHooks {
  /** Adds or replaces a trigger. Throws FirestoreError INVALID_ARGUMENT for a body it cannot read. */
  register(registration: TriggerRegistration): void;
  /** Removes a trigger; an unknown key is no error. */
  remove(project: string, key: string): void;
  /** null delivers kindly again. */
  setFaults(faults: DeliveryFaults | null): void;
  /** Starts watching a database; called once for each, as it appears. */
  attach(database: Database): void;
  /** Stops delivering and releases everything. */
  close(): Promise<void>;
}

/** What the HTTP endpoints ask of the module that knows the export format. */
export interface ExportHooks {
  /** Writes one database under `<directory>/<name>` in the format firebase-tools imports. */
  export(database: Database, target: { readonly directory: string; readonly name: string }): Promise<void>;
  /** Reads an export (the path of its metadata file or folder) into the database. */
  import(database: Database, source: { readonly path: string }): Promise<void>;
}

/** A clock that the control endpoint may move. */
export interface AdjustableClock extends Clock {
  /** Jumps to a time, in milliseconds since the epoch; the clock runs on from there. */
  set(milliseconds: number): void;
  /** Moves on by so many milliseconds. */
  advance(milliseconds: number): void;
  /** Back to the machine's time. */
  reset(): void;
}
