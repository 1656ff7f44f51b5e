import { Timestamp } from "../../../firestore-local/src/engine/value.ts";
import { compileStorageRules } from "../../../firestore-local/src/rules/storage/ruleset.ts";
import type { FetchedDocument } from "../../../firestore-local/src/rules/storage/ruleset.ts";
import type { RulesMap, RulesValue } from "../../../firestore-local/src/rules/values/value.ts";
import type { Fields } from "../attempt.ts";
import { PEOPLE, START, WORLD } from "../world.ts";

/** What somebody tries with a file. */
export interface StorageCase {
  readonly name: string;
  readonly who: string;
  /** Another token than his own. */
  readonly claims?: Fields;
  readonly method: "get" | "list" | "create" | "update" | "delete";
  readonly path: string;
  /** The file that is there, and the one that is to be: size and kind. */
  readonly before?: Fields;
  readonly after?: Fields;
  /** Documents that are different from the ordinary world in this case; null: not there. */
  readonly given?: Readonly<Record<string, Fields | null>>;
  readonly allowed: boolean;
}

/** Decides cases in process, with the same engine as the local Storage. */
export type StorageJudge = (one: StorageCase) => boolean;

/** Compiles the rules; undefined when they do not compile. */
export function storageJudge(source: string): StorageJudge | undefined {
  const { ruleset } = compileStorageRules(source);
  if (ruleset === null) return undefined;
  return (one) => {
    const { uid, claims: own } = PEOPLE[one.who] ?? fail(`Nobody is called ${one.who}`);
    const claims = one.claims ?? own;
    const request: RulesMap = new Map<string, RulesValue>([
      ["time", new Timestamp(START.getTime() / 1000, 0)],
      ["auth", uid === null ? null : toMap({ uid, token: { sub: uid, ...claims } })],
      ["resource", one.after === undefined ? null : toMap(one.after)],
    ]);
    const documents = new DocumentsOfTheWorld(one.given ?? {});
    const resource = one.before === undefined ? null : toMap(one.before);
    const path = `/b/bucket/o/${one.path}`;
    return ruleset.judge({ method: one.method, path, request, resource }, documents).allowed;
  };
}

const PREFIX = "/databases/(default)/documents/";

// Every document of the world is there when the rules ask for it; what is not in it is missing.
class DocumentsOfTheWorld extends Map<string, FetchedDocument> {
  readonly #given: Readonly<Record<string, Fields | null>>;
  constructor(given: Readonly<Record<string, Fields | null>>) {
    super();
    this.#given = given;
  }
  override get(name: string): FetchedDocument {
    const path = name.slice(PREFIX.length);
    const fields = Object.hasOwn(this.#given, path) ? this.#given[path] : WORLD[path];
    return fields === undefined || fields === null ? null : toMap(fields);
  }
}

function toMap(fields: Fields): RulesMap {
  return new Map(Object.entries(fields).map(([key, value]) => [key, toValue(value)]));
}

function toValue(value: unknown): RulesValue {
  if (value instanceof Date) return new Timestamp(Math.floor(value.getTime() / 1000), 0);
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(toValue);
  return toMap(value as Fields);
}

function fail(message: string): never {
  throw new Error(message);
}
