import type { AdjustableClock } from "../../clock.ts";
import { FirestoreError } from "../../engine/errors.ts";
import type { Meter } from "../../rpc/meter.ts";
import type { DeliveryFaults, Triggers } from "../../triggers/api.ts";
import type { HttpRequest } from "../http/request.ts";
import type { RpcName } from "../proto.ts";
import { RPCS } from "../proto.ts";
import { codeName } from "../status.ts";
import type { Faults } from "./faults.ts";

/** What the control endpoints act on; without `faults` those answer as if they did not exist. */
export interface ControlParts {
  readonly meter: Meter;
  readonly triggers?: Triggers | undefined;
  readonly faults?:
    | { readonly service: Faults; readonly clock: AdjustableClock; cutConnections(spare: HttpRequest): void }
    | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** Answers `/local/v1/…`: counters, and faults where they are allowed. Throws FirestoreError. */
export function answerControl(parts: ControlParts, request: HttpRequest, body: unknown): unknown {
  const call = `${request.method} ${request.path}`;
  switch (call) {
    case "GET /local/v1/counters":
      return parts.meter.snapshot();
    case "POST /local/v1/counters:reset":
      parts.meter.reset();
      return {};
    case "GET /local/v1/triggers":
      return parts.triggers?.status() ?? {};
    case "POST /local/v1/triggers:pause":
      parts.triggers?.pause(true);
      return {};
    case "POST /local/v1/triggers:resume":
      parts.triggers?.pause(false);
      return {};
  }
  if (!parts.faults) throw notFound();
  switch (call) {
    case "GET /local/v1/faults":
      return { pending: parts.faults.service.pending(), time: parts.faults.clock.now() };
    case "POST /local/v1/faults":
      plan(parts, parts.faults, request, object(body, "The body"));
      return { pending: parts.faults.service.pending(), time: parts.faults.clock.now() };
    case "DELETE /local/v1/faults":
      parts.faults.service.clear();
      parts.faults.clock.reset();
      parts.triggers?.setFaults(null);
      return {};
  }
  throw notFound();
}

// What a fault document may hold; everything is read before anything takes effect.
const KEYS = new Set(["fail", "loseAnswer", "streams", "connections", "triggers", "clock"]);

function plan(
  parts: ControlParts,
  { service, clock, cutConnections }: NonNullable<ControlParts["faults"]>,
  request: HttpRequest,
  body: Json,
): void {
  for (const key of Object.keys(body)) if (!KEYS.has(key)) throw invalid(`Unknown fault "${key}".`);
  const planned = [
    ...list(body["fail"]).map((item) => plannedFault(item, "fail")),
    ...list(body["loseAnswer"]).map((item) => plannedFault(item, "lose")),
  ];
  const streams = oneOf(body["streams"], ["cut", "stall", "run"], "streams");
  const connections = oneOf(body["connections"], ["cut"], "connections");
  const delivery = body["triggers"] === undefined ? undefined : deliveryFaults(body["triggers"]);
  const move = body["clock"] === undefined ? undefined : clockMove(object(body["clock"], "clock"));

  for (const fault of planned) service.plan(fault);
  if (streams === "cut") service.cutStreams();
  else if (streams !== undefined) service.stall(streams === "stall");
  if (connections === "cut") cutConnections(request);
  if (delivery !== undefined) parts.triggers?.setFaults(delivery);
  if (move !== undefined) move(clock);
}

function plannedFault(value: unknown, kind: "fail" | "lose"): Parameters<Faults["plan"]>[0] {
  const item = object(value, kind);
  const method = methodName(item["method"]);
  const code = codeName(item["code"] ?? "UNAVAILABLE");
  if (code === undefined || code === "OK")
    throw invalid(`Unknown status code ${JSON.stringify(item["code"])}.`);
  const message =
    item["message"] ?? `Fault: ${kind === "fail" ? "the request was refused" : "the answer was lost"}.`;
  if (typeof message !== "string") throw invalid("message must be a string.");
  return {
    method,
    kind,
    code,
    message,
    nth: count(item["nth"], "nth"),
    times: count(item["times"], "times"),
  };
}

function methodName(value: unknown): RpcName {
  for (const { name } of RPCS) if (name === value) return name;
  throw invalid(`Unknown method ${JSON.stringify(value)}.`);
}

function deliveryFaults(value: unknown): DeliveryFaults | null {
  if (value === null) return null;
  const item = object(value, "triggers");
  return {
    seed: number(item["seed"] ?? 1, "seed", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    duplicate: number(item["duplicate"] ?? 0, "duplicate", 0, 1),
    delayMs: number(item["delayMs"] ?? 0, "delayMs", 0, 600_000),
    reorder: number(item["reorder"] ?? 0, "reorder", 0, 1),
  };
}

// The range that RFC 3339 and Firestore's timestamps share.
const LAST_INSTANT = Date.UTC(9999, 11, 31);

function clockMove(value: Json): (clock: AdjustableClock) => void {
  const { set, advance } = value;
  if (set !== undefined) {
    const milliseconds = number(
      typeof set === "string" ? Date.parse(set) : set,
      "clock.set",
      0,
      LAST_INSTANT,
    );
    return (clock) => clock.set(milliseconds);
  }
  const milliseconds = number(advance, "clock.advance", -LAST_INSTANT, LAST_INSTANT);
  return (clock) => clock.advance(milliseconds);
}

function count(value: unknown, name: string): number {
  return number(value ?? 1, name, 1, 1_000_000);
}

function number(value: unknown, name: string, low: number, high: number): number {
  if (typeof value !== "number" || !(value >= low && value <= high))
    throw invalid(`${name} must be a number from ${low} to ${high}.`);
  return value;
}

function oneOf<Name extends string>(value: unknown, names: readonly Name[], field: string): Name | undefined {
  if (value === undefined) return undefined;
  const found = names.find((name) => name === value);
  if (found === undefined) throw invalid(`${field} must be one of ${names.join(", ")}.`);
  return found;
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function object(value: unknown, name: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid(`${name} must be a JSON object.`);
  return value as Json;
}

function invalid(message: string): FirestoreError {
  return new FirestoreError("INVALID_ARGUMENT", message);
}

function notFound(): FirestoreError {
  return new FirestoreError("NOT_FOUND", "Not found.");
}
