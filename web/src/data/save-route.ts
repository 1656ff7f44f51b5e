import { BROWSER_FIELDS } from "@trunkline/domain/customer/table";

/** The fixed fields a browser may write by itself, before the additional ones are known. */
export const FIXED_BROWSER_FIELDS: ReadonlySet<string> = new Set(BROWSER_FIELDS);

/** True when a Save of these fields must be one call of the server (12 §2.5.1a). */
export function serverDecides(fields: readonly string[], browserFields: ReadonlySet<string>): boolean {
  return fields.some((field) => !browserFields.has(field));
}
