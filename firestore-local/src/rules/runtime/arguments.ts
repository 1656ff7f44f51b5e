import { Failure, typeName, unsupported, type Outcome, type RulesValue } from "../values/value.ts";

/** What a method or function does with its receiver (null for a global function) and its arguments. */
export type Call = (receiver: RulesValue, args: readonly RulesValue[]) => Outcome;

export interface Overloads {
  /** As the official messages name it: `list.hasAll`. */
  readonly name: string;
  /** The accepted argument types, one list per overload. */
  readonly accepts: readonly (readonly string[])[];
  readonly apply: Call;
}

/** Types as argument lists name them; `any` takes everything and `float` takes an int too. */
function fits(value: RulesValue, type: string): boolean {
  if (type === "any") return true;
  const actual = typeName(value);
  return actual === type || (type === "float" && actual === "int");
}

function accepts(types: readonly string[], args: readonly RulesValue[]): boolean {
  if (types.length !== args.length) return false;
  for (let at = 0; at < types.length; at++) if (!fits(args[at] ?? null, types[at] ?? "")) return false;
  return true;
}

/** Calls `overloads` after checking the arguments against them; a misfit is a Failure in the official words. */
export function invoke(overloads: Overloads, receiver: RulesValue, args: readonly RulesValue[]): Outcome {
  for (const types of overloads.accepts) if (accepts(types, args)) return overloads.apply(receiver, args);
  const expected = overloads.accepts.map((types) => `${overloads.name}(${types.join(", ")})`).join(", ");
  if (overloads.accepts.every((types) => types.length !== args.length)) {
    return new Failure(`Incorrect number of arguments. Received: ${args.length}. Expected: ${expected}.`);
  }
  return unsupported(`${overloads.name}(${args.map(typeName).join(", ")})`, expected);
}

/** A table of overloads under the prefix the messages use. */
export function define(
  prefix: string,
  entries: Readonly<Record<string, readonly [accepts: readonly (readonly string[])[], apply: Call]>>,
): ReadonlyMap<string, Overloads> {
  return new Map(
    Object.entries(entries).map(([name, [accepts, apply]]) => [
      name,
      { name: `${prefix}.${name}`, accepts, apply },
    ]),
  );
}
