import type { Directory } from "@trunkline/domain/config/directory";
import {
  BILLING_TYPES,
  BILLING_TYPE_LABELS,
  CATEGORIES,
  CATEGORY_LABELS,
  CUSTOMER_STATUSES,
  STATUS_LABELS,
} from "@trunkline/domain/customer/status";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { Option } from "../../ui/select.tsx";

// A value no option can have: typed text holds no control characters.
export const NONE: Option = { value: "\u0000", label: "None" };
const YES_NO: readonly Option[] = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];

function labelled<V extends string>(
  values: readonly V[],
  labels: Readonly<Record<V, string>>,
): readonly Option[] {
  return values.map((value) => ({ value, label: labels[value] }));
}

function named(names: Readonly<Record<string, { readonly name: string }>> | undefined): readonly Option[] {
  return Object.entries(names ?? {}).map(([value, entry]) => ({ value, label: entry.name }));
}

/** What a field offers to choose from. */
export function choicesOf(
  name: string,
  definition: FieldDefinition | undefined,
  directory: Directory | undefined,
): readonly Option[] {
  const people = () =>
    Object.entries(directory?.staff ?? {}).map(([value, entry]) => ({
      value,
      label: entry.name,
      disabled: !entry.active,
    }));
  switch (name) {
    case "status":
      return labelled(CUSTOMER_STATUSES, STATUS_LABELS);
    case "billingType":
      return labelled(BILLING_TYPES, BILLING_TYPE_LABELS);
    case "category":
      return labelled(CATEGORIES, CATEGORY_LABELS);
    case "partnerId":
      return named(directory?.partners);
    case "locationId":
      return named(directory?.locations);
    case "labelIds":
      return Object.entries(directory?.labels ?? {}).map(([value, { title, colour }]) => ({
        value,
        label: title,
        colour,
      }));
  }
  if (definition?.type === "boolean") return YES_NO;
  if (definition?.relation === "admin") return people();
  if (definition?.relation === "partner") return named(directory?.partners);
  if (definition?.relation === "location") return named(directory?.locations);
  return (definition?.options ?? []).map(({ value, retired }) => ({
    value,
    label: value,
    disabled: retired,
  }));
}
