import { attrKey } from "@trunkline/domain/fields/definition";
import { COMMENT_FIELD, fixedTitle, type ListField } from "@trunkline/domain/list/fields";
import type { Preferences } from "@trunkline/domain/views/views";
import type { ColumnFilter } from "../../../ui/table/types.ts";
import type { Workspace } from "../../workspace.tsx";
import { filterOf } from "../choices.ts";

/** Whether a field stands in the search form, and how its text is compared (14 §4.1.12). */
export type SearchChoice = Preferences["search"][string];
export type SearchChoices = Preferences["search"];

/** One field of the search form: a column of the list with its name and its control. */
export interface SearchField {
  readonly key: string;
  readonly title: string;
  readonly field: ListField;
  readonly filter: ColumnFilter;
}

/** The fields of 14 §4.1.1–4.1.10 in their order, and whether each is in the form of who never chose. */
const OFFERED: Readonly<Record<string, boolean>> = {
  number: false,
  login: true,
  name: true,
  emails: true,
  billingEmails: true,
  phones: true,
  status: true,
  category: true,
  locationId: true,
  partnerId: true,
  billingType: true,
  birthday: true,
  identification: true,
  companyId: true,
  vatId: true,
  dateAdded: false,
  street: false,
  zip: false,
  city: false,
  comment: false,
  balance: false,
  contactPerson: false,
  labelIds: false,
};

/** What a customer's form has no words for. */
const TITLES: Readonly<Record<string, string>> = {
  number: "ID",
  balance: "Account balance",
  comment: "Comment",
};

/** True for a field whose text is compared strictly or not, as the administrator chose. */
export function isText({ filter }: SearchField): boolean {
  return filter === "text";
}

/** What the form can ask for: the fields of 14 §4.1, and the additional ones marked searchable (§4.1.11). */
export function searchFields(workspace: Workspace, fields: readonly ListField[]): readonly SearchField[] {
  const bound = workspace.viewer().session.partner !== "*";
  const fixed = Object.keys(OFFERED)
    // An administrator of one partner sees no other's customers anyway.
    .filter((key) => !(bound && key === "partnerId"))
    // Comments are for those who may open every customer.
    .filter((key) => key !== COMMENT_FIELD.key || workspace.may("customers.view"))
    .map((key) => ({ key, title: TITLES[key] ?? fixedTitle(key) }));
  const own = workspace
    .fields()
    .filter(({ searchable }) => searchable)
    .map(({ name, title }) => ({ key: attrKey(name), title }));
  return [...fixed, ...own].flatMap(({ key, title }) => {
    const field = fields.find((one) => one.key === key);
    return field === undefined ? [] : [{ key, title, field, filter: filterOf(workspace, field) }];
  });
}

/** How a field stands before the administrator chose: as 14 §4.1 has it, its text non-strict. */
export function usualChoice(key: string): SearchChoice {
  return OFFERED[key] === true ? "loose" : "off";
}

/** How a field stands for this administrator. */
export function choiceOf(kept: SearchChoices, key: string): SearchChoice {
  return kept[key] ?? usualChoice(key);
}

/** What is to be kept of all choices: those that differ from how the product ships. */
export function toKeep(choices: SearchChoices): SearchChoices {
  return Object.fromEntries(Object.entries(choices).filter(([key, choice]) => choice !== usualChoice(key)));
}
