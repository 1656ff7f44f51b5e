import { FirestoreError } from "../engine/errors.ts";
import { compilePattern } from "./pattern.ts";
import type { PathPattern } from "./pattern.ts";

export type Move = "created" | "updated" | "deleted";

/** A function that wants to hear of some documents. */
export interface Trigger {
  readonly project: string;
  /** The functions emulator's key for it. */
  readonly id: string;
  /** First-generation functions get the older event form. */
  readonly generation: 1 | 2;
  /** As registered; sent back in each event. */
  readonly eventType: string;
  readonly moves: ReadonlySet<Move>;
  readonly authContext: boolean;
  /** `projects/{p}/databases/{d}` */
  readonly database: string;
  readonly namespace: string;
  readonly pattern: PathPattern;
}

const MOVES: Readonly<Record<string, readonly Move[]>> = {
  created: ["created"],
  updated: ["updated"],
  deleted: ["deleted"],
  written: ["created", "updated", "deleted"],
};
const LEGACY: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  write: "written",
};

const EVENTARC_TYPE =
  /^google\.cloud\.firestore\.document\.v1\.(created|updated|deleted|written)(\.withAuthContext)?$/;
const LEGACY_TYPE =
  /^(?:providers\/cloud\.firestore\/eventTypes|google\.firestore)[/.]document\.(create|update|delete|write)$/;
const LEGACY_RESOURCE = /^projects\/([^/]+)\/databases\/([^/]+)\/documents(?:@([^/]+))?\/(.+)$/;

/** Reads a second-generation registration; throws FirestoreError INVALID_ARGUMENT. */
export function readEventarc(project: string, id: string, body: unknown): Trigger {
  const eventType = text(body, "eventType");
  const type = EVENTARC_TYPE.exec(eventType);
  if (type?.[1] === undefined) throw refused(id, `${eventType} is no Firestore event type`);
  return {
    project,
    id,
    generation: 2,
    eventType,
    moves: new Set(MOVES[type[1]]),
    authContext: type[2] !== undefined,
    database: `projects/${project}/databases/${text(body, "database")}`,
    namespace: text(body, "namespace"),
    pattern: pattern(id, text(member(body, "document"), "value")),
  };
}

/** Reads a first-generation registration; throws FirestoreError INVALID_ARGUMENT. */
export function readLegacy(project: string, id: string, body: unknown): Trigger {
  const trigger = member(body, "eventTrigger");
  const eventType = text(trigger, "eventType");
  const type = LEGACY_TYPE.exec(eventType);
  const move = type?.[1] === undefined ? undefined : LEGACY[type[1]];
  if (move === undefined) throw refused(id, `${eventType} is no Firestore event type`);
  const resource = LEGACY_RESOURCE.exec(text(trigger, "resource"));
  if (resource?.[2] === undefined || resource[4] === undefined)
    throw refused(id, "its resource is no document path");
  return {
    project,
    id,
    generation: 1,
    eventType,
    moves: new Set(MOVES[move]),
    authContext: false,
    database: `projects/${project}/databases/${resource[2]}`,
    namespace: resource[3] ?? "(default)",
    pattern: pattern(id, resource[4]),
  };
}

function pattern(id: string, source: string): PathPattern {
  try {
    return compilePattern(source);
  } catch (error) {
    throw refused(id, error instanceof Error ? error.message : String(error));
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function text(value: unknown, key: string): string {
  const found = member(value, key);
  if (typeof found !== "string" || found === "")
    throw new FirestoreError("INVALID_ARGUMENT", `A trigger needs ${key}.`);
  return found;
}

function refused(id: string, why: string): FirestoreError {
  return new FirestoreError("INVALID_ARGUMENT", `The trigger ${id} cannot be registered: ${why}.`);
}
