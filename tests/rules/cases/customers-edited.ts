import type { Case } from "../attempt.ts";
import { GONE, NOW, UNKNOWN, writing } from "../attempt.ts";
import { editing } from "../tellings.ts";
import { aStoredCustomer, DUE, START } from "../world.ts";
import { readerMay } from "./reader.ts";
import { twins } from "./twins.ts";

const edit = (patch: object, spoil: Parameters<typeof editing>[3] = {}) =>
  editing("c1", "boss", { ...patch }, spoil);
const long = "x".repeat(300);

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

/** What an edit may touch, what its entry must say of it, and whose it may be. */
export const EDITED_CUSTOMERS: readonly Case[] = [
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
          readerMay(["customers.view", "customers.view.edit"]),
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
          readerMay(["customers.view", "customers.view.edit"]),
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
];

function without(field: string) {
  const { [field]: _gone, ...rest } = aStoredCustomer();
  return rest;
}

function aSecondAgo(): Date {
  return new Date(START.getTime() - 1000);
}
