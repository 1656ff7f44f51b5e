/*
 * Every query of the product by name, as plain data; the data layer turns it into its SDK's. A query of a scoped
 * administrator names his partner, because the rules judge a list by what it asks for. tests/rules checks that
 * firestore.indexes.json has what each of them needs.
 */

export * from "./queries/comments.ts";
export * from "./queries/customers.ts";
export * from "./queries/history.ts";
export * from "./queries/own.ts";
export type { Filter, Moment, Order, QuerySpec, Reached } from "./queries/query.ts";
