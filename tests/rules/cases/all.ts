import type { Case } from "../attempt.ts";
import { MATRIX } from "../matrix.ts";
import { COMMENT_LISTS } from "./comment-lists.ts";
import { ADDED_COMMENTS } from "./comments-added.ts";
import { CHANGED_COMMENTS } from "./comments-changed.ts";
import { ADDITIONAL_VALUES, CUSTOMER_VALUES } from "./customer-values.ts";
import { EDITED_CUSTOMERS } from "./customers-edited.ts";
import { READ_CUSTOMERS } from "./customers-read.ts";
import { ENTRY_CASES } from "./entries.ts";
import { OFFICE_CASES } from "./office.ts";
import { OWN_CASES } from "./own.ts";
import { PORTAL_CASES } from "./portal.ts";

/** What each field, entry and twin must hold, beside the matrix. */
export const DETAILS: readonly Case[] = [
  ...CUSTOMER_VALUES,
  ...ADDITIONAL_VALUES,
  ...EDITED_CUSTOMERS,
  ...READ_CUSTOMERS,
  ...ADDED_COMMENTS,
  ...CHANGED_COMMENTS,
  ...COMMENT_LISTS,
  ...ENTRY_CASES,
  ...OFFICE_CASES,
  ...OWN_CASES,
  ...PORTAL_CASES,
];

/** Every sentence of the policy. */
export const CASES: readonly Case[] = [...DETAILS, ...MATRIX];
