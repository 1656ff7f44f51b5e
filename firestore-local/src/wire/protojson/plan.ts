import protobuf from "protobufjs/light.js";

/** How one message type is read and written as JSON; built once from the descriptor. */
export interface Plan {
  /** Full name without the leading dot. */
  readonly name: string;
  readonly fields: readonly FieldPlan[];
  /** By camelCase and by snake_case name. */
  readonly byName: ReadonlyMap<string, FieldPlan>;
}

export interface FieldPlan {
  /** camelCase, as in JSON and in the object form. */
  readonly key: string;
  /** As in the .proto file and in Google's error messages. */
  readonly snake: string;
  readonly shape: "single" | "repeated" | "map";
  /** The oneof this field belongs to; its default value is then present and printed. */
  readonly oneof: string | undefined;
  readonly codec: Codec;
}

export type ScalarType = "string" | "bool" | "bytes" | "double" | "int32" | "int64";

export type Codec =
  | { readonly kind: "scalar"; readonly type: ScalarType }
  | {
      readonly kind: "enum";
      readonly name: string;
      readonly values: Readonly<Record<string, number>>;
      readonly names: Readonly<Record<number, string>>;
    }
  | { readonly kind: "timestamp" | "duration" | "null" }
  | { readonly kind: "wrapper"; readonly name: string; readonly type: ScalarType }
  /** Not built before it is needed: types contain themselves. */
  | { readonly kind: "message"; plan(): Plan };

const SCALARS: Readonly<Record<string, ScalarType>> = {
  string: "string",
  bool: "bool",
  bytes: "bytes",
  double: "double",
  float: "double",
  int32: "int32",
  sint32: "int32",
  sfixed32: "int32",
  uint32: "int32",
  fixed32: "int32",
  int64: "int64",
  sint64: "int64",
  sfixed64: "int64",
  uint64: "int64",
  fixed64: "int64",
};
const WRAPPERS: Readonly<Record<string, ScalarType>> = {
  DoubleValue: "double",
  FloatValue: "double",
  Int64Value: "int64",
  UInt64Value: "int64",
  Int32Value: "int32",
  UInt32Value: "int32",
  BoolValue: "bool",
  StringValue: "string",
  BytesValue: "bytes",
};

const plans = new Map<protobuf.Type, Plan>();

/** The plan of a message type. */
export function planOf(type: protobuf.Type): Plan {
  const known = plans.get(type);
  if (known) return known;
  const fields = type.fieldsArray.map(fieldPlan);
  const byName = new Map<string, FieldPlan>();
  for (const field of fields) byName.set(field.key, field).set(field.snake, field);
  const plan = { name: fullName(type), fields, byName };
  plans.set(type, plan);
  return plan;
}

function fieldPlan(declared: protobuf.Field): FieldPlan {
  const field = declared.resolve();
  return {
    key: field.name,
    snake: snakeCase(field.name),
    shape: field.map ? "map" : field.repeated ? "repeated" : "single",
    oneof: field.partOf ? snakeCase(field.partOf.name) : undefined,
    codec: codecOf(field),
  };
}

function codecOf(field: protobuf.Field): Codec {
  const type = field.resolvedType;
  if (type === null) {
    const scalar = SCALARS[field.type];
    if (!scalar) throw new Error(`${field.fullName} has a type that JSON does not know: ${field.type}.`);
    return { kind: "scalar", type: scalar };
  }
  const name = fullName(type);
  if (type instanceof protobuf.Enum) {
    return name === "google.protobuf.NullValue"
      ? { kind: "null" }
      : { kind: "enum", name, values: type.values, names: type.valuesById };
  }
  if (name === "google.protobuf.Timestamp") return { kind: "timestamp" };
  if (name === "google.protobuf.Duration") return { kind: "duration" };
  const wrapped = name.startsWith("google.protobuf.") ? WRAPPERS[type.name] : undefined;
  if (wrapped) return { kind: "wrapper", name, type: wrapped };
  return { kind: "message", plan: () => planOf(type) };
}

function fullName(type: protobuf.ReflectionObject): string {
  return type.fullName.replace(/^\./, "");
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
