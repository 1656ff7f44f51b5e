import { afterEach, beforeEach, expect, test } from "vitest";
import type { MassAction } from "@trunkline/domain/calls/mass";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { CustomerId, LabelId } from "@trunkline/domain/ids/ids";
import {
  CUSTOMERS,
  customerPath,
  directoryPath,
  jobPath,
  removalPath,
  REMOVALS,
} from "@trunkline/domain/paths";
import { runMassAction, startMassAction } from "../../functions/src/customers/mass.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { sweep } from "../../functions/src/jobs/sweep.ts";
import { carryOutRests } from "../../functions/src/settings/field-values.ts";
import { removeCustomerField } from "../../functions/src/settings/fields.ts";
import { labelUse, removeLabel, saveLabel } from "../../functions/src/settings/labels.ts";
import { carryOutRemoval } from "../../functions/src/settings/removals.ts";
import { defineField } from "./define-field.ts";
import {
  aCustomer,
  aKey,
  anAdmin,
  anotherInstance,
  documentsOf,
  historyOf,
  openHouse,
  recordOf,
  takeOffRecords,
  type House,
} from "./house.ts";

/* What is deleted in the settings leaves very many records after its call, and goes on after a kill (10 §7.6, §8.21). */

const NEVER_ENDING = Number.MAX_SAFE_INTEGER;
const MANY = 450;

let house: House;
let admin: AdminCaller;
beforeEach(async () => {
  house = await openHouse({ unkind: true });
  admin = await anAdmin(house);
});
afterEach(() => house.close());

const ids = Array.from({ length: MANY }, (_, i) => `r${String(i).padStart(3, "0")}` as CustomerId);
async function records(values: object): Promise<void> {
  const batch = house.db.batch();
  for (const id of ids)
    batch.create(house.db.doc(customerPath(id)), { kind: "customer", partnerId: "main", ...values });
  await batch.commit();
}
async function aLabel(title: string): Promise<LabelId> {
  const saved = await saveLabel(house.platform, admin, {
    key: aKey(),
    labelId: null,
    title,
    colour: "#123456",
  });
  if (saved.kind !== "done") throw new Error(saved.kind);
  return saved.labelId;
}
const carrying = async (labelId: LabelId) => {
  const use = await labelUse(house.platform, admin, { labelId });
  return use.kind === "use" ? use.records : -1;
};
const noted = async (id: string) => (await house.db.doc(removalPath(id)).get()).data();

test("10 §7.6: a label is gone for everybody at once, and from all records also when the work was killed in the middle", async () => {
  const [old, other] = [await aLabel("Old"), await aLabel("Other")];
  await records({ labelIds: [old, other] });
  expect(await removeLabel(house.platform, admin, { labelId: old })).toEqual({ kind: "done" });
  const directory = (await house.db.doc(directoryPath("*")).get()).get("labels") as object;
  expect(Object.keys(directory)).toEqual([other]);
  expect([await carrying(old), await noted(old)]).toMatchObject([
    MANY,
    { kind: "label", title: "Old", total: MANY, done: 0 },
  ]);
  expect(await removeLabel(house.platform, admin, { labelId: old })).toEqual({ kind: "not-found" });

  await house.breakAt(2);
  await expect(carryOutRemoval(house.platform, old, NEVER_ENDING)).rejects.toThrow();
  expect([await carrying(old), await noted(old)]).toMatchObject([MANY - 200, { total: MANY, done: 200 }]);
  await takeOffRecords(house);
  expect([await carrying(old), await noted(old), await carrying(other)]).toEqual([0, undefined, MANY]);
  for (const id of [ids[0], ids[300], ids[449]] as const)
    expect(await historyOf(house, id as CustomerId)).toMatchObject([
      { actor: admin.uid, cause: "the label “Old” was deleted", after: { labelIds: [other] } },
    ]);
});

test("the sweep goes on with what a kill left", async () => {
  const old = await aLabel("Old");
  const id = await aCustomer(house, admin, { labelIds: [old] });
  await removeLabel(house.platform, admin, { labelId: old });
  await house.breakAt(2);
  await expect(add("plan", { defaultValue: "standard" }, true)).rejects.toThrow();
  await sweep(house.platform, NEVER_ENDING);
  expect(await recordOf(house, id)).toMatchObject({ labelIds: [], attr_plan: "standard" });
});

test("two at once, and one that comes when all is done, take it off each record once", async () => {
  const old = await aLabel("Old");
  await records({ labelIds: [old] });
  await removeLabel(house.platform, admin, { labelId: old });
  const run = (platform = house.platform) => carryOutRemoval(platform, old, NEVER_ENDING);
  expect(await Promise.all([run(), run(anotherInstance(house))])).toEqual(["done", "done"]);
  expect(await run()).toBe("done");
  expect(await carrying(old)).toBe(0);
  expect(await documentsOf(house, REMOVALS)).toEqual([]);
  for (const id of [ids[0], ids[250], ids[449]] as const)
    expect(await historyOf(house, id as CustomerId)).toHaveLength(1);
});

test("it stops when its time is up and says so; a record without a partner holds up no other", async () => {
  const old = await aLabel("Old");
  await records({ labelIds: [old] });
  await house.db.doc(customerPath("r100" as CustomerId)).set({ labelIds: [old] });
  await removeLabel(house.platform, admin, { labelId: old });
  expect(await carryOutRemoval(house.platform, old, house.platform.clock())).toBe("more");
  expect(await noted(old)).toMatchObject({ done: 200 });
  expect(await carryOutRemoval(house.platform, old, NEVER_ENDING)).toBe("done");
  expect(await carrying(old)).toBe(0);
});

test("a label given to customers meanwhile is not refused for the one that is leaving; the leaving one is given to nobody", async () => {
  const [old, fresh] = [await aLabel("Old"), await aLabel("New")];
  const [has, bare] = [await aCustomer(house, admin, { labelIds: [old] }), await aCustomer(house, admin)];
  await removeLabel(house.platform, admin, { labelId: old });
  const give = async (label: LabelId, customerIds: readonly CustomerId[]) => {
    const action: MassAction = { do: "labels", add: [label], remove: [] };
    const input = { key: aKey(), customerIds: [...customerIds], action };
    const started = await startMassAction(house.platform, admin, input);
    if (started.kind !== "started") throw new Error(started.kind);
    await runMassAction(house.platform, started.jobId, NEVER_ENDING);
    return (await house.db.doc(jobPath(started.jobId)).get()).get("failed") as unknown;
  };
  expect(await give(fresh, [has, bare])).toEqual([]);
  expect(await give(old, [bare])).toMatchObject([{ customerId: bare }]);
  await carryOutRemoval(house.platform, old, NEVER_ENDING);
  expect((await recordOf(house, has))["labelIds"]).toEqual([fresh]);
});

const add = (name: string, more: Partial<FieldDefinition> = {}, setForAll = false) =>
  defineField(house, admin, { name, ...more }, { setForAll });
const holding = async (key: string) =>
  (await house.db.collection(CUSTOMERS).where(key, "!=", null).count().get()).data().count;

test("10 §8.21: a deleted field's values go after a kill too, and its name is free when the last one is gone", async () => {
  await add("tower", { unique: true });
  await add("tower_b", { unique: true });
  await aCustomer(house, admin, { attr_tower: "T1", attr_tower_b: "B1" });
  await records({ attr_tower: "standard" });
  await removeCustomerField(house.platform, admin, { name: "tower" });
  expect(await noted("attr_tower")).toMatchObject({
    kind: "field",
    title: "tower",
    total: MANY + 1,
    done: 0,
  });
  expect(await add("tower")).toEqual({ kind: "name-leaving" });

  // The values given back are a commit, and each page is one.
  await house.breakAt(3);
  await expect(carryOutRemoval(house.platform, "attr_tower", NEVER_ENDING)).rejects.toThrow();
  expect(await holding("attr_tower")).toBeGreaterThan(200);
  await takeOffRecords(house);
  expect([await holding("attr_tower"), await holding("attr_tower_b")]).toEqual([0, 1]);
  const taken = (await documentsOf(house, "unique")).map(({ id }) => String(id));
  expect(taken.filter((id) => id.startsWith("attr_tower_b_"))).toHaveLength(1);
  expect(taken.filter((id) => id.startsWith("attr_tower_"))).toHaveLength(1);
  expect(await add("tower")).toEqual({ kind: "done" });
});

test("10 §8.15: a default for all that broke off is filled in by the sweep, though nobody sends its press again", async () => {
  await records({});
  await house.breakAt(3);
  await expect(add("plan", { defaultValue: "standard" }, true)).rejects.toThrow();
  expect(await holding("attr_plan")).toBe(200);
  await carryOutRests(house.platform, NEVER_ENDING);
  expect(await holding("attr_plan")).toBe(MANY);
  for (const id of [ids[0], ids[449]] as const)
    expect(await historyOf(house, id as CustomerId)).toMatchObject([
      { actor: admin.uid, cause: "the default of “plan” was set for all" },
    ]);
});
