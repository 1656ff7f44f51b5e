import {
  customerByNumber,
  customersAddedBy,
  customersAmong,
  customersBy,
  openTodosOf,
  activity,
  plannedChanges,
} from "@trunkline/domain/queries";
import { MOST_BY_BROWSER } from "@trunkline/domain/fields/definition";
import type { AdminId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import type { Case } from "../attempt.ts";
import { getting, GONE, listing, NOW, UNKNOWN, writing } from "../attempt.ts";
import { editing } from "../tellings.ts";
import { aStoredCustomer, DUE, START } from "../world.ts";
import { SAMPLES } from "./shapes.ts";
import { twins } from "./twins.ts";

const edit = (patch: object, spoil: Parameters<typeof editing>[3] = {}) =>
  editing("c1", "boss", { ...patch }, spoil);
const long = "x".repeat(300);
const A = "A" as PartnerId;
const C1 = "c1" as CustomerId;
const thirty = Array.from({ length: 30 }, (_unused, index) => `c${index + 1}` as CustomerId);
const addedByReader = { "customers/c1": aStoredCustomer({ addedBy: "reader" }) };

/** Every good and bad value of every field, told truly. */
const fields: readonly Case[] = Object.entries(SAMPLES).flatMap(([field, { good, bad }]) => {
  const other = { "customers/c1": aStoredCustomer({ [field]: "something before" }) };
  const attempt = (value: unknown) =>
    editing(
      "c1",
      "boss",
      { [field]: value },
      { entry: { before: { [field]: "something before" }, after: { [field]: value } } },
    );
  return twins(
    "boss",
    good
      .filter((value) => !isStored(field, value))
      .map((value, index) => [`${field} takes good value ${index}`, attempt(value), other] as const),
    bad.map((value, index) => [`${field} refuses bad value ${index}`, attempt(value), other] as const),
  );
});

const own = Array.from({ length: MOST_BY_BROWSER + 1 }, (_unused, index) => `attr_f${index}`);
const ownConfigured = { "config/customerFields": { fields: [], names: own } };
const choices = (count: number, length: number) => Array.from({ length: count }, () => "x".repeat(length));
const editOwn = (values: readonly unknown[]) =>
  edit(Object.fromEntries(values.map((value, index) => [own[index] ?? "", value])));

/** Values of additional fields: whatever fits in a form, and nothing that would fill a record. */
const ownFields: readonly Case[] = twins(
  "boss",
  [
    ...[null, true, 7, 1.5, "", "x".repeat(5000), [], ["one, with a comma"], choices(100, 255)].map(
      (value, index) =>
        [`an additional field takes good value ${index}`, editOwn([value]), ownConfigured] as const,
    ),
    ...own
      .slice(1)
      .map(
        (_name, index) =>
          [`${index + 1} additional fields at once`, editOwn(choices(index + 1, 5)), ownConfigured] as const,
      ),
  ],
  [
    ...[
      "x".repeat(5001),
      choices(101, 1),
      [...choices(99, 255), "x".repeat(256)],
      [["x"]],
      [7],
      [{ a: "x" }],
      ["a\nb"],
      { a: "x" },
      DUE,
    ].map(
      (value, index) =>
        [`an additional field refuses bad value ${index}`, editOwn([value]), ownConfigured] as const,
    ),
    ...own
      .slice(1)
      .map(
        (_name, bad) =>
          [
            `of five additional fields the one at place ${bad} is bad`,
            editOwn(choices(MOST_BY_BROWSER, 5).map((good, at) => (at === bad ? { a: "x" } : good))),
            ownConfigured,
          ] as const,
      ),
    [
      "more additional fields at once than a rule can look at",
      editOwn(choices(own.length, 5)),
      ownConfigured,
    ],
  ],
);

// The builder of a true entry needs a difference to what the ordinary world stores.
function isStored(field: string, value: unknown): boolean {
  return JSON.stringify(aStoredCustomer()[field]) === JSON.stringify(value);
}

const protectedFields = {
  number: 9,
  kind: "deleted",
  login: "other",
  status: "blocked",
  billingType: "prepaid",
  partnerId: "B",
  balance: 100,
  addedBy: "boss",
  addedVia: "api",
  passwordBy: "admin",
  passwordAt: DUE,
  nextPlanned: "2030-01-01",
  flaws: { a: "b" },
  createdAt: DUE,
  lastOnlineAt: START,
  deletedAt: START,
  attr_serial: "S-2",
  attr_unheard: "x",
  [UNKNOWN]: 1,
  id: "c1",
};

export const CUSTOMER_CASES: readonly Case[] = [
  ...fields,
  ...ownFields,
  ...twins(
    "boss",
    [
      [
        "several fields at once",
        edit({
          name: "Jiří",
          nameFolded: "jiri",
          city: "Brno",
          geo: { lat: 1, lng: 2 },
          labelIds: ["vip"],
          birthday: "1990-01-01",
        }),
      ],
      ["a sorting name of 300 characters with its name", edit({ name: "Jiří", nameFolded: long })],
      ["a plain additional field", edit({ attr_contract: "K-2" })],
      ["an additional field beside an ordinary one", edit({ attr_contract: "K-2", city: "Brno" })],
      [
        "a field that the old record lacks",
        edit({ city: "Brno" }, { entry: { before: {} } }),
        { "customers/c1": without("city") },
      ],
      [
        "an ordinary field where no additional ones are configured",
        edit({ city: "Brno" }),
        { "config/customerFields": null },
      ],
      [
        "an e-mail address where customers sign in by login",
        edit({ emails: ["ann@example.com"] }),
        { "config/customers": { authField: "login" } },
      ],
      [
        "an e-mail address where nothing is configured",
        edit({ emails: ["ann@example.com"] }),
        { "config/customers": null },
      ],
      [
        "another field where customers sign in by e-mail",
        edit({ city: "Brno", billingEmails: ["ann@example.com"] }),
        { "config/customers": { authField: "email" } },
      ],
      ["an edit that says what it takes back", edit({ city: "Brno" }, { entry: { undoes: "e1" } })],
      [
        "a record whose other fields would be refused today",
        edit({ city: "Brno" }),
        { "customers/c1": aStoredCustomer({ zip: long, emails: ["bad"] }) },
      ],
    ],
    [
      ...Object.entries(protectedFields).map(
        ([field, value]) => [`an own edit of ${field}`, edit({ [field]: value })] as const,
      ),
      ...Object.entries(protectedFields).map(
        ([field, value]) => [`city together with ${field}`, edit({ city: "Brno", [field]: value })] as const,
      ),
      [
        "an additional field where none is configured",
        edit({ attr_contract: "K-2" }),
        { "config/customerFields": null },
      ],
      [
        "an e-mail address where customers sign in by it",
        edit({ emails: ["ann@example.com"] }),
        { "config/customers": { authField: "email" } },
      ],
      ["a sorting name without its name", edit({ city: "Brno", nameFolded: "aaa" })],
      ["a sorting name of 301 characters", edit({ name: "Jiří", nameFolded: `${long}x` })],
      ["a sorting name that is no text", edit({ name: "Jiří", nameFolded: 5 })],
      ["an unknown field that is not told", edit({ city: "Brno" }, { patch: { [UNKNOWN]: 1 } })],
      ["coordinates with something more", edit({ geo: { lat: 1, lng: 2, [UNKNOWN]: 3 } })],
      ["no entry at all", edit({ city: "Brno" }, { without: "entry" })],
      ["an entry at another id than the record names", edit({ city: "Brno" }, { entryId: "e8" })],
      [
        "a change under the name of an older entry",
        edit({ city: "Brno" }, { patch: { lastActivity: "e1" }, without: "entry" }),
      ],
      [
        "an older entry's id used again",
        edit({ city: "Brno" }, { patch: { lastActivity: "e1" }, entryId: "e1" }),
      ],
      ["an entry under another customer", edit({ city: "Brno" }, { entryPath: "customers/c2/activity/e9" })],
      ["a name with blanks around it", edit({ name: " Ann" })],
      ["a street with blanks around it", edit({ street: "High St " })],
      ["a lastActivity that is no text", edit({ city: "Brno" }, { patch: { lastActivity: 5 } })],
      ["an updatedAt of one's own", edit({ city: "Brno" }, { patch: { updatedAt: aSecondAgo() } })],
      [
        "an updatedAt left as it was",
        edit({ city: "Brno" }, { patch: { updatedAt: aStoredCustomer()["updatedAt"] } }),
      ],
      [
        "nothing but a new entry",
        editing(
          "c1",
          "boss",
          { city: "Brno" },
          { patch: { city: "Berlin" }, entry: { before: {}, after: {} } },
        ),
      ],
      [
        "an additional field taken away, although truly told",
        edit(
          { attr_contract: "x" },
          { patch: { attr_contract: GONE }, entry: { before: { attr_contract: "K-1" }, after: {} } },
        ),
      ],
      [
        "a field taken away, although truly told",
        edit({ zip: "1" }, { patch: { zip: GONE }, entry: { before: { zip: "10115" }, after: {} } }),
      ],
      ["a field taken away and not told", edit({ city: "Brno" }, { patch: { zip: GONE } })],
      [
        "a field added and not told",
        edit(
          { city: "Brno" },
          { entry: { before: { city: "Berlin" }, after: { city: "Brno" } }, patch: { zip: "1" } },
        ),
        { "customers/c1": without("zip") },
      ],
      [
        "a customer made by a browser",
        writing(
          { path: "customers/c9", set: aStoredCustomer({ updatedAt: NOW, lastActivity: "e9" }) },
          { path: "customers/c9/activity/e9", set: {} },
        ),
      ],
      [
        "a whole record set over the old one",
        writing({ path: "customers/c1", set: aStoredCustomer({ city: "Brno" }) }),
      ],
      ["a lead", editing("lead", "boss", { city: "Brno" })],
      ["a deleted customer", editing("gone", "boss", { city: "Brno" })],
    ],
  ),
  // What the entry must say: each false word beside the true one.
  ...twins(
    "manager",
    [["an edit with its true entry", editing("c1", "manager", { city: "Brno" })]],
    (
      [
        ["a false old value", { before: { city: "Hamburg" } }],
        ["a false new value", { after: { city: "Hamburg" } }],
        ["no old value", { before: {} }],
        ["no new value", { after: {} }],
        ["an old value too many", { before: { city: "Berlin", zip: "10115" } }],
        ["a new value too many", { after: { city: "Brno", zip: "10115" } }],
        ["another's name", { actor: "boss" }],
        ["no name", { actor: GONE }],
        ["the system's name", { actor: "system" }],
        ["another time", { time: aSecondAgo() }],
        ["another source", { source: "system" }],
        ["another kind", { kind: "comment" }],
        ["another record", { record: "c2" }],
        ["another action", { action: "created" }],
        ["another partner", { partnerId: "B" }],
        ["a cause", { cause: "I said so" }],
        ["an administrator behind it", { behalf: "boss" }],
        ["an unknown word", { [UNKNOWN]: 1 }],
        ["an undoes that is no id", { undoes: "a/b" }],
        ["values that are no map", { before: "city" }],
      ] as const
    ).map(
      ([name, entry]) =>
        [
          `an entry with ${name}`,
          editing("c1", "manager", { city: "Brno" }, { entry }),
          { "customers/c1": aStoredCustomer() },
        ] as const,
    ),
  ),
  // Fields with a permission of their own, and who reaches whom.
  ...twins(
    "manager",
    [["geo and labels", editing("c1", "manager", { geo: { lat: 1, lng: 2 }, labelIds: ["vip"] })]],
    [["a customer of another partner", editing("c2", "manager", { city: "Brno" })]],
  ),
  ...twins(
    "creator",
    [["an own customer", editing("c1", "creator", { city: "Brno" })]],
    [["a colleague's customer", editing("c2", "creator", { city: "Brno" })]],
  ),
  ...["customers.view.geo", "customers.view.labels"].flatMap((permission) =>
    twins(
      "reader",
      [
        [
          "city with the edit permission alone",
          editing("c1", "reader", { city: "Brno" }),
          session(["customers.view", "customers.view.edit"]),
        ],
      ],
      [
        [
          `the field of ${permission} without it`,
          editing(
            "c1",
            "reader",
            permission.endsWith("geo") ? { geo: { lat: 1, lng: 2 } } : { labelIds: ["vip"] },
          ),
          session(["customers.view", "customers.view.edit"]),
        ],
      ],
    ),
  ),
  ...twins(
    "technician",
    [
      [
        "15 §3.1: the place alone, without the right to edit",
        editing("c1", "technician", { geo: { lat: 1, lng: 2 } }),
      ],
    ],
    [
      [
        "the place together with a city",
        editing("c1", "technician", { geo: { lat: 1, lng: 2 }, city: "Brno" }),
      ],
      ["a city without the right to edit", editing("c1", "technician", { city: "Brno" })],
      ["the place of another's lead", editing("lead", "technician", { geo: { lat: 1, lng: 2 } })],
    ],
  ),
  ...twins(
    "reader",
    [
      [
        "what he added himself",
        getting("customers/c1"),
        { ...session(["customers.view.own"]), ...addedByReader },
      ],
      [
        "a comment on what he added himself",
        getting("customers/c1/comments/m1"),
        { ...session(["customers.view.own"]), ...addedByReader },
      ],
    ],
    [
      [
        "what he added himself, without the right to see it",
        getting("customers/c1"),
        { ...session(["customers.view.edit"]), ...addedByReader },
      ],
      [
        "a comment on what he added himself, without the right to see it",
        getting("customers/c1/comments/m1"),
        { ...session(["customers.view.edit"]), ...addedByReader },
      ],
    ],
  ),
  ...twins(
    "reader",
    [["a line of the log of his partner", getting("operations/o1"), session(["administration.logs"], "A")]],
    [
      [
        "a line of the log of another partner",
        getting("operations/o1"),
        session(["administration.logs"], "B"),
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
        session(["customers.view"]),
      ],
    ],
    [
      [
        "two by number, without the list",
        listing({ ...customerByNumber("*", 1, null), limit: 2 }),
        session(["customers.view"]),
      ],
      [
        "his own without the right to any list",
        listing(customersAddedBy("*", "reader" as AdminId)),
        session(["customers.view"]),
      ],
    ],
  ),
];

function session(permissions: readonly string[], partner = "*") {
  return { "sessions/reader": { open: true, sv: 3, partner, permissions } };
}

function without(field: string) {
  const { [field]: _gone, ...rest } = aStoredCustomer();
  return rest;
}

function aSecondAgo(): Date {
  return new Date(START.getTime() - 1000);
}
