import { CUSTOMER_FIELDS, isCustomerField } from "@trunkline/domain/customer/table";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";

/** The part that a field is typed or chosen in. */
export type Control =
  | "line"
  | "text"
  | "day"
  | "moment"
  | "choice"
  | "choices"
  | "switch"
  | "secret"
  | "file"
  | "customer";

/** The control that a field of this kind asks for. */
export function controlOf(name: string, definition: FieldDefinition | undefined): Control {
  if (isCustomerField(name)) {
    const { kind } = CUSTOMER_FIELDS[name].shape;
    if (kind === "day") return "day";
    if (kind === "choice" || kind === "reference") return "choice";
    return kind === "references" ? "choices" : "line";
  }
  switch (definition?.type) {
    case "text":
      return "text";
    case "boolean":
      // A switch cannot show that nobody answered yet; where an answer is required, that is what must be seen.
      return definition.required ? "choice" : "switch";
    case "date":
      return "day";
    case "datetime":
      return "moment";
    case "select":
      return "choice";
    case "relation":
      return definition.relation === "customer" ? "customer" : "choice";
    case "password":
      return "secret";
    case "file":
      return "file";
    case "multiselect":
      return "choices";
    default:
      return "line";
  }
}
