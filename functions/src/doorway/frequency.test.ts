import * as calls from "@trunkline/domain/calls/index";
import { expect, test } from "vitest";
import { LIMITS } from "./frequency.ts";

/*
 * How often each call may be made, by decision. A call that is not here has none, and fails the test: its maker says which.
 *
 * - turns: so many by one account in so many minutes, counted by the door (`LIMITS`)
 * - guesses: what it checks is guessed at; counted by account and place (`identity/limiter.ts`). A customer who comes in, or
 *   anybody who changes his own password, far more often than anybody does is counted there too
 * - reveals: 20 passwords an hour and administrator (`customers/reveals.ts`)
 * - told: each leaves a line in a log or a history that names who did it, and only administrators can make it
 * - read: gives an administrator what he may read anyway, in pieces with an upper bound
 * - cheap: a read or two, or a word made up; nothing is written and nothing is told that the caller does not know
 */
type Decision = "turns" | "guesses" | "reveals" | "told" | "read" | "cheap";

const DECISIONS: Readonly<Record<string, Decision>> = {
  signInAdmin: "guesses",
  signInCustomer: "guesses",
  changeOwnPassword: "guesses",
  confirmSecondFactor: "guesses",
  removeSecondFactor: "guesses",
  newRecoveryCodes: "guesses",
  beginSecondFactor: "guesses",
  showPassword: "reveals",
  showFieldPassword: "reveals",
  findDuplicates: "turns",
  saveOwnProfile: "turns",
  // By which field customers sign in, of a document; a code of 256 bits that nobody guesses; a token that has to be good.
  signInBy: "cheap",
  redeemHandover: "cheap",
  refreshSession: "cheap",
  // Its line in the log is written twenty times an hour (`identity/session-end.ts`).
  signOut: "cheap",
  secondFactorState: "cheap",
  generateLogin: "cheap",
  generatePassword: "cheap",
  labelUse: "cheap",
  customerFieldUse: "cheap",
  nameCustomers: "read",
  matchingCustomers: "read",
  customerBalances: "read",
  findByComment: "read",
  findDeleted: "read",
  findEmailSignIn: "read",
  countMove: "read",
  // Its look for duplicates counts with `findDuplicates`.
  createCustomer: "told",
  saveCustomer: "told",
  changeStatus: "told",
  planStatus: "told",
  unplanStatus: "told",
  deleteCustomer: "told",
  restoreCustomer: "told",
  convertToLead: "told",
  setPassword: "told",
  loginAsCustomer: "told",
  exportCustomers: "told",
  startMassAction: "told",
  saveCustomersConfig: "told",
  saveMapsConfig: "told",
  saveCommentsConfig: "told",
  saveCustomerField: "told",
  removeCustomerField: "told",
  orderCustomerFields: "told",
  setFieldPortal: "told",
  saveLabel: "told",
  removeLabel: "told",
  createAdmin: "told",
  saveAdmin: "told",
  setAdminState: "told",
  setAdminPassword: "told",
  resetSecondFactor: "told",
  runDay: "told",
};

const declared = Object.values<unknown>({ ...calls }).filter(
  (one): one is { readonly name: string; readonly caller: string } =>
    typeof one === "object" && one !== null && "caller" in one,
);

test("how often a call may be made is decided for each of them", () => {
  expect(Object.keys(DECISIONS).toSorted()).toEqual(declared.map(({ name }) => name).toSorted());
});

test("those counted by the door are those with a limit there", () => {
  const turns = Object.keys(DECISIONS).filter((name) => DECISIONS[name] === "turns");
  expect(Object.keys(LIMITS).toSorted()).toEqual(turns.toSorted());
});

test("a call that customers or strangers make is never left to what is told of administrators", () => {
  const open = declared.filter(({ caller }) => caller !== "admin").map(({ name }) => DECISIONS[name]);
  expect(new Set(open)).toEqual(new Set(["guesses", "turns", "cheap"]));
});
