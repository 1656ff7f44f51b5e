import type protobuf from "protobufjs/light.js";
import type { Message } from "../../rpc/api.ts";
import type { Codec, Plan } from "./plan.ts";
import { planOf } from "./plan.ts";
import { isDefaultScalar, printScalar } from "./scalars.ts";
import { printDuration, printTimestamp } from "./time.ts";

/** The ProtoJSON tree of a message in object form: camelCase names, defaults left out, ready for JSON.stringify. */
export function printMessage(type: protobuf.Type, message: Message): Record<string, unknown> {
  return print(planOf(type), message);
}

function print(plan: Plan, message: Message): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const field of plan.fields) {
    // A decoded message has defaults on its prototype, where a member of a oneof looks set when it is not.
    const value = Object.hasOwn(message, field.key) ? message[field.key] : undefined;
    if (value === undefined || value === null) continue;
    switch (field.shape) {
      case "repeated":
        if (Array.isArray(value) && value.length > 0)
          out[field.key] = value.map((item: unknown) => printValue(field.codec, item));
        break;
      case "map": {
        const entries = Object.entries(value as Message);
        if (entries.length > 0)
          out[field.key] = Object.fromEntries(
            entries.map(([key, item]) => [key, printValue(field.codec, item)]),
          );
        break;
      }
      case "single":
        if (field.oneof !== undefined || !isDefault(field.codec, value))
          out[field.key] = printValue(field.codec, value);
        break;
    }
  }
  return out;
}

function isDefault(codec: Codec, value: unknown): boolean {
  if (codec.kind === "scalar") return isDefaultScalar(codec.type, value);
  return codec.kind === "enum" && (value === 0 || value === codec.names[0]);
}

function printValue(codec: Codec, value: unknown): unknown {
  switch (codec.kind) {
    case "scalar":
      return printScalar(codec.type, value);
    case "enum":
      return typeof value === "number" ? (codec.names[value] ?? value) : value;
    case "null":
      return null;
    case "wrapper":
      return printScalar(codec.type, (value as { value?: unknown }).value ?? zeroOf(codec.type));
    case "timestamp":
    case "duration": {
      const { seconds, nanos } = value as { seconds?: unknown; nanos?: unknown };
      return (codec.kind === "timestamp" ? printTimestamp : printDuration)(
        Number(seconds ?? 0),
        Number(nanos ?? 0),
      );
    }
    case "message":
      return print(codec.plan(), value as Message);
  }
}

function zeroOf(type: Extract<Codec, { kind: "wrapper" }>["type"]): unknown {
  return type === "string" || type === "bytes" ? "" : type === "bool" ? false : 0;
}
