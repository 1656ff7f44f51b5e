import type { IndexesFile } from "../api.ts";
import { fieldKey, isNamePath, parseFieldPath } from "../path.ts";
import type { FieldPath } from "../query.ts";

export type Scope = "COLLECTION" | "COLLECTION_GROUP";
/** How an index holds a field: its values in a direction, or an array's elements. */
export type Mode = "ASCENDING" | "DESCENDING" | "CONTAINS";

export interface IndexField {
  readonly field: FieldPath;
  readonly mode: Mode;
}

/** An index that serves queries; `nameMode` is the direction of the names at its end. */
export interface Index {
  readonly fields: readonly IndexField[];
  readonly nameMode: "ASCENDING" | "DESCENDING";
}

/** The single-field index modes of a field that nothing was said about. */
const AUTOMATIC: readonly { readonly scope: Scope; readonly mode: Mode }[] = [
  { scope: "COLLECTION", mode: "ASCENDING" },
  { scope: "COLLECTION", mode: "DESCENDING" },
  { scope: "COLLECTION", mode: "CONTAINS" },
];

/** The composite indexes and single-field settings of a `firestore.indexes.json`. */
export class IndexConfiguration {
  readonly #composite = new Map<string, Index[]>();
  /** By collection and field; the field `*` is a collection's default. */
  readonly #overrides = new Map<string, typeof AUTOMATIC>();

  constructor(file: IndexesFile) {
    for (const entry of file.indexes ?? []) {
      // Vector indexes serve nearest-neighbour searches alone.
      if (entry.fields.some((field) => field.vectorConfig !== undefined)) continue;
      const all = entry.fields.map((field): IndexField => ({
        field: parseFieldPath(field.fieldPath),
        mode: modeOf(field),
      }));
      const key = `${scopeOf(entry.queryScope)}/${entry.collectionGroup}`;
      const list = this.#composite.get(key) ?? [];
      this.#composite.set(key, list);
      list.push(indexOf(all));
    }
    for (const entry of file.fieldOverrides ?? []) {
      const settings = (entry.indexes ?? []).map((index) => ({
        scope: scopeOf(index.queryScope),
        mode: modeOf(index),
      }));
      const field = entry.fieldPath === "*" ? "*" : fieldKey(parseFieldPath(entry.fieldPath));
      this.#overrides.set(`${entry.collectionGroup}/${field}`, settings);
    }
  }

  /** The composite indexes of a collection id. */
  composite(collection: string, scope: Scope): readonly Index[] {
    return this.#composite.get(`${scope}/${collection}`) ?? [];
  }

  /** How a field alone is indexed: as said for it, for the map it is in, for its collection, or automatically. */
  single(collection: string, field: FieldPath): typeof AUTOMATIC {
    for (let length = field.length; length > 0; length--) {
      const settings = this.#overrides.get(`${collection}/${fieldKey(field.slice(0, length))}`);
      if (settings !== undefined) return settings;
    }
    return this.#overrides.get(`${collection}/*`) ?? AUTOMATIC;
  }
}

/** An index from its fields; a name at the end only says the direction of names. */
function indexOf(all: readonly IndexField[]): Index {
  const last = all.at(-1);
  const named = last !== undefined && isNamePath(last.field);
  const fields = named ? all.slice(0, -1) : all;
  return {
    fields,
    nameMode: (named ? last : fields.at(-1))?.mode === "DESCENDING" ? "DESCENDING" : "ASCENDING",
  };
}

function scopeOf(text: string | undefined): Scope {
  return text === "COLLECTION_GROUP" ? "COLLECTION_GROUP" : "COLLECTION";
}

function modeOf(field: { readonly order?: string; readonly arrayConfig?: string }): Mode {
  if (field.arrayConfig !== undefined) return "CONTAINS";
  return field.order === "DESCENDING" ? "DESCENDING" : "ASCENDING";
}
