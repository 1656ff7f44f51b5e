import * as z from "zod/mini";
import type { CustomerStatus } from "../customer/status.ts";
import type { FieldValue } from "../fields/definition.ts";
import type { CustomerId } from "../ids/ids.ts";
import { LIST_ORDERS, type ListFilter, type ListOrder } from "../list/filters.ts";
import type { Amount } from "../money/amount.ts";
import { call } from "./call.ts";
import type { NotAllowed } from "./parts.ts";
import { customerId, fieldKey } from "./parts.ts";

const text = z.optional(z.string().check(z.maxLength(4000)));
const filters = z.strictObject({
  status: text,
  partnerId: text,
  locationId: text,
  category: text,
  billingType: text,
  labelIds: text,
  dateAdded: text,
  balance: text,
} satisfies Record<ListFilter, typeof text>);

/** The most customers one mass action takes. */
export const MOST_MATCHING = 10_000;

export interface Matching {
  readonly customerId: CustomerId;
  readonly status: CustomerStatus;
}

export type MatchingAnswer =
  | { readonly kind: "found"; readonly rows: readonly Matching[] }
  /** More than a mass action takes; nothing is half selected. */
  | { readonly kind: "too-many" }
  | NotAllowed;

/** Every customer the filters let through at this moment: what *select all* selects (14 §1.10). */
export const matchingCustomers = call<MatchingAnswer>()(
  "matchingCustomers",
  "admin",
  z.strictObject({ filters }),
);

export interface KnownBalance {
  readonly customerId: CustomerId;
  readonly balance: Amount;
}

export type BalancesAnswer =
  | { readonly kind: "found"; readonly rows: readonly KnownBalance[] }
  /** More than `MOST_MATCHING`. */
  | { readonly kind: "too-many" }
  | NotAllowed;

/**
 * The balances, at this moment, of every customer the filters let through, or of those named: what the browser's index
 * does not hold, for a range of balances beside other filters, an order by balance, and sums (14 §1.4, 1.6, 1.7).
 */
export const customerBalances = call<BalancesAnswer>()(
  "customerBalances",
  "admin",
  z.strictObject({
    filters,
    /** Exactly these customers, instead of the filters. */
    customerIds: z.nullable(z.array(customerId).check(z.maxLength(MOST_MATCHING))),
  }),
);

// Folded, so longer than what was typed may be.
const wantedWords = z.string().check(z.minLength(1), z.maxLength(20_000));

export type ByCommentAnswer =
  | { readonly kind: "found"; readonly customerIds: readonly CustomerId[] }
  /** More than `MOST_MATCHING`. */
  | { readonly kind: "too-many" }
  /** The comments of some partner are not in the index yet; soon they are. */
  | { readonly kind: "not-built" }
  | NotAllowed;

/**
 * Whose comments and to-dos hold a text, at this moment and within the scope, deleted customers and leads among them: what
 * the browser's index does not hold (14 §4.1.10). `whole`: a comment is that text and no more.
 */
export const findByComment = call<ByCommentAnswer>()(
  "findByComment",
  "admin",
  z.strictObject({ text: wantedWords, whole: z.boolean() }),
);

/** Rows of an export that one call gives at most. */
export const MOST_EXPORTED = 1000;

export interface ExportedRow {
  readonly id: CustomerId;
  /** What the rows are sorted by in the file. */
  readonly sortBy: string | number;
  /** Values of the asked columns, in their order. */
  readonly values: readonly FieldValue[];
}

export type ExportAnswer =
  | {
      readonly kind: "page";
      readonly rows: readonly ExportedRow[];
      /** Where the next page begins; null after the last. */
      readonly next: ExportPlace | null;
      /** The line of the operations log that tells of this export; its next page or piece names it. */
      readonly noted: string;
    }
  | NotAllowed;

const place = z.strictObject({
  at: z.union([z.string().check(z.maxLength(300)), z.number()]),
  id: customerId,
});
export type ExportPlace = Readonly<z.output<typeof place>>;

/** One page of what the filters let through, or of the customers named, for a file (14 §2.5). Passwords are never among the columns. */
export const exportCustomers = call<ExportAnswer>()(
  "exportCustomers",
  "admin",
  z.strictObject({
    filters,
    order: z.enum(Object.keys(LIST_ORDERS) as [ListOrder, ...ListOrder[]]),
    columns: z.array(fieldKey).check(z.minLength(1), z.maxLength(200)),
    /** Where the page begins; null: at the beginning. */
    after: z.nullable(place),
    /** What an earlier page or piece of this export was answered; null: it begins, and is noted in the operations log. */
    noted: z.nullable(z.string().check(z.maxLength(128))),
    /** Exactly these customers, instead of the filters: a piece of a list that the browser's index sifted. */
    customerIds: z.nullable(z.array(customerId).check(z.maxLength(MOST_EXPORTED))),
  }),
);
