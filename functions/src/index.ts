import * as calls from "@trunkline/domain/calls/index";
import { createCustomer as create } from "./customers/create.ts";
import { findDuplicates as duplicates } from "./customers/duplicates.ts";
import { saveCustomer as save } from "./customers/save.ts";
import { adminCall, publicCall } from "./doorway/call.ts";
import { signInAdmin as adminIn, signInCustomer as customerIn } from "./identity/sign-in.ts";
import { PORTAL_PASSWORD_KEY } from "./platform/params.ts";

/* Wiring only: names, doors, permissions and secrets. README.md lists every function and trigger. */

const secrets = [PORTAL_PASSWORD_KEY];

export const signInAdmin = publicCall(calls.signInAdmin, { secrets }, adminIn);
export const signInCustomer = publicCall(calls.signInCustomer, { secrets }, customerIn);

export const createCustomer = adminCall(calls.createCustomer, { needs: "customers.add", secrets }, create);
export const findDuplicates = adminCall(calls.findDuplicates, { needs: "customers.add" }, duplicates);
export const saveCustomer = adminCall(calls.saveCustomer, { needs: "customers.view.edit", secrets }, save);
