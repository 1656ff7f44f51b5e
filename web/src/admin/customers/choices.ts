import { choiceText } from "@trunkline/domain/list/condition";
import type { ListField } from "@trunkline/domain/list/fields";
import {
  BILLING_TYPES,
  BILLING_TYPE_LABELS,
  CATEGORIES,
  CATEGORY_LABELS,
  CUSTOMER_STATUSES,
  STATUS_SHORT,
} from "@trunkline/domain/customer/status";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { Workspace } from "../workspace.tsx";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const options = <V extends string>(values: readonly V[], labels: Readonly<Record<V, string>>) =>
  values.map((value) => ({ value, label: labels[value] }));

type Named = Readonly<Record<string, { readonly name?: string; readonly title?: string }>>;

function named(names: object | undefined): readonly Choice[] {
  return Object.entries((names ?? {}) as Named)
    .map(([value, entry]) => ({ value, label: entry.name ?? entry.title ?? value }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

const YES_NO: readonly Choice[] = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];

const RELATIONS = { admin: "staff", partner: "partners", location: "locations" } as const;

/** What the values of a column are called, in the order people know; undefined where they are read as they are. */
export function choicesOf(workspace: Workspace, key: string): readonly Choice[] | undefined {
  const directory = workspace.directory();
  switch (key) {
    case "status":
      return options(CUSTOMER_STATUSES, STATUS_SHORT);
    case "category":
      return options(CATEGORIES, CATEGORY_LABELS);
    case "billingType":
      return options(BILLING_TYPES, BILLING_TYPE_LABELS);
    case "labelIds":
      return named(directory?.labels);
    case "partnerId":
      return named(directory?.partners);
    case "locationId":
      return named(directory?.locations);
    case "addedBy":
      return named(directory?.staff);
    default:
      return attrChoices(
        workspace.fields().find(({ name }) => key === `attr_${name}`),
        directory,
      );
  }
}

function attrChoices(
  field: FieldDefinition | undefined,
  directory: ReturnType<Workspace["directory"]>,
): readonly Choice[] | undefined {
  if (field?.type === "boolean") return YES_NO;
  if (field?.type === "select" || field?.type === "multiselect") {
    return field.options.map(({ value }) => ({ value, label: value }));
  }
  if (field?.type !== "relation" || field.relation === null || field.relation === "customer")
    return undefined;
  return named(directory?.[RELATIONS[field.relation]]);
}

/** The control that narrows a column. */
export function filterOf(workspace: Workspace, field: ListField) {
  switch (field.kind) {
    case "text":
    case "phones":
    case "comment":
      return "text";
    case "day":
      return "days";
    case "number":
      return "numbers";
    case "money":
      return { kind: "money", decimals: workspace.general()?.money.decimals ?? 2 } as const;
    default:
      return (choicesOf(workspace, field.key) ?? []).map(({ value, label }) => ({
        value: choiceText(value),
        label,
      }));
  }
}
