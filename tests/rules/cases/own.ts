import type { PartnerId } from "@trunkline/domain/ids/ids";
import { sharedViews } from "@trunkline/domain/queries";
import type { Case, Fields } from "../attempt.ts";
import { getting, listing, NOW, UNKNOWN, writing } from "../attempt.ts";
import { aDraft, aPresence, aView, somePreferences, START } from "../world.ts";
import { readerMay } from "./reader.ts";
import { twins } from "./twins.ts";

const DAY = 86_400_000;
const at = (milliseconds: number) => new Date(START.getTime() + milliseconds);
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, true]));

/** A document made by boss, each field once good and once bad. */
function made(
  path: string,
  whole: Fields,
  good: readonly Fields[],
  bad: readonly Fields[],
  at = path,
): readonly Case[] {
  const attempt = (fields: Fields) => writing({ path: at, set: { ...whole, ...fields } });
  const name = (fields: Fields) => `${path} with ${JSON.stringify(fields).slice(0, 70)}`;
  const update = bad.map(
    (fields) =>
      [
        `${path} changed to ${JSON.stringify(fields).slice(0, 70)}`,
        writing({ path: at, update: fields }),
        { [at]: { ...whole, updatedAt: START, at: START } },
      ] as const,
  );
  return twins(
    "boss",
    [[path, attempt({})], ...good.map((fields) => [name(fields), attempt(fields)] as const)],
    [...bad.map((fields) => [name(fields), attempt(fields)] as const), ...update],
  );
}

export const OWN_CASES: readonly Case[] = [
  ...made(
    "presence/new",
    { ...aPresence("boss"), at: NOW },
    [
      { field: "city" },
      { field: "x".repeat(80) },
      { field: "x" },
      { beat: 1 },
      { beat: 3600 },
      { expireAt: at(DAY - 1) },
      { partnerId: "B" },
      { customerId: "x".repeat(128) },
      { addedBy: null },
      { addedBy: "anybody" },
    ],
    [
      { uid: "manager" },
      { partnerId: "a/b" },
      { partnerId: 7 },
      { customerId: "a/b" },
      { customerId: null },
      { addedBy: "a/b" },
      { addedBy: 7 },
      { field: "" },
      { field: "x".repeat(81) },
      { field: 7 },
      { beat: 0 },
      { beat: 3601 },
      { beat: 1.5 },
      { beat: "60" },
      { at: at(-1000) },
      { expireAt: at(2 * DAY) },
      { expireAt: null },
      { expireAt: "soon" },
      { [UNKNOWN]: 1 },
    ],
  ),
  {
    name: "presence that expires in exactly a day",
    who: "boss",
    attempt: writing({ path: "presence/new", set: { ...aPresence("boss"), at: NOW, expireAt: at(DAY) } }),
    allowed: false,
    still: true,
  },
  ...twins(
    "manager",
    [
      [
        "presence with a customer of his partner",
        writing({ path: "presence/new", set: { ...aPresence("manager"), at: NOW } }),
      ],
    ],
    [
      [
        "presence with a customer of another partner",
        writing({ path: "presence/new", set: { ...aPresence("manager"), partnerId: "B", at: NOW } }),
      ],
      [
        "a colleague's tab taken over",
        writing({ path: "presence/tab-of-boss", update: { uid: "manager", at: NOW } }),
      ],
      [
        "presence of all partners",
        listing({ collection: "presence", where: [["customerId", "==", "c1"]], orderBy: [], limit: 10 }),
      ],
    ],
  ),
  ...twins(
    "creator",
    [["presence at what he added himself", presenceAt("creator", "A", "c1")]],
    [
      ["presence at a colleague's customer", presenceAt("creator", "B", "c2")],
      ["presence at nobody", presenceAt("creator", "A", "nobody")],
    ],
  ),
  ...twins(
    "reader",
    [["presence with the right to see", presenceAt("reader", "A", "c1"), readerMay(["customers.view"])]],
    [["presence without the right to see anybody", presenceAt("reader", "A", "c1"), readerMay([])]],
  ),
  ...twins(
    "managerB",
    [
      ["the views shared with B", listing(sharedViews("B" as PartnerId, "customers"))],
      ["a view that somebody of all partners shares", getting("views/shared")],
      ["a view of one's own for B", ownView("managerB", {})],
    ],
    [
      ["a view shared within A", getting("views/shared-in-A")],
      ["all shared views", listing(sharedViews("*", "customers"))],
      ["the views shared with A", listing(sharedViews("A" as PartnerId, "customers"))],
      ["a view for all partners", ownView("managerB", { partnerId: "*" })],
      ["a view for A", ownView("managerB", { partnerId: "A" })],
    ],
  ),
  ...twins(
    "manager",
    [["a colleague's shared view", getting("views/shared")]],
    [
      [
        "a colleague's view taken over",
        writing({ path: "views/own", update: { owner: "manager", partnerId: "A", updatedAt: NOW } }),
      ],
    ],
  ),
  ...twins(
    "boss",
    [["a shared view", getting("views/shared")]],
    [
      [
        "his own tab handed to a colleague",
        writing({ path: "presence/tab-of-boss", update: { uid: "manager", at: NOW } }),
      ],
      [
        "his own view handed to a colleague",
        writing({ path: "views/own", update: { owner: "manager", updatedAt: NOW } }),
      ],
      [
        "views of everybody",
        listing({ collection: "views", where: [["table", "==", "customers"]], orderBy: [], limit: 10 }),
      ],
    ],
  ),
  ...made(
    "views/new",
    { ...aView("boss", false), updatedAt: NOW },
    [
      { shared: true },
      { table: "x".repeat(40) },
      { name: "x".repeat(100) },
      { name: "x" },
      { table: "x" },
      { columns: "" },
      { columns: "x".repeat(8000) },
      { filters: "status=new&find=a%20b~!" },
      { filters: "x".repeat(8000) },
      { sort: "x" },
      { sort: `-${"x".repeat(80)}` },
    ],
    [
      { owner: "manager" },
      { table: "" },
      { table: "x".repeat(41) },
      { table: 7 },
      { name: "" },
      { name: "x".repeat(101) },
      { name: "a\u0000" },
      { shared: "yes" },
      { columns: "x".repeat(8001) },
      { columns: "a b" },
      { columns: ["name"] },
      { filters: "x".repeat(8001) },
      { filters: "a b" },
      { filters: {} },
      { sort: "" },
      { sort: "x".repeat(81) },
      { sort: "a-b" },
      { sort: { key: "name", descending: true } },
      { updatedAt: at(-1000) },
      { [UNKNOWN]: 1 },
    ],
  ),
  ...made(
    "preferences/boss",
    { ...somePreferences, updatedAt: NOW },
    [
      { tables: many(60) },
      { folds: many(100) },
      { search: many(200) },
      { seenMentions: NOW },
      { seenMentions: at(-1000) },
    ],
    [
      { tables: many(61) },
      { folds: many(101) },
      { search: many(201) },
      { tables: [] },
      { folds: "x" },
      { folds: [] },
      { search: null },
      { search: [] },
      { seenMentions: 7 },
      { seenMentions: null },
      { updatedAt: at(-1000) },
      { [UNKNOWN]: 1 },
    ],
  ),
  ...["tables", "folds", "search"].flatMap((part) =>
    twins(
      "manager",
      [[`${part} as the first preference`, firstPreference({ [part]: {} })]],
      [[`${part} of another kind as the first preference`, firstPreference({ [part]: true })]],
    ),
  ),
  ...twins(
    "boss",
    [
      [
        "mentions seen, in a document that was not there",
        writing({ path: "preferences/boss", set: { seenMentions: NOW, updatedAt: NOW } }),
        { "preferences/boss": null },
      ],
    ],
    [
      [
        "a colleague's mentions seen",
        writing({ path: "preferences/manager", update: { seenMentions: NOW, updatedAt: NOW } }),
      ],
    ],
  ),
  ...made(
    "preferences/boss/drafts/customer_c9",
    { ...aDraft, record: "c9", updatedAt: NOW },
    [{ base: many(120) }, { mine: many(120) }, { base: {}, mine: {} }],
    [
      { form: "" },
      { form: "lead" },
      { record: "c1" },
      { record: 7 },
      { base: many(121) },
      { mine: many(121) },
      { base: [] },
      { mine: "x" },
      { mine: [] },
      { base: { password: "x" } },
      { mine: { password: "x" } },
      { updatedAt: at(-1000) },
      { [UNKNOWN]: 1 },
    ],
  ),
  ...twins(
    "boss",
    [
      [
        "a draft of the add form, of no record",
        writing({
          path: "preferences/boss/drafts/add_",
          set: { ...aDraft, form: "add", record: "", updatedAt: NOW },
        }),
      ],
      ["a draft of the longest name", draftOf("x".repeat(40), "y".repeat(128))],
    ],
    [
      ["a draft of a too long form", draftOf("x".repeat(41), "y")],
      ["a draft of a too long record", draftOf("x", "y".repeat(129))],
    ],
  ),
  ...twins(
    "manager",
    [["his own draft", getting("preferences/manager/drafts/customer_c1")]],
    [["a colleague's draft", getting("preferences/boss/drafts/customer_c1")]],
  ),
];

function draftOf(form: string, record: string) {
  return writing({
    path: `preferences/boss/drafts/${form}_${record}`,
    set: { ...aDraft, form, record, updatedAt: NOW },
  });
}

function firstPreference(fields: Fields) {
  return writing({ path: "preferences/manager", set: { ...fields, updatedAt: NOW } });
}

function presenceAt(uid: string, partnerId: string, customerId: string) {
  return writing({ path: "presence/new", set: { ...aPresence(uid), partnerId, customerId, at: NOW } });
}

function ownView(uid: string, fields: Fields) {
  return writing({ path: "views/new", set: { ...aView(uid, true), updatedAt: NOW, ...fields } });
}
