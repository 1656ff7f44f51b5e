import type { Case } from "../attempt.ts";
import { MATRIX } from "../matrix.ts";
import { COMMENT_CASES } from "./comments.ts";
import { CUSTOMER_CASES } from "./customers.ts";
import { OWN_CASES } from "./own.ts";
import { PORTAL_CASES } from "./portal.ts";

/** What each field, entry and twin must hold, beside the matrix. */
export const DETAILS: readonly Case[] = [...CUSTOMER_CASES, ...COMMENT_CASES, ...OWN_CASES, ...PORTAL_CASES];

/** Every sentence of the policy. */
export const CASES: readonly Case[] = [...DETAILS, ...MATRIX];
