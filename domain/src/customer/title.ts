import type { FieldDefinition } from "../fields/definition.ts";
import { attrKey } from "../fields/definition.ts";
import { CUSTOMER_FIELDS, isCustomerField } from "./table.ts";

/** What people call a field of a customer, fixed or additional, by its key; undefined for neither. */
export function fieldTitle(key: string, definitions: readonly FieldDefinition[]): string | undefined {
  if (isCustomerField(key)) return CUSTOMER_FIELDS[key].label;
  return definitions.find(({ name }) => key === attrKey(name))?.title;
}
