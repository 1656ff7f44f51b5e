import type { Overloads } from "../runtime/arguments.ts";
import { invoke } from "../runtime/arguments.ts";
import { CONVERSIONS } from "../runtime/conversions.ts";
import { NAMESPACES } from "../runtime/namespaces.ts";
import type { Run } from "../runtime/run.ts";
import { toPath } from "../runtime/scalars.ts";
import {
  Failure,
  NULL_VALUE,
  typeName,
  unsupported,
  type Outcome,
  type RulesValue,
} from "../values/value.ts";

export type ServiceName = "cloud.firestore" | "firebase.storage";

/** A function of the language, after its arguments have values. */
export type GlobalFunction = (run: Run, args: readonly RulesValue[]) => Outcome;

type Lookup = "get" | "exists" | "getAfter" | "existsAfter";

function documentAccess(name: string, lookup: Lookup): GlobalFunction {
  return (run, args) => {
    const [argument] = args;
    if (argument === undefined || args.length !== 1)
      return new Failure(`Incorrect number of arguments. Received: ${args.length}. Expected: ${name}(path).`);
    if (argument === null) return NULL_VALUE;
    const path = toPath(argument);
    if (path === null) return unsupported(`${name}(${typeName(argument)})`, `${name}(path)`);
    const after = lookup === "getAfter" || lookup === "existsAfter";
    return lookup === "get" || lookup === "getAfter"
      ? run.documents.get(path, after)
      : run.documents.exists(path, after);
  };
}

const LOOKUPS: ReadonlyMap<string, GlobalFunction> = new Map(
  (["get", "exists", "getAfter", "existsAfter"] as const).map((name) => [name, documentAccess(name, name)]),
);
const STORAGE_LOOKUPS: ReadonlyMap<string, GlobalFunction> = new Map(
  (["get", "exists"] as const).map((name) => [name, documentAccess(`firestore.${name}`, name)]),
);

const plain =
  (overloads: Overloads): GlobalFunction =>
  (_run, args) =>
    invoke(overloads, null, args);

/** Functions called by a bare name; `debug` is one more, which the compiler itself knows. */
export function globalFunction(service: ServiceName, name: string): GlobalFunction | null {
  const conversion = CONVERSIONS.get(name);
  if (conversion !== undefined) return plain(conversion);
  return service === "cloud.firestore" ? (LOOKUPS.get(name) ?? null) : null;
}

/** Whether a bare name opens a namespace such as `math`. */
export function isNamespace(service: ServiceName, name: string): boolean {
  return NAMESPACES.has(name) || (service === "firebase.storage" && name === "firestore");
}

/** `namespace.name`, null when the namespace has no such function. */
export function namespaceFunction(
  service: ServiceName,
  namespace: string,
  name: string,
): GlobalFunction | null {
  if (service === "firebase.storage" && namespace === "firestore") return STORAGE_LOOKUPS.get(name) ?? null;
  const overloads = NAMESPACES.get(namespace)?.get(name);
  return overloads === undefined ? null : plain(overloads);
}
