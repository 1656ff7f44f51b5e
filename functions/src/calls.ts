import * as calls from "@trunkline/domain/calls/index";
import * as adminChange from "./admins/change.ts";
import * as adminCreate from "./admins/create.ts";
import * as countMove from "./customers/count-move.ts";
import * as create from "./customers/create.ts";
import * as deleted from "./customers/deleted.ts";
import * as duplicates from "./customers/duplicates.ts";
import * as generate from "./customers/generate.ts";
import * as list from "./customers/list.ts";
import * as mass from "./customers/mass.ts";
import * as passwords from "./customers/password.ts";
import * as names from "./customers/names.ts";
import * as planned from "./customers/planned.ts";
import * as removal from "./customers/removal.ts";
import * as save from "./customers/save.ts";
import * as status from "./customers/status.ts";
import { adminCall, customerCall, publicCall, signedInCall } from "./doorway/call.ts";
import * as factorOff from "./identity/factor/switch-off.ts";
import * as factorOn from "./identity/factor/switch-on.ts";
import * as handover from "./identity/handover.ts";
import * as ownPassword from "./identity/own-password.ts";
import * as sessionEnd from "./identity/session-end.ts";
import * as signIn from "./identity/sign-in.ts";
import * as day from "./jobs/day.ts";
import * as profile from "./portal/profile.ts";
import * as byComment from "./search/find-by-comment.ts";
import * as commentSettings from "./settings/comments.ts";
import * as customerSettings from "./settings/customers.ts";
import * as emailSignIn from "./settings/email-sign-in.ts";
import * as fields from "./settings/fields.ts";
import * as labels from "./settings/labels.ts";
import * as maps from "./settings/maps.ts";

/* Wiring only: names, doors and permissions. README.md lists every call. */

const edits = { needs: "customers.view.edit" } as const;
const plans = { needs: "customers.view.plannedStatus" } as const;
const configures = { needs: "config.customers.edit" } as const;
const himself = { needs: null } as const;
const configuresSystem = { needs: "config.system.edit" } as const;

const everywhere = {
  signOut: signedInCall(calls.signOut, sessionEnd.signOut),
  refreshSession: publicCall(calls.refreshSession, sessionEnd.refreshSession),
  changeOwnPassword: signedInCall(calls.changeOwnPassword, ownPassword.changeOwnPassword),
};

/** What the admin site reaches. */
export const adminCalls = {
  ...everywhere,
  signInAdmin: publicCall(calls.signInAdmin, signIn.signInAdmin),
  loginAsCustomer: adminCall(
    calls.loginAsCustomer,
    { needs: "customers.view.loginAs" },
    handover.loginAsCustomer,
  ),
  createCustomer: adminCall(calls.createCustomer, { needs: "customers.add" }, create.createCustomer),
  findDuplicates: adminCall(calls.findDuplicates, { needs: "customers.add" }, duplicates.findDuplicates),
  nameCustomers: adminCall(
    calls.nameCustomers,
    { needs: ["customers.view", "customers.view.own"] },
    names.nameCustomers,
  ),
  saveCustomer: adminCall(calls.saveCustomer, edits, save.saveCustomer),
  changeStatus: adminCall(calls.changeStatus, { needs: "customers.view.edit" }, status.changeStatus),
  planStatus: adminCall(calls.planStatus, plans, planned.planStatus),
  unplanStatus: adminCall(calls.unplanStatus, plans, planned.unplanStatus),
  deleteCustomer: adminCall(calls.deleteCustomer, { needs: "customers.view.delete" }, removal.deleteCustomer),
  restoreCustomer: adminCall(calls.restoreCustomer, { needs: "config.tools" }, removal.restoreCustomer),
  findDeleted: adminCall(calls.findDeleted, { needs: "config.tools" }, deleted.findDeleted),
  convertToLead: adminCall(calls.convertToLead, { needs: "customers.view.convert" }, removal.convertToLead),
  generateLogin: adminCall(
    calls.generateLogin,
    { needs: ["customers.add", "customers.view.edit"] },
    generate.generateLogin,
  ),
  generatePassword: adminCall(
    calls.generatePassword,
    { needs: ["customers.add", "customers.view.edit"] },
    generate.generatePassword,
  ),
  setPassword: adminCall(calls.setPassword, edits, passwords.setPassword),
  showPassword: adminCall(
    calls.showPassword,
    { needs: "customers.view.showPassword", refused: passwords.noteUnpermitted("showPassword") },
    passwords.showPassword,
  ),
  showFieldPassword: adminCall(
    calls.showFieldPassword,
    { needs: "customers.view.showPassword", refused: passwords.noteUnpermitted("showFieldPassword") },
    passwords.showFieldPassword,
  ),
  matchingCustomers: adminCall(
    calls.matchingCustomers,
    { needs: ["customers.list.massChange", "customers.list.massDelete"] },
    list.matchingCustomers,
  ),
  customerBalances: adminCall(calls.customerBalances, { needs: "customers.list" }, list.customerBalances),
  findByComment: adminCall(calls.findByComment, { needs: "customers.search" }, byComment.findByComment),
  exportCustomers: adminCall(calls.exportCustomers, { needs: "customers.list.export" }, list.exportCustomers),
  countMove: adminCall(
    calls.countMove,
    { needs: ["customers.view.edit", "customers.list.massChange"] },
    countMove.countMove,
  ),
  startMassAction: adminCall(
    calls.startMassAction,
    { needs: ["customers.list.massChange", "customers.list.massDelete"] },
    mass.startMassAction,
  ),
  saveCustomersConfig: adminCall(calls.saveCustomersConfig, configures, customerSettings.saveCustomersConfig),
  findEmailSignIn: adminCall(calls.findEmailSignIn, configures, emailSignIn.findEmailSignIn),
  saveMapsConfig: adminCall(calls.saveMapsConfig, configuresSystem, maps.saveMapsConfig),
  saveCommentsConfig: adminCall(calls.saveCommentsConfig, configures, commentSettings.saveCommentsConfig),
  saveCustomerField: adminCall(calls.saveCustomerField, configuresSystem, fields.saveCustomerField),
  removeCustomerField: adminCall(calls.removeCustomerField, configuresSystem, fields.removeCustomerField),
  orderCustomerFields: adminCall(calls.orderCustomerFields, configuresSystem, fields.orderCustomerFields),
  setFieldPortal: adminCall(calls.setFieldPortal, configuresSystem, fields.setFieldPortal),
  customerFieldUse: adminCall(calls.customerFieldUse, configuresSystem, fields.customerFieldUse),
  saveLabel: adminCall(calls.saveLabel, configuresSystem, labels.saveLabel),
  removeLabel: adminCall(calls.removeLabel, configuresSystem, labels.removeLabel),
  labelUse: adminCall(calls.labelUse, configuresSystem, labels.labelUse),
  createAdmin: adminCall(calls.createAdmin, { needs: "administration.admins.add" }, adminCreate.createAdmin),
  saveAdmin: adminCall(calls.saveAdmin, { needs: "administration.admins.edit" }, adminChange.saveAdmin),
  setAdminState: adminCall(
    calls.setAdminState,
    { needs: ["administration.admins.edit", "administration.admins.delete"] },
    adminChange.setAdminState,
  ),
  setAdminPassword: adminCall(
    calls.setAdminPassword,
    { needs: "administration.admins.edit" },
    adminChange.setAdminPassword,
  ),
  secondFactorState: adminCall(calls.secondFactorState, himself, factorOn.secondFactorState),
  beginSecondFactor: adminCall(calls.beginSecondFactor, himself, factorOn.beginSecondFactor),
  confirmSecondFactor: adminCall(calls.confirmSecondFactor, himself, factorOn.confirmSecondFactor),
  removeSecondFactor: adminCall(calls.removeSecondFactor, himself, factorOff.removeSecondFactor),
  newRecoveryCodes: adminCall(calls.newRecoveryCodes, himself, factorOff.newRecoveryCodes),
  resetSecondFactor: adminCall(
    calls.resetSecondFactor,
    { needs: "administration.admins.edit" },
    factorOff.resetSecondFactor,
  ),
  runDay: adminCall(calls.runDay, { needs: "config.tools" }, day.runDay),
};

/** What the portal's site reaches. */
export const portalCalls = {
  ...everywhere,
  signInBy: publicCall(calls.signInBy, signIn.signInBy),
  signInCustomer: publicCall(calls.signInCustomer, signIn.signInCustomer),
  redeemHandover: publicCall(calls.redeemHandover, handover.redeemHandover),
  saveOwnProfile: customerCall(calls.saveOwnProfile, profile.saveOwnProfile),
};
