import type { Customer } from "../customer/record.ts";
import type { AttrValue, FieldType } from "../fields/definition.ts";
import type { AdminId, LabelId, LocationId, PartnerId } from "../ids/ids.ts";
import {
  LISTED_AT,
  MANY,
  PART,
  placeInLine,
  readLine,
  SEARCHED_AT,
  VALUE,
  type IndexedFields,
  type SearchLine,
} from "../search/line.ts";
import type { BillingType, Category } from "../customer/status.ts";
import type { Day } from "../time/day.ts";

/** What a line of the index does not hold of a customer. */
type Unlined = "balance" | "geo" | "updatedAt" | "lastOnlineAt" | "lastActivity";

type Lined =
  | keyof SearchLine
  | "partnerId"
  | "locationId"
  | "labelIds"
  | "category"
  | "billingType"
  | "dateAdded"
  | "birthday"
  | "addedBy";

/** A customer as a row of the list: the record, or until that is here what the index has of him. */
export type ListedCustomer = Pick<Customer, Lined> & Partial<Pick<Customer, Unlined>>;

/** A line of the index, and what is needed to read it. */
export interface LineOfPartner {
  readonly line: string;
  readonly partner: string;
  readonly fields: IndexedFields;
}

function attrOf(text: string, type: FieldType | undefined): AttrValue {
  if (text === "") return null;
  if (type === "boolean") return text === "true";
  if (type === "multiselect") return text.split(MANY);
  return text;
}

/** The customer as his line has him; `typeOf` names the types of additional fields. */
export function listedIn(
  { line, partner, fields }: LineOfPartner,
  typeOf: (field: string) => FieldType | undefined,
): ListedCustomer {
  const parts = line.split(PART);
  const at = (index: number) => parts[index] ?? "";
  const attrs = (names: readonly string[], part: number) => {
    const values = at(part).split(VALUE);
    return names.map((name, index) => [name, attrOf(values[index] ?? "", typeOf(name))] as const);
  };
  const value = (
    key: "locationId" | "labelIds" | "category" | "billingType" | "dateAdded" | "birthday" | "addedBy",
  ) => at(placeInLine(key, fields)?.part ?? parts.length);
  const labels = value("labelIds");
  return {
    ...readLine(line),
    partnerId: partner as PartnerId,
    locationId: value("locationId") as LocationId,
    labelIds: labels === "" ? [] : (labels.split(VALUE) as LabelId[]),
    category: value("category") as Category,
    billingType: value("billingType") as BillingType,
    dateAdded: value("dateAdded") as Day,
    birthday: (value("birthday") || null) as Day | null,
    addedBy: (value("addedBy") || null) as AdminId | null,
    attrs: Object.fromEntries([...attrs(fields.searched, SEARCHED_AT), ...attrs(fields.listed, LISTED_AT)]),
  };
}
