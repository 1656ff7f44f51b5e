export const CUSTOMER_STATUSES = ["new", "active", "blocked", "inactive"] as const;

/** A customer's place in the life cycle (11 §1). */
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];

/** The captions of 11 §1, in the order of the select. */
export const STATUS_LABELS: Record<CustomerStatus, string> = {
  new: "New (Not yet connected)",
  active: "Active",
  blocked: "Blocked",
  inactive: "Inactive (Doesn't use services)",
};

/** The captions on badges and in filters. */
export const STATUS_SHORT: Record<CustomerStatus, string> = {
  new: "New",
  active: "Active",
  blocked: "Blocked",
  inactive: "Inactive",
};

export const BILLING_TYPES = ["recurring", "prepaid"] as const;
export type BillingType = (typeof BILLING_TYPES)[number];
export const BILLING_TYPE_LABELS: Record<BillingType, string> = {
  recurring: "Recurring",
  prepaid: "Prepaid (Custom)",
};

export const CATEGORIES = ["person", "company"] as const;
export type Category = (typeof CATEGORIES)[number];
export const CATEGORY_LABELS: Record<Category, string> = { person: "Individual", company: "Business" };

/**
 * Where the record stands: leads and deleted customers keep their document, number, comments and history,
 * and leave every list by this one field.
 */
export const CUSTOMER_KINDS = ["customer", "lead", "deleted"] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];
