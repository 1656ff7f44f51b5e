import type { Permission } from "../admin/permissions.ts";
import { BILLING_TYPES, CATEGORIES, CUSTOMER_STATUSES } from "./status.ts";
import type { CustomerField } from "./record.ts";

/** How a field's value is typed, checked and stored. */
export type FieldShape =
  | { readonly kind: "line"; readonly min: number; readonly max: number }
  | { readonly kind: "login" }
  | { readonly kind: "emails" }
  | { readonly kind: "phones" }
  | { readonly kind: "day"; readonly required: boolean }
  | { readonly kind: "geo" }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  | { readonly kind: "reference" }
  | { readonly kind: "references"; readonly max: number };

/** One fixed field of the record (10 §2). */
export interface FieldRule {
  readonly label: string;
  readonly shape: FieldShape;
  /** `server`: a Save that touches it is one call of `saveCustomer`; the rules refuse it from a browser. */
  readonly decides: "browser" | "server";
  /** Needed beside `customers.view.edit`. */
  readonly permission: Permission | null;
  /** Shown and required for businesses only; kept when the category changes (10 §2.20–2.22). */
  readonly businessOnly: boolean;
}

const field = (
  label: string,
  shape: FieldShape,
  more: Partial<Omit<FieldRule, "label" | "shape">> = {},
): FieldRule => ({
  label,
  shape,
  decides: "browser",
  permission: null,
  businessOnly: false,
  ...more,
});
const line = (max: number, min = 0): FieldShape => ({ kind: "line", min, max });

/** More than anybody makes: a customer may carry any number (10 §7.2), and no record grows without end. */
export const MOST_LABELS = 500;
/** No date of a customer lies before it; the rules hold the years 1900 to 2199. */
export const EARLIEST_DAY = "1900-01-01";

/** Every fixed field a person can change, in the order of the page (12 §3.1–3.2). */
export const CUSTOMER_FIELDS: Record<CustomerField, FieldRule> = {
  login: field("Portal login", { kind: "login" }, { decides: "server" }),
  status: field("Status", { kind: "choice", of: CUSTOMER_STATUSES }, { decides: "server" }),
  billingType: field("Billing type", { kind: "choice", of: BILLING_TYPES }, { decides: "server" }),
  name: field("Full name", line(255, 1)),
  emails: field("Email", { kind: "emails" }),
  billingEmails: field("Billing email", { kind: "emails" }),
  phones: field("Phone number", { kind: "phones" }),
  partnerId: field("Partner", { kind: "reference" }, { decides: "server" }),
  locationId: field("Location", { kind: "reference" }),
  street: field("Street", line(255)),
  zip: field("ZIP code", line(20)),
  city: field("City", line(100)),
  geo: field("Geo data", { kind: "geo" }, { permission: "customers.view.geo" }),
  dateAdded: field("Date added", { kind: "day", required: true }),
  category: field("Category", { kind: "choice", of: CATEGORIES }),
  birthday: field("Date of birth", { kind: "day", required: false }),
  identification: field("Identification", line(64)),
  companyId: field("Company ID", line(64), { businessOnly: true }),
  contactPerson: field("Contact person", line(255), { businessOnly: true }),
  vatId: field("VAT ID", line(64), { businessOnly: true }),
  labelIds: field(
    "Labels",
    { kind: "references", max: MOST_LABELS },
    { permission: "customers.view.labels" },
  ),
};

export const CUSTOMER_FIELD_KEYS = Object.keys(CUSTOMER_FIELDS) as readonly CustomerField[];

/** True for the key of a fixed field. */
export function isCustomerField(key: string): key is CustomerField {
  return Object.hasOwn(CUSTOMER_FIELDS, key);
}

/** The fixed fields that the rules let a browser write. */
export const BROWSER_FIELDS: readonly CustomerField[] = CUSTOMER_FIELD_KEYS.filter(
  (key) => CUSTOMER_FIELDS[key].decides === "browser",
);
