import * as z from "zod/mini";
import { MOST_LABELS } from "../customer/table.ts";
import { call } from "./call.ts";
import type { NotAllowed } from "./parts.ts";
import { customerId, labelId, locationId, partnerId, requestKey, status } from "./parts.ts";

/** The customers that something is about: as many as one mass action takes. */
export const someCustomers = z.array(customerId).check(z.minLength(1), z.maxLength(10_000));

/** What a mass action does to each of its customers (14 §1.10). */
export const massAction = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("change"),
    values: z.strictObject({
      status: z.optional(status),
      locationId: z.optional(locationId),
      partnerId: z.optional(partnerId),
      category: z.optional(z.enum(["person", "company"])),
      billingType: z.optional(z.enum(["recurring", "prepaid"])),
    }),
  }),
  z.strictObject({
    do: z.literal("labels"),
    add: z.array(labelId).check(z.maxLength(MOST_LABELS)),
    remove: z.array(labelId).check(z.maxLength(MOST_LABELS)),
  }),
  z.strictObject({ do: z.literal("delete") }),
]);
export type MassAction = z.output<typeof massAction>;

export type MassAnswer =
  | { readonly kind: "started"; readonly jobId: string }
  | { readonly kind: "key-reused" }
  | NotAllowed;

/** Starts a job over exactly the customers the confirmation counted; progress is in `jobs/{jobId}`. */
export const startMassAction = call<MassAnswer>()(
  "startMassAction",
  "admin",
  z.strictObject({ key: requestKey, customerIds: someCustomers, action: massAction }),
);
