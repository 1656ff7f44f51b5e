import * as z from "zod/mini";
import type { PartnerId } from "../ids/ids.ts";
import { call } from "./call.ts";
import { someCustomers } from "./mass.ts";
import type { NotAllowed, NotFound } from "./parts.ts";
import { partnerId } from "./parts.ts";

/** What goes along with customers who are moved to another partner. */
export interface MovedRecords {
  readonly comments: number;
  readonly planned: number;
  /** Entries of their histories. */
  readonly entries: number;
}

export interface MoveCounts {
  readonly kind: "counted";
  /** Those who leave each partner; who is at the new one already leaves none. */
  readonly from: readonly { readonly partnerId: PartnerId; readonly customers: number }[];
  /** Null for so many customers that nobody waits for it. */
  readonly records: MovedRecords | null;
  /** Active administrators of the old partners, who will not see them any more. */
  readonly losing: number;
}

/** Counts what a move to another partner takes along, for its confirmation (15 §4.10). */
export const countMove = call<MoveCounts | NotAllowed | NotFound>()(
  "countMove",
  "admin",
  z.strictObject({ customerIds: someCustomers, partnerId }),
);
