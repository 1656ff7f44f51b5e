import type { PartnerScope } from "../admin/session.ts";
import type { AdminId } from "../ids/ids.ts";
import type { Instant } from "../time/instant.ts";

export type Filter = readonly [
  field: string,
  op: "==" | "in" | "array-contains" | "array-contains-any" | ">=" | "<=" | "<",
  value: unknown,
];
export type Order = readonly [field: string, direction: "asc" | "desc"];

/** A query as data; `group` asks all collections of that name. A value of an Instant stands for a Timestamp. */
export interface QuerySpec {
  readonly collection: string;
  readonly group?: true;
  readonly where: readonly Filter[];
  readonly orderBy: readonly Order[];
  readonly limit: number;
}

/** Marks a moment among the values, so that the data layer hands the SDK a Timestamp. */
export interface Moment {
  readonly instant: Instant;
}

/** Keeps a question to the partner of a scoped administrator. */
export const scoped = (scope: PartnerScope): readonly Filter[] =>
  scope === "*" ? [] : [["partnerId", "==", scope]];

/** Which customers a question over all of them is about: all, or those he added himself. */
export type Reached = "all" | "own";

/** Keeps a question to the customers he reaches. */
export const reached = (reach: Reached, admin: AdminId): readonly Filter[] =>
  reach === "all" ? [] : [["addedBy", "==", admin]];
