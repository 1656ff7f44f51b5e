import type { PartnerScope } from "@trunkline/domain/admin/session";
import { CUSTOMER_STATUSES } from "@trunkline/domain/customer/status";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { CUSTOMERS, PARTNERS, statsPath } from "@trunkline/domain/paths";
import { AggregateField } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";

/** Counts customers by status, and the sum of their balances, for every scope: the totals of list and dashboard. */
export async function countCustomers(platform: Platform): Promise<void> {
  const { db } = platform;
  const partners = await db.collection(PARTNERS).select().get();
  const scopes: readonly PartnerScope[] = ["*", ...partners.docs.map((doc) => doc.id as PartnerId)];
  for (const scope of scopes) {
    const customers = db.collection(CUSTOMERS).where("kind", "==", "customer");
    const within = scope === "*" ? customers : customers.where("partnerId", "==", scope);
    const counts = await Promise.all(
      CUSTOMER_STATUSES.map(async (status) => {
        const counted = await within.where("status", "==", status).count().get();
        return [status, counted.data().count] as const;
      }),
    );
    const sum = await within.aggregate({ balance: AggregateField.sum("balance") }).get();
    await db.doc(statsPath(scope)).set({ ...Object.fromEntries(counts), balance: sum.data().balance });
  }
}
