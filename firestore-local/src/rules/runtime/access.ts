import { characters } from "./strings.ts";
import { toPath } from "./scalars.ts";
import {
  Failure,
  functionNotFound,
  isList,
  isMap,
  NULL_VALUE,
  RulesObject,
  typeName,
  undefinedProperty,
  unsupported,
  type Outcome,
  type RulesValue,
} from "../values/value.ts";

/** `holder.name`; `missing` is the failure to give when there is no such member. */
export function memberOf(holder: Outcome, name: string, missing: Failure): Outcome {
  if (holder === null) return NULL_VALUE;
  if (holder instanceof Failure) return holder.member(name);
  if (holder instanceof RulesObject) {
    const value = holder.lookup(name);
    return value === undefined ? missing : value;
  }
  if (isMap(holder)) {
    const value = holder.get(name);
    return value === undefined ? missing : value;
  }
  const path = toPath(holder);
  if (path !== null) return path.bindings?.get(name) ?? missing;
  return new Failure(`Type error. Received: [${typeName(holder)}] Expected: [map,path].`);
}

/** A map key that is no string. */
export function keyFailure(key: RulesValue): Failure {
  return key === null
    ? NULL_VALUE
    : new Failure(`Type error. Received: [${typeName(key)}] Expected: [string].`);
}

function outOfBounds(index: bigint, size: number): Failure {
  return new Failure(`Index out of bound error. Index: [${index}] , size: [${size}].`);
}

function elementAt<T extends RulesValue>(values: ArrayLike<T>, type: string, index: RulesValue): Outcome {
  if (typeof index !== "bigint") return unsupported(`${type}[${typeName(index)}]`, `${type}[int]`);
  return (
    (index >= 0n ? values[Number(index)] : undefined) ??
    (index >= 0n && index < values.length ? null : outOfBounds(index, values.length))
  );
}

/** The characters of a string, in a form that can be indexed. */
function indexable(text: string): string | string[] {
  return characters(text) === text.length ? text : [...text];
}

/** `holder[index]`: lists and strings by number, maps by key, paths by number or by wildcard name. */
export function indexOf(holder: Outcome, index: Outcome): Outcome {
  if (holder instanceof Failure) return typeof index === "string" ? holder.member(index) : holder;
  if (index instanceof Failure) return index;
  if (holder === null || index === null) return NULL_VALUE;
  if (isList(holder)) return elementAt(holder, "list", index);
  if (typeof holder === "string") return elementAt(indexable(holder), "string", index);
  const path = toPath(holder);
  if (path !== null && typeof index === "bigint") return elementAt(path.segments, "path", index);
  if (path === null && !isMap(holder) && !(holder instanceof RulesObject)) return functionNotFound("[]");
  return typeof index === "string" ? memberOf(holder, index, undefinedProperty(index)) : keyFailure(index);
}

/** `holder[from:to]`, `to` exclusive; bounds outside the value are errors, as is `[0:0]`. */
export function sliceOf(holder: Outcome, from: Outcome, to: Outcome): Outcome {
  if (holder instanceof Failure) return holder;
  if (from instanceof Failure) return from;
  if (to instanceof Failure) return to;
  if (holder === null || from === null || to === null) return NULL_VALUE;
  if (!isList(holder) && typeof holder !== "string") return functionNotFound("[]");
  const type = typeName(holder);
  if (typeof from !== "bigint" || typeof to !== "bigint")
    return unsupported(`${type}[${typeName(from)}:${typeName(to)}]`, `${type}[int:int]`);
  const values = typeof holder === "string" ? indexable(holder) : holder;
  const size = values.length;
  if (from < 0n || from >= size) return outOfBounds(from, size);
  if (to - 1n < 0n || to - 1n >= size) return outOfBounds(to - 1n, size);
  if (from > to) return new Failure(`Illegal range error. From index: [${from}] , To index: [${to}].`);
  const part = values.slice(Number(from), Number(to));
  return typeof holder === "string" && typeof part !== "string" ? part.join("") : part;
}
