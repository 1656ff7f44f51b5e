import {
  NULL_VALUE,
  Failure,
  functionNotFound,
  RulesObject,
  typeName,
  type Outcome,
  type RulesValue,
  type TypeName,
} from "../values/value.ts";
import { invoke, type Overloads } from "./arguments.ts";
import { LIST_METHODS, MAP_DIFF_METHODS, MAP_METHODS, SET_METHODS } from "./collections.ts";
import {
  BYTES_METHODS,
  DURATION_METHODS,
  LATLNG_METHODS,
  PATH_METHODS,
  TIMESTAMP_METHODS,
} from "./scalars.ts";
import { STRING_METHODS } from "./strings.ts";

const METHODS: Readonly<Partial<Record<TypeName, ReadonlyMap<string, Overloads>>>> = {
  string: STRING_METHODS,
  bytes: BYTES_METHODS,
  list: LIST_METHODS,
  map: MAP_METHODS,
  map_diff: MAP_DIFF_METHODS,
  set: SET_METHODS,
  timestamp: TIMESTAMP_METHODS,
  duration: DURATION_METHODS,
  latlng: LATLNG_METHODS,
  path: PATH_METHODS,
};

/** A method of one name on values of any type. */
export type MethodCall = (receiver: RulesValue, args: readonly RulesValue[]) => Outcome;

/** `receiver.name(…)`: the types that have such a method are looked up once, when the rules are compiled. */
export function methodNamed(name: string): MethodCall {
  const byType: Partial<Record<TypeName, Overloads>> = {};
  for (const [type, methods] of Object.entries(METHODS)) {
    const overloads = methods.get(name);
    if (overloads !== undefined) byType[type as TypeName] = overloads;
  }
  const missing = functionNotFound(name);
  return (receiver, args) => {
    if (receiver === null) return NULL_VALUE;
    const overloads = byType[typeName(receiver)];
    if (overloads === undefined) return missing;
    if (!(receiver instanceof RulesObject)) return invoke(overloads, receiver, args);
    const map = receiver.materialize();
    return map instanceof Failure ? map : invoke(overloads, map, args);
  };
}
