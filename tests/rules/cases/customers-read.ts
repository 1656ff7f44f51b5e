import {
  activity,
  customerByNumber,
  customersAddedBy,
  customersAmong,
  customersBy,
  openTodosOf,
  plannedChanges,
} from "@trunkline/domain/queries";
import type { AdminId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import type { Case } from "../attempt.ts";
import { getting, listing } from "../attempt.ts";
import { aStoredCustomer } from "../world.ts";
import { readerMay } from "./reader.ts";
import { twins } from "./twins.ts";

const A = "A" as PartnerId;
const C1 = "c1" as CustomerId;
const thirty = Array.from({ length: 30 }, (_unused, index) => `c${index + 1}` as CustomerId);
const addedByReader = { "customers/c1": aStoredCustomer({ addedBy: "reader" }) };

/** Whom one may look at and list, one by one and all of them. */
export const READ_CUSTOMERS: readonly Case[] = [
  ...twins(
    "reader",
    [
      [
        "what he added himself",
        getting("customers/c1"),
        { ...readerMay(["customers.view.own"]), ...addedByReader },
      ],
      [
        "a comment on what he added himself",
        getting("customers/c1/comments/m1"),
        { ...readerMay(["customers.view.own"]), ...addedByReader },
      ],
    ],
    [
      [
        "what he added himself, without the right to see it",
        getting("customers/c1"),
        { ...readerMay(["customers.view.edit"]), ...addedByReader },
      ],
      [
        "a comment on what he added himself, without the right to see it",
        getting("customers/c1/comments/m1"),
        { ...readerMay(["customers.view.edit"]), ...addedByReader },
      ],
    ],
  ),
  ...twins(
    "manager",
    [
      ["the list of A", listing(customersBy(A, "number", "asc", 100))],
      ["thirty customers of A by their ids", listing(customersAmong(A, thirty))],
    ],
    [
      ["customers by their ids without naming a partner", listing(customersAmong("*", thirty))],
      ["customers of B by their ids", listing(customersAmong("B" as PartnerId, thirty))],
      [
        "customers by their ids without leaving out leads",
        listing({
          ...customersAmong(A, thirty),
          where: [
            ["partnerId", "==", "A"],
            ["__name__", "in", thirty],
          ],
        }),
      ],
      ["the list without naming a partner", listing(customersBy("*", "number", "asc", 100))],
      ["the list of B", listing(customersBy("B" as PartnerId, "number", "asc", 100))],
      [
        "the list without leaving out leads",
        listing({ ...customersBy(A, "number", "asc", 100), where: [["partnerId", "==", "A"]] }),
      ],
      [
        "comments of another partner's customer",
        listing(openTodosOf("c2" as CustomerId, "B" as PartnerId, 10)),
      ],
      ["comments without naming a partner", listing(openTodosOf(C1, "*", 10))],
      [
        "activity without naming a partner",
        listing(activity(C1, "*", { source: null, from: null, before: null }, 10)),
      ],
      ["planned changes without naming a partner", listing(plannedChanges(C1, "*"))],
      ["another partner's customer", getting("customers/c2")],
      ["another partner's planned change", getting("customers/c2/planned/2030-01-01")],
      ["another partner's entry", getting("customers/c2/activity/e1")],
    ],
  ),
  ...twins(
    "creator",
    [
      ["his ten newest", listing(customersAddedBy("*", "creator" as AdminId))],
      ["one of his by number", listing(customerByNumber("*", 1, "creator" as AdminId))],
    ],
    [
      ["eleven of his", listing({ ...customersAddedBy("*", "creator" as AdminId), limit: 11 })],
      ["all of his", listing({ ...customersAddedBy("*", "creator" as AdminId), limit: null })],
      ["ten of a colleague's", listing(customersAddedBy("*", "boss" as AdminId))],
      ["everybody by number", listing(customerByNumber("*", 1, null))],
      ["customers by their ids", listing(customersAmong("*", [C1]))],
    ],
  ),
  ...twins(
    "reader",
    [
      [
        "one by number, without the list",
        listing(customerByNumber("*", 1, null)),
        readerMay(["customers.view"]),
      ],
    ],
    [
      [
        "two by number, without the list",
        listing({ ...customerByNumber("*", 1, null), limit: 2 }),
        readerMay(["customers.view"]),
      ],
      [
        "his own without the right to any list",
        listing(customersAddedBy("*", "reader" as AdminId)),
        readerMay(["customers.view"]),
      ],
    ],
  ),
  ...["search/A", "search/A/shards/0", "search/A/deltas/c1"].flatMap((path) =>
    twins(
      "reader",
      [
        [
          `${path} with the rights to search and to list`,
          getting(path),
          readerMay(["customers.search", "customers.list"]),
        ],
      ],
      [
        [
          `${path} with the right to list what he added himself`,
          getting(path),
          readerMay(["customers.search", "customers.list.own"]),
        ],
        [`${path} with the right to list alone`, getting(path), readerMay(["customers.list"])],
      ],
    ),
  ),
];
