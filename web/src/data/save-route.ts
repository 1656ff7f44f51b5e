import type { AuthField } from "@trunkline/domain/config/customers";
import { BROWSER_FIELDS } from "@trunkline/domain/customer/table";
import {
  attrKey,
  MOST_BY_BROWSER,
  writableByBrowser,
  type FieldDefinition,
} from "@trunkline/domain/fields/definition";

/** What of the configuration decides which way a Save goes. */
export interface SaveSettings {
  readonly definitions: readonly FieldDefinition[];
  readonly authField: AuthField;
}

/** True when a Save of these fields must be one call of the server (12 §2.5.1a). */
export function serverDecides(fields: readonly string[], { definitions, authField }: SaveSettings): boolean {
  const own = [...BROWSER_FIELDS, ...definitions.filter(writableByBrowser).map(({ name }) => attrKey(name))];
  // The address that customers sign in by has to be unique (10 §5.5).
  const free = new Set<string>(own.filter((field) => field !== "emails" || authField !== "email"));
  const additional = fields.filter((field) => field.startsWith("attr_"));
  return additional.length > MOST_BY_BROWSER || fields.some((field) => !free.has(field));
}
