import { expect, test } from "vitest";
import {
  configPath,
  credentialPath,
  customerPath,
  labelPath,
  matchPath,
  portalPath,
  statsPath,
  directoryPath,
} from "@trunkline/domain/paths";
import { fieldDefinition, readCustomerFields } from "@trunkline/domain/fields/reader";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { readSettings } from "../../functions/src/customers/settings.ts";
import { sweepAccounts } from "../../functions/src/identity/sweep.ts";
import { countCustomers } from "../../functions/src/jobs/stats.ts";
import { sweep } from "../../functions/src/jobs/sweep.ts";
import { projectCustomer } from "../../functions/src/portal/project.ts";
import { restartSweep, sweepCustomers } from "../../functions/src/portal/sweep.ts";
import {
  customerFieldUse,
  orderCustomerFields,
  removeCustomerField,
  saveCustomerField,
} from "../../functions/src/settings/fields.ts";
import { saveCommentsConfig } from "../../functions/src/settings/comments.ts";
import { labelUse, removeLabel, saveLabel } from "../../functions/src/settings/labels.ts";
import { aCustomer, aKey, aPartner, historyOf, recordOf, takeOffRecords } from "./house.ts";
import { ownHouse } from "./own-house.ts";
import { FieldValue } from "firebase-admin/firestore";

const { house, admin } = await ownHouse();

const NEVER_ENDING = Number.MAX_SAFE_INTEGER;
const project = async (id: Parameters<typeof projectCustomer>[2]) =>
  projectCustomer(house.platform, await readSettings(house.platform), id);
const all = async (...paths: string[]) =>
  (await house.db.getAll(...paths.map((path) => house.db.doc(path)))).map((doc) => doc.data());
const browserWrites = (id: string, values: object) =>
  house.db.doc(`customers/${id}`).update({ ...values, updatedAt: FieldValue.serverTimestamp() });

test("what a browser changed reaches the portal by the trigger; delivered five times it writes once", async () => {
  const id = await aCustomer(house, admin, { city: "Brno" });
  await browserWrites(id, { city: "Praha", phones: ["+420 777 888 999"] });
  const written = [];
  for (let i = 0; i < 5; i++) written.push(await project(id));
  expect(written).toEqual([true, false, false, false, false]);
  const [portal, match] = await all(portalPath(id), matchPath(id));
  expect(portal).toMatchObject({ city: "Praha" });
  expect(match?.["keys"]).toContain("phone:777888999");
});

test("five deliveries at the same moment end in the same state as one", async () => {
  const id = await aCustomer(house, admin);
  await browserWrites(id, { name: "Together" });
  await Promise.all(Array.from({ length: 5 }, () => project(id)));
  expect((await all(portalPath(id)))[0]).toMatchObject({ name: "Together" });
});

test("a bad value is marked, never repaired; the mark goes when the value is right", async () => {
  const id = await aCustomer(house, admin);
  await browserWrites(id, { locationId: "nowhere", birthday: "2026-02-30", emails: ["not an address"] });
  await house.db.doc(configPath("customerFields")).set({
    fields: [
      {
        name: "size",
        title: "Size",
        type: "select",
        options: [{ value: "S", retired: true }, { value: "M" }],
      },
    ],
    names: ["attr_size"],
  });
  await browserWrites(id, { attr_size: "XXL", birthday: null });
  await project(id);
  const record = await recordOf(house, id);
  expect(Object.keys(record["flaws"] as object).sort()).toEqual(["attr_size", "emails", "locationId"]);
  expect(record).toMatchObject({ locationId: "nowhere", attr_size: "XXL", emails: ["not an address"] });
  // An option retired later leaves the value as good as it was.
  await browserWrites(id, { locationId: "main", attr_size: "S", emails: [] });
  await project(id);
  expect((await recordOf(house, id))["flaws"]).toEqual({});
  await house.db.doc(configPath("customerFields")).delete();
});

test("the sweep mends what a lost event left behind, and looks at nothing twice", async () => {
  const id = await aCustomer(house, admin, { city: "Brno" });
  await sweepCustomers(house.platform, NEVER_ENDING);
  await browserWrites(id, { city: "Lost" });
  expect(await sweepCustomers(house.platform, NEVER_ENDING)).toEqual({ mended: 1, more: false });
  expect((await all(portalPath(id)))[0]).toMatchObject({ city: "Lost" });
  expect(await sweepCustomers(house.platform, NEVER_ENDING)).toEqual({ mended: 0, more: false });
});

test("one record that cannot be brought up to date holds up no other, and one part of the sweep that fails no other part", async () => {
  const [broken, id] = [await aCustomer(house, admin), await aCustomer(house, admin, { city: "Brno" })];
  await sweepCustomers(house.platform, NEVER_ENDING);
  // No path is made of such a partner.
  await browserWrites(broken, { partnerId: "no/partner" });
  await browserWrites(id, { city: "Behind it" });
  expect(await sweepCustomers(house.platform, NEVER_ENDING)).toEqual({ mended: 1, more: false });
  expect((await all(portalPath(id)))[0]).toMatchObject({ city: "Behind it" });
  await house.db.doc(customerPath(broken)).delete();

  await house.db.doc(statsPath("*")).delete();
  await house.db.doc(configPath("general")).set({ timeZone: 5 });
  await sweep(house.platform, NEVER_ENDING);
  expect((await all(statsPath("*")))[0]?.["new"]).toBeGreaterThan(0);
  await house.db.doc(configPath("general")).delete();
});

test("a field switched to the portal appears there for every customer", async () => {
  const id = await aCustomer(house, admin);
  const definition = {
    name: "plan_note",
    title: "Note",
    type: "string",
    category: "all",
    defaultValue: "standard",
    min: null,
    max: null,
    required: false,
    unique: false,
    showInList: false,
    onAdd: true,
    searchable: false,
    readonly: false,
    disabled: false,
    hidden: false,
    portal: "view",
    options: [],
    relation: null,
    position: 1,
  } as const;
  const saved = await saveCustomerField(house.platform, admin, {
    key: aKey(),
    definition: { ...definition, options: [] },
    isNew: true,
    setForAll: true,
  });
  expect(saved).toEqual({ kind: "done" });
  await restartSweep(house.platform);
  await sweepCustomers(house.platform, NEVER_ENDING);
  expect((await all(portalPath(id)))[0]?.["attrs"]).toMatchObject([
    { name: "plan_note", title: "Note", value: "standard", edit: false },
  ]);
  expect(
    await saveCustomerField(house.platform, admin, {
      key: aKey(),
      definition: { ...definition, options: [] },
      isNew: true,
      setForAll: false,
    }),
  ).toEqual({ kind: "name-taken" });
  expect(
    await saveCustomerField(house.platform, admin, {
      key: aKey(),
      definition: { ...definition, options: [], unique: true },
      isNew: false,
      setForAll: false,
    }),
  ).toEqual({ kind: "duplicates", examples: ["standard"] });
  const use = (option: string | null) =>
    customerFieldUse(house.platform, admin, { name: "plan_note", option });
  const used = await use(null);
  expect(used.kind === "use" && used.records).toBeGreaterThan(0);
  expect(await use("standard")).toEqual(used);
  expect(await use("of nobody")).toEqual({ kind: "use", records: 0 });
  expect(await removeCustomerField(house.platform, admin, { name: "plan_note" })).toEqual({ kind: "done" });
  await takeOffRecords(house);
  expect(await recordOf(house, id)).not.toHaveProperty("attr_plan_note");
});

test("fields keep their place when they are changed, and are ordered by name", async () => {
  const field = (name: string) => ({
    key: aKey(),
    definition: fieldDefinition.parse({ name, title: name }),
    isNew: true,
    setForAll: false,
  });
  const names = async () => {
    const stored = readCustomerFields((await all(configPath("customerFields")))[0]);
    return stored.ok ? stored.value.fields.map(({ name }) => name) : [];
  };
  for (const name of ["one", "two", "three"]) await saveCustomerField(house.platform, admin, field(name));
  expect((await names()).slice(-3)).toEqual(["one", "two", "three"]);
  const others = (await names()).slice(0, -3);
  await orderCustomerFields(house.platform, admin, { names: [...others, "three", "one"] });
  expect((await names()).slice(-3)).toEqual(["three", "one", "two"]);
  await saveCustomerField(house.platform, admin, { ...field("three"), isNew: false });
  expect((await names()).slice(-3)).toEqual(["three", "one", "two"]);
  const bound = { ...admin, session: { ...admin.session, partner: "p" as PartnerId } };
  expect(await orderCustomerFields(house.platform, bound, { names: [] })).toEqual({ kind: "not-allowed" });
  for (const name of ["one", "two", "three"]) await removeCustomerField(house.platform, admin, { name });
});

test("types of comments are saved, and one that is left out keeps its look for old comments (12 §5.4)", async () => {
  const [support, sales] = [
    { key: "support", title: " Helpdesk ", icon: "headset", retired: false },
    { key: "sales", title: "Sales", icon: "cart", retired: false },
  ] as const;
  const comment = { key: "comment", title: "Comment", icon: "bubble", retired: false } as const;
  const save = (types: Parameters<typeof saveCommentsConfig>[2]["types"], by = admin) =>
    saveCommentsConfig(house.platform, by, types === undefined ? {} : { types });
  expect(await save([support, comment, sales])).toEqual({ kind: "done" });
  expect(await save([comment])).toEqual({ kind: "done" });
  const [stored] = await all(configPath("comments"));
  expect(stored).toMatchObject({
    types: [
      { key: "comment", retired: false },
      { key: "support", title: "Helpdesk", retired: true },
      { key: "sales", retired: true },
      { key: "billing", retired: true },
      { key: "technical", retired: true },
    ],
    categories: [{ key: "info" }, { key: "call" }, { key: "visit" }, { key: "warning" }],
  });
  expect(await save([{ ...comment, retired: true }])).toMatchObject({
    kind: "fields",
    problems: { types: { kind: "required" } },
  });
  const bound = { ...admin, session: { ...admin.session, partner: "p" as PartnerId } };
  expect(await save([comment], bound)).toEqual({ kind: "not-allowed" });
});

test("a label is named in every directory, once by its title, and goes from customers with itself", async () => {
  const saved = await saveLabel(house.platform, admin, {
    key: aKey(),
    labelId: null,
    title: "VIP",
    colour: "#ff0000",
  });
  if (saved.kind !== "done") throw new Error(saved.kind);
  expect(
    await saveLabel(house.platform, admin, { key: aKey(), labelId: null, title: "vip", colour: "#00ff00" }),
  ).toMatchObject({ kind: "fields", problems: { title: { kind: "taken" } } });
  const id = await aCustomer(house, admin, { labelIds: [saved.labelId] });
  expect((await all(directoryPath("*")))[0]?.["labels"]).toMatchObject({
    [saved.labelId]: { title: "VIP", colour: "#ff0000" },
  });
  expect(await labelUse(house.platform, admin, { labelId: saved.labelId })).toEqual({
    kind: "use",
    records: 1,
  });
  expect(await removeLabel(house.platform, admin, { labelId: saved.labelId })).toEqual({ kind: "done" });
  await takeOffRecords(house);
  expect((await recordOf(house, id))["labelIds"]).toEqual([]);
  // 12 §6.5: also what a setting does to a customer stands in his history, and why.
  const told = (await historyOf(house, id)).at(-1);
  expect(told).toMatchObject({
    action: "changed",
    actor: admin.uid,
    source: "administrator",
    cause: "the label “VIP” was deleted",
    before: { labelIds: [saved.labelId] },
    after: { labelIds: [] },
  });
  expect((await recordOf(house, id))["lastActivity"]).toBe(told?.["id"]);
  expect((await house.db.doc(labelPath(saved.labelId)).get()).exists).toBe(false);
});

test("totals count each scope's customers by status, without leads and deleted ones", async () => {
  const partner = await aPartner(house, "Counted");
  await aCustomer(house, admin, { partnerId: partner });
  const active = await aCustomer(house, admin, { partnerId: partner });
  const lead = await aCustomer(house, admin, { partnerId: partner });
  await house.db.doc(customerPath(active)).update({ status: "active", balance: -250 });
  await house.db.doc(customerPath(lead)).update({ kind: "lead" });
  await countCustomers(house.platform);
  expect((await all(statsPath(partner)))[0]).toEqual({
    new: 1,
    active: 1,
    blocked: 0,
    inactive: 0,
    balance: -250,
  });
});

test("an account that a crash left pending is settled by the sweep", async () => {
  house.accounts.failing = 1;
  const id = await aCustomer(house, admin, {}, "pending-1");
  expect(house.accounts.all.has(id)).toBe(false);
  house.pass(60_000);
  await sweepAccounts(house.platform, NEVER_ENDING);
  expect(house.accounts.all.get(id)?.password).toBe("pending-1");
  expect((await all(credentialPath(id)))[0]).toMatchObject({ pending: null });
});
