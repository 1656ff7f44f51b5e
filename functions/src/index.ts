import type { CommentId, CustomerId } from "@trunkline/domain/ids/ids";
import { commentPath, configPath, customerPath, jobPath, removalPath } from "@trunkline/domain/paths";
import { followKind } from "./customers/follow-kind.ts";
import { followPartner } from "./customers/follow-partner.ts";
import * as mass from "./customers/mass.ts";
import { readSettings } from "./customers/settings.ts";
import { onTime, whenCreated, whenWritten } from "./doorway/background.ts";
import * as day from "./jobs/day.ts";
import { sweep } from "./jobs/sweep.ts";
import { PORTAL_PASSWORD_KEY } from "./platform/params.ts";
import { projectCustomer } from "./portal/project.ts";
import { restartSweep, sweepCustomers } from "./portal/sweep.ts";
import { tellComment } from "./search/comments.ts";
import { carryOutRemoval } from "./settings/removals.ts";
import { adminCalls, portalCalls } from "./calls.ts";
import { site } from "./doorway/site.ts";

/* Wiring only. README.md lists every function, its calls and its triggers. */

const secrets = [PORTAL_PASSWORD_KEY];

export const adminApi = site(adminCalls);
export const portalApi = site(portalCalls);

export const onCustomerWritten = whenWritten(
  customerPath("{customerId}"),
  {},
  async (platform, { customerId }) => {
    const id = customerId as CustomerId;
    await projectCustomer(platform, await readSettings(platform), id);
    // Read once for both: each customer that is saved comes by here.
    const now = await platform.db.doc(customerPath(id)).get();
    await followPartner(platform, id, now);
    await followKind(platform, id, now);
  },
);
export const onCommentWritten = whenWritten(
  commentPath("{customerId}", "{commentId}"),
  {},
  (platform, { customerId, commentId }) =>
    tellComment(platform, customerId as CustomerId, commentId as CommentId),
);
export const onCustomerFieldsWritten = whenWritten(
  configPath("customerFields"),
  {},
  async (platform, _params, until) => {
    await restartSweep(platform);
    await sweepCustomers(platform, until);
  },
);
export const onJobCreated = whenCreated(jobPath("{jobId}"), { secrets }, (platform, { jobId }, until) =>
  mass.runMassAction(platform, jobId ?? "", until),
);
export const onRemovalCreated = whenCreated(removalPath("{what}"), {}, (platform, { what }, until) =>
  carryOutRemoval(platform, what ?? "", until),
);
export const everyQuarterHour = onTime("every 15 minutes", { secrets }, async (platform, until) => {
  await day.scheduledDay(platform, until);
  await sweep(platform, until);
});
