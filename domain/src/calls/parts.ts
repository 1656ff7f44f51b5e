import * as z from "zod/mini";
import type { FieldProblem } from "../customer/problem.ts";
import { CUSTOMER_STATUSES } from "../customer/status.ts";
import type { FileValue } from "../fields/file.ts";
import { isFileValue } from "../fields/file.ts";
import type {
  AdminId,
  CustomerId,
  CustomerNumber,
  EntryId,
  LabelId,
  LocationId,
  PartnerId,
  RoleId,
} from "../ids/ids.ts";
import { isId } from "../ids/ids.ts";
import type { Conflict } from "../merge/merge.ts";
import type { Day } from "../time/day.ts";
import { parseDay } from "../time/day.ts";

const id = <T extends string>() =>
  z.custom<T>((value) => typeof value === "string" && isId(value), "not an id");

/* Shapes that several calls take. All bounded, so that no call can be made to chew on a megabyte. */

export const customerId = id<CustomerId>();
export const adminId = id<AdminId>();
export const partnerId = id<PartnerId>();
export const locationId = id<LocationId>();
export const labelId = id<LabelId>();
export const roleId = id<RoleId>();
export const partnerScope = z.union([z.literal("*"), partnerId]);
export const status = z.enum(CUSTOMER_STATUSES);
export const day = z.custom<Day>(
  (value) => typeof value === "string" && parseDay(value) !== undefined,
  "not a date",
);
export const shortText = z.string().check(z.maxLength(1000));
/** Made by the browser for one press of a button: the same key gives the same answer, once. */
export const requestKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/));

/** Any value a field can hold, bounded; what it means is checked by `checkField`. */
export const fieldValue = z.union([
  z.null(),
  z.boolean(),
  z.number(),
  z.string().check(z.maxLength(20_000)),
  z.array(z.string().check(z.maxLength(1000))).check(z.maxLength(200)),
  z.strictObject({ lat: z.number(), lng: z.number() }),
  z.custom<FileValue>(isFileValue, "not a file"),
]);
export const fieldKey = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_]{0,70}$/));

/** Refusals that many calls share. */
export type NotAllowed = { readonly kind: "not-allowed" };
/** Missing, deleted, or outside the caller's partner: told apart to nobody (12 §1.5). */
export type NotFound = { readonly kind: "not-found" };
export type BadFields = {
  readonly kind: "fields";
  readonly problems: Readonly<Record<string, FieldProblem>>;
};
export type Conflicted = { readonly kind: "conflict"; readonly conflicts: readonly Conflict[] };
/** Made too often; in so many minutes it may be made again. */
export type Limited = { readonly kind: "limit"; readonly minutes: number };
export type Done = { readonly kind: "done" };
export type Saved = { readonly kind: "done"; readonly entryId: EntryId };
/** A record the caller may know: `number` is null outside his partner. */
export type OtherCustomer = { readonly number: CustomerNumber | null };
