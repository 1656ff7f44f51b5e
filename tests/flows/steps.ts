import type { CustomerStatus } from "@trunkline/domain/customer/status";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Day } from "@trunkline/domain/time/day";
import { planStatus } from "../../functions/src/customers/planned.ts";
import { changeStatus } from "../../functions/src/customers/status.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { aKey, type House } from "./house.ts";

/** Steps of a customer's life as this administrator takes them. */
export function stepsOf(house: House, admin: AdminCaller) {
  return {
    become: (customerId: CustomerId, base: CustomerStatus, status: CustomerStatus) =>
      changeStatus(house.platform, admin, { customerId, base, status, cause: null }),
    plan: (
      customerId: CustomerId,
      date: string,
      status: "active" | "blocked",
      replaces: string | null = null,
    ) =>
      planStatus(house.platform, admin, {
        key: aKey(),
        customerId,
        date: date as Day,
        status,
        replaces: replaces as Day | null,
      }),
  };
}
