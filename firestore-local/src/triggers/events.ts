import { randomUUID } from "node:crypto";
import type { Caller, Change, Document } from "../engine/api.ts";
import { identicalValues } from "../engine/order.ts";
import { formatFieldPath } from "../engine/path.ts";
import type { FieldPath } from "../engine/query.ts";
import type { MapValue, Timestamp, Value } from "../engine/value.ts";
import { writeDocument } from "../rpc/convert/document.ts";
import { messageType } from "../wire/proto.ts";
import { printMessage } from "../wire/protojson/print.ts";
import { printTimestamp } from "../wire/protojson/time.ts";
import type { Move, Trigger } from "./registration.ts";

/** One change on its way to one function. */
export interface TriggerEvent {
  readonly id: string;
  readonly trigger: Trigger;
  readonly change: Change;
  readonly time: Timestamp;
  readonly caller: Caller;
}

/** What goes to the functions emulator. */
export interface Letter {
  readonly contentType: string;
  readonly body: string;
}

/** A new event with an id of its own; a repeated delivery repeats the id. */
export function makeEvent(trigger: Trigger, change: Change, time: Timestamp, caller: Caller): TriggerEvent {
  return { id: randomUUID(), trigger, change, time, caller };
}

/** What happened to the document. */
export function moveOf(change: Change): Move {
  if (change.before === null) return "created";
  return change.after === null ? "deleted" : "updated";
}

/**
 * The event as the functions emulator takes it: a CloudEvent in its structured form (second generation), because
 * headers could not carry document ids outside ASCII, or the older `data` and `context` (first generation).
 */
export function writeEvent(event: TriggerEvent): Letter {
  return event.trigger.generation === 2
    ? { contentType: "application/cloudevents+json; charset=utf-8", body: JSON.stringify(cloudEvent(event)) }
    : { contentType: "application/json; charset=utf-8", body: JSON.stringify(legacyEvent(event)) };
}

function cloudEvent(event: TriggerEvent): Record<string, unknown> {
  const { trigger, change } = event;
  return {
    specversion: "1.0",
    id: event.id,
    source: `//firestore.googleapis.com/${trigger.database}`,
    subject: `documents/${change.path}`,
    type: trigger.eventType,
    time: rfc3339(event.time),
    datacontenttype: "application/json",
    dataschema:
      "https://github.com/googleapis/google-cloudevents/blob/main/proto/google/events/cloud/firestore/v1/data.proto",
    location: "us-central1",
    project: trigger.project,
    database: databaseId(trigger),
    namespace: trigger.namespace,
    document: change.path,
    ...(trigger.authContext ? principal(trigger.project, event.caller) : {}),
    data: documentEventData(event),
  };
}

function legacyEvent(event: TriggerEvent): Record<string, unknown> {
  const { trigger, change } = event;
  return {
    data: { value: {}, oldValue: {}, ...documentEventData(event) },
    context: {
      eventId: event.id,
      timestamp: rfc3339(event.time),
      eventType: trigger.eventType,
      resource: { service: "firestore.googleapis.com", name: `${trigger.database}/documents/${change.path}` },
    },
  };
}

/** `google.events.cloud.firestore.v1.DocumentEventData`; a document that does not exist is left out. */
function documentEventData({ trigger, change }: TriggerEvent): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  if (change.after !== null) data["value"] = documentJson(trigger.database, change.after);
  if (change.before !== null) data["oldValue"] = documentJson(trigger.database, change.before);
  if (change.before !== null && change.after !== null) {
    data["updateMask"] = {
      fieldPaths: changedFields(change.before.fields, change.after.fields).map(formatFieldPath),
    };
  }
  return data;
}

function documentJson(database: string, document: Document): Record<string, unknown> {
  return printMessage(messageType("Document"), writeDocument(database, document));
}

/** Who did it, by CloudEvents' auth context: the Admin SDK acts as a service account, a signed-in person as app_user. */
function principal(project: string, caller: Caller): Record<string, string> {
  if (caller.kind === "admin")
    return { authtype: "service_account", authid: `firebase-adminsdk@${project}.iam.gserviceaccount.com` };
  return caller.auth === null
    ? { authtype: "unauthenticated" }
    : { authtype: "app_user", authid: caller.auth.uid };
}

function databaseId(trigger: Trigger): string {
  return trigger.database.slice(trigger.database.lastIndexOf("/") + 1);
}

function rfc3339(time: Timestamp): string {
  return printTimestamp(time.seconds, time.nanos);
}

/** Paths of the fields that differ, as deep as both sides are maps. */
function changedFields(before: MapValue, after: MapValue, parent: FieldPath = []): FieldPath[] {
  const names = new Set([...after.keys(), ...before.keys()]);
  return [...names].flatMap((name) => {
    const path = [...parent, name];
    const [was, is] = [before.get(name), after.get(name)];
    if (isMap(was) && isMap(is)) return changedFields(was, is, path);
    return was !== undefined && is !== undefined && identicalValues(was, is) ? [] : [path];
  });
}

function isMap(value: Value | undefined): value is MapValue {
  return value instanceof Map;
}
