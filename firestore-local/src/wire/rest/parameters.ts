import { FirestoreError } from "../../engine/errors.ts";
import type { FieldPlan, Plan } from "../protojson/plan.ts";

// Google's system parameters: about the call, not part of the request.
const SYSTEM = new Set([
  "key",
  "alt",
  "access_token",
  "oauth_token",
  "callback",
  "fields",
  "prettyPrint",
  "quotaUser",
  "userIp",
  "upload_protocol",
  "uploadType",
]);

type Json = Record<string, unknown>;

/**
 * The ProtoJSON that query parameters such as `mask.fieldPaths=a` spell out. Throws FirestoreError INVALID_ARGUMENT
 * for a name the request does not have.
 */
export function requestOfParameters(plan: Plan, query: URLSearchParams): Json {
  const request: Json = {};
  for (const name of new Set(query.keys())) {
    if (name.startsWith("$") || SYSTEM.has(name)) continue;
    put(plan, request, name, query.getAll(name));
  }
  return request;
}

function put(plan: Plan, request: Json, name: string, values: readonly string[]): void {
  const steps = name.split(".");
  let at = plan;
  let target = request;
  for (const [index, step] of steps.entries()) {
    const field = at.byName.get(step);
    if (!field || field.shape === "map") throw cannotBind(name, step);
    if (index === steps.length - 1) {
      target[field.key] = leaf(field, name, values);
      return;
    }
    if (field.codec.kind !== "message" || field.shape !== "single") throw cannotBind(name, step);
    at = field.codec.plan();
    target = descend(target, field.key);
  }
}

function leaf(field: FieldPlan, name: string, values: readonly string[]): unknown {
  if (field.codec.kind === "message") throw cannotBind(name, name);
  if (field.shape === "repeated") return values;
  if (values.length > 1)
    throw new FirestoreError(
      "INVALID_ARGUMENT",
      `Invalid value at '${field.snake}', the parameter is given more than once.`,
    );
  return values[0];
}

function descend(target: Json, key: string): Json {
  const known = target[key];
  if (typeof known === "object" && known !== null) return known as Json;
  const fresh: Json = {};
  target[key] = fresh;
  return fresh;
}

function cannotBind(name: string, step: string): FirestoreError {
  return new FirestoreError(
    "INVALID_ARGUMENT",
    `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${step}' could not be found in request message.`,
  );
}
