import { NULL_VALUE, Failure, functionNotFound, RulesObject, typeName, type Outcome, type RulesValue, type TypeName } from "../values/value.ts";
import { invoke, type Overloads } from "./arguments.ts";
import { LIST_METHODS, MAP_DIFF_METHODS, MAP_METHODS, SET_METHODS } from "./collections.ts";
import { BYTES_METHODS, DURATION_METHODS, LATLNG_METHODS, PATH_METHODS, TIMESTAMP_METHODS } from "./scalars.ts";
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

/** `receiver.name(args)`, chosen by the receiver's type. */
export function callMethod(receiver: RulesValue, name: string, args: readonly RulesValue[]): Outcome {
  if (receiver === null) return NULL_VALUE;
  const overloads = METHODS[typeName(receiver)]?.get(name);
  if (overloads === undefined) return functionNotFound(name);
  if (!(receiver instanceof RulesObject)) return invoke(overloads, receiver, args);
  const map = receiver.materialize();
  return map instanceof Failure ? map : invoke(overloads, map, args);
}
