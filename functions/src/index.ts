import * as calls from "@trunkline/domain/calls/index";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath, customerPath, jobPath } from "@trunkline/domain/paths";
import * as adminChange from "./admins/change.ts";
import * as adminCreate from "./admins/create.ts";
import * as create from "./customers/create.ts";
import * as deleted from "./customers/deleted.ts";
import * as duplicates from "./customers/duplicates.ts";
import { followPartner } from "./customers/follow-partner.ts";
import * as generate from "./customers/generate.ts";
import * as mass from "./customers/mass.ts";
import * as passwords from "./customers/password.ts";
import * as planned from "./customers/planned.ts";
import * as removal from "./customers/removal.ts";
import * as save from "./customers/save.ts";
import { readSettings } from "./customers/settings.ts";
import * as status from "./customers/status.ts";
import { onTime, whenCreated, whenWritten } from "./doorway/background.ts";
import { adminCall, customerCall, publicCall, signedInCall } from "./doorway/call.ts";
import * as handover from "./identity/handover.ts";
import * as ownPassword from "./identity/own-password.ts";
import * as sessionEnd from "./identity/session-end.ts";
import * as signIn from "./identity/sign-in.ts";
import * as day from "./jobs/day.ts";
import { sweep } from "./jobs/sweep.ts";
import { PORTAL_PASSWORD_KEY } from "./platform/params.ts";
import * as profile from "./portal/profile.ts";
import { projectCustomer } from "./portal/project.ts";
import { restartSweep, sweepCustomers } from "./portal/sweep.ts";
import * as customerSettings from "./settings/customers.ts";
import * as fields from "./settings/fields.ts";
import * as labels from "./settings/labels.ts";

/* Wiring only: names, doors, permissions and secrets. README.md lists every function and trigger. */

const secrets = [PORTAL_PASSWORD_KEY];

export const signInAdmin = publicCall(calls.signInAdmin, { secrets }, signIn.signInAdmin);
export const signInCustomer = publicCall(calls.signInCustomer, { secrets }, signIn.signInCustomer);
export const signOut = signedInCall(calls.signOut, {}, sessionEnd.signOut);
export const refreshSession = publicCall(calls.refreshSession, {}, sessionEnd.refreshSession);
export const changeOwnPassword = signedInCall(
  calls.changeOwnPassword,
  { secrets },
  ownPassword.changeOwnPassword,
);
export const loginAsCustomer = adminCall(
  calls.loginAsCustomer,
  { needs: "customers.view.loginAs" },
  handover.loginAsCustomer,
);
export const redeemHandover = publicCall(calls.redeemHandover, {}, handover.redeemHandover);

const edits = { needs: "customers.view.edit", secrets } as const;
const plans = { needs: "customers.view.plannedStatus" } as const;
export const createCustomer = adminCall(
  calls.createCustomer,
  { needs: "customers.add", secrets },
  create.createCustomer,
);
export const findDuplicates = adminCall(
  calls.findDuplicates,
  { needs: "customers.add" },
  duplicates.findDuplicates,
);
export const saveCustomer = adminCall(calls.saveCustomer, edits, save.saveCustomer);
export const changeStatus = adminCall(
  calls.changeStatus,
  { needs: "customers.view.edit" },
  status.changeStatus,
);
export const planStatus = adminCall(calls.planStatus, plans, planned.planStatus);
export const unplanStatus = adminCall(calls.unplanStatus, plans, planned.unplanStatus);
export const deleteCustomer = adminCall(
  calls.deleteCustomer,
  { needs: "customers.view.delete", secrets },
  removal.deleteCustomer,
);
export const restoreCustomer = adminCall(
  calls.restoreCustomer,
  { needs: "config.tools", secrets },
  removal.restoreCustomer,
);
export const findDeleted = adminCall(calls.findDeleted, { needs: "config.tools" }, deleted.findDeleted);
export const convertToLead = adminCall(
  calls.convertToLead,
  { needs: "customers.view.convert", secrets },
  removal.convertToLead,
);
export const generateLogin = adminCall(
  calls.generateLogin,
  { needs: ["customers.add", "customers.view.edit"] },
  generate.generateLogin,
);
export const generatePassword = adminCall(
  calls.generatePassword,
  { needs: ["customers.add", "customers.view.edit"] },
  generate.generatePassword,
);
export const setPassword = adminCall(calls.setPassword, edits, passwords.setPassword);
export const showPassword = adminCall(
  calls.showPassword,
  { needs: "customers.view.showPassword", secrets },
  passwords.showPassword,
);
export const startMassAction = adminCall(
  calls.startMassAction,
  { needs: ["customers.list.massChange", "customers.list.massDelete"] },
  mass.startMassAction,
);
export const saveOwnProfile = customerCall(calls.saveOwnProfile, {}, profile.saveOwnProfile);

const configures = { needs: "config.customers.edit" } as const;
export const saveCustomersConfig = adminCall(
  calls.saveCustomersConfig,
  configures,
  customerSettings.saveCustomersConfig,
);
const configuresSystem = { needs: "config.system.edit" } as const;
export const saveCustomerField = adminCall(
  calls.saveCustomerField,
  configuresSystem,
  fields.saveCustomerField,
);
export const removeCustomerField = adminCall(
  calls.removeCustomerField,
  configuresSystem,
  fields.removeCustomerField,
);
export const saveLabel = adminCall(calls.saveLabel, configuresSystem, labels.saveLabel);
export const removeLabel = adminCall(calls.removeLabel, configuresSystem, labels.removeLabel);

export const createAdmin = adminCall(
  calls.createAdmin,
  { needs: "administration.admins.add", secrets },
  adminCreate.createAdmin,
);
export const saveAdmin = adminCall(
  calls.saveAdmin,
  { needs: "administration.admins.edit" },
  adminChange.saveAdmin,
);
export const setAdminState = adminCall(
  calls.setAdminState,
  { needs: ["administration.admins.edit", "administration.admins.delete"], secrets },
  adminChange.setAdminState,
);
export const setAdminPassword = adminCall(
  calls.setAdminPassword,
  { needs: "administration.admins.edit", secrets },
  adminChange.setAdminPassword,
);
export const runDay = adminCall(calls.runDay, { needs: "config.tools" }, day.runDay);

export const onCustomerWritten = whenWritten(
  customerPath("{customerId}"),
  {},
  async (platform, { customerId }) => {
    await projectCustomer(platform, await readSettings(platform), customerId as CustomerId);
    await followPartner(platform, customerId as CustomerId);
  },
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
export const everyQuarterHour = onTime("every 15 minutes", { secrets }, async (platform, until) => {
  await day.scheduledDay(platform, until);
  await sweep(platform, until);
});
