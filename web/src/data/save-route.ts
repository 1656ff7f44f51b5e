import { BROWSER_FIELDS } from "@trunkline/domain/customer/table";
import { attrKey, writableByBrowser, type FieldDefinition } from "@trunkline/domain/fields/definition";

const FIXED: ReadonlySet<string> = new Set(BROWSER_FIELDS);

/** True when a Save of these fields must be one call of the server (12 §2.5.1a). */
export function serverDecides(fields: readonly string[], definitions: readonly FieldDefinition[]): boolean {
  const own = new Set<string>(definitions.filter(writableByBrowser).map(({ name }) => attrKey(name)));
  return fields.some((field) => !FIXED.has(field) && !own.has(field));
}
