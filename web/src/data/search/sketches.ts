import type { FieldType } from "@trunkline/domain/fields/definition";
import { listedIn, type ListedCustomer } from "@trunkline/domain/list/listed";
import { idOfLine } from "@trunkline/domain/search/line";
import type { SiftLines } from "./protocol.ts";

/** The types of the additional fields, by name. */
export type FieldTypes = ReadonlyMap<string, FieldType>;

/** What the index has of a customer; undefined where his line is not among those asked for. */
export type Sketch = (id: string) => ListedCustomer | undefined;

/**
 * Reads the lines of one answer after the other, each when its row is drawn. The same line is the same row as in the
 * answer before, so that a row that stays is not looked at again.
 */
export function createSketches(): (lines: SiftLines, types: FieldTypes) => Sketch {
  let read = new Map<string, ListedCustomer>();
  let readAs: FieldTypes | undefined;
  return ({ of, fields }, types) => {
    const before: ReadonlyMap<string, ListedCustomer> = readAs === types ? read : new Map();
    const known = new Map<string, ListedCustomer>();
    [read, readAs] = [known, types];
    const byId = new Map(of.map((one) => [idOfLine(one.line) as string, one]));
    return (id) => {
      const found = byId.get(id);
      const own = found === undefined ? undefined : fields[found.partner];
      if (found === undefined || own === undefined) return undefined;
      const key = `${found.partner} ${found.line}`;
      const row =
        known.get(key) ?? before.get(key) ?? listedIn({ ...found, fields: own }, (name) => types.get(name));
      known.set(key, row);
      return row;
    };
  };
}
