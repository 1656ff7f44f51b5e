import type { Trouble } from "./create-rows.ts";

/** Why a list is not there where the network is: fetched when it is told. */
export const WHY: Readonly<Record<Exclude<Trouble, "not-loaded" | "refused">, string>> = {
  "not-allowed":
    "These filters are answered by search, and your role may not search customers. Take them away to see the list.",
  "too-many-named":
    "More than 10,000 customers have such a balance, too many to combine with the other filters. Narrow the balance, or take the others away.",
  "too-many-ordered":
    "More than 10,000 customers pass these filters, too many to put in the order of their balances. Narrow them, or order by another column.",
  "comments-not-read":
    "The comments could not be looked through. Try again, or take the filter by comments away.",
  "comments-too-many":
    "More than 10,000 customers have such a comment, too many to combine with the list. Type more of the comment.",
  "comments-not-built":
    "The comments are being prepared for searching. That takes some minutes; then they are found here.",
};
