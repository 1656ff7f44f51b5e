import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldDefinition } from "@trunkline/domain/fields/reader";
import {
  CUSTOMERS,
  LABELS,
  configPath,
  customerPath,
  portalSecretPath,
  sessionPath,
} from "@trunkline/domain/paths";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Day } from "@trunkline/domain/time/day";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { setPassword, showPassword } from "../../functions/src/customers/password.ts";
import { planStatus, unplanStatus } from "../../functions/src/customers/planned.ts";
import { convertToLead, deleteCustomer, restoreCustomer } from "../../functions/src/customers/removal.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { removeCustomerField, saveCustomerField } from "../../functions/src/settings/fields.ts";
import { saveLabel } from "../../functions/src/settings/labels.ts";
import {
  aCustomer,
  aKey,
  anAdmin,
  documentsOf,
  historyOf,
  openHouse,
  recordOf,
  type House,
} from "./house.ts";

/* A call whose answer was lost is sent again with the key of its press: one press, one effect, one answer. */

let house: House;
let admin: AdminCaller;
let colleague: AdminCaller;
beforeAll(async () => {
  house = await openHouse();
  admin = await anAdmin(house);
  colleague = await anAdmin(house);
});
afterAll(() => house.close());

const stepsOf = async (id: CustomerId) => (await historyOf(house, id)).length;

describe("Save", () => {
  type Touched = Parameters<typeof saveCustomer>[2]["touched"];
  const save = (key: string, customerId: CustomerId, touched: Touched, caller = admin) =>
    saveCustomer(house.platform, caller, { key, customerId, touched, password: null, undoes: null });
  const active = { status: { base: "new", mine: "active" } };

  test("sent again after a colleague undid it, it stores nothing more and has the answer it had", async () => {
    const id = await aCustomer(house, admin);
    const key = aKey();
    const first = await save(key, id, active);
    expect(first.kind).toBe("done");
    await save(aKey(), id, { status: { base: "active", mine: "new" } }, colleague);
    const before = [await recordOf(house, id), await stepsOf(id)];
    expect(await save(key, id, active)).toEqual(first);
    expect([await recordOf(house, id), await stepsOf(id)]).toEqual(before);
  });

  test("ten at once with one key are one change with one answer", async () => {
    const id = await aCustomer(house, admin);
    const key = aKey();
    const before = await stepsOf(id);
    const answers = await Promise.all(Array.from({ length: 10 }, () => save(key, id, active)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await stepsOf(id)).toBe(before + 1);
  });

  test("the next press is a Save of its own, also with the same content", async () => {
    const id = await aCustomer(house, admin);
    await save(aKey(), id, active);
    await save(aKey(), id, { status: { base: "active", mine: "new" } }, colleague);
    expect((await save(aKey(), id, active)).kind).toBe("done");
    expect(await recordOf(house, id)).toMatchObject({ status: "active" });
  });

  test("a question or a refusal is not remembered: put right, the same press is stored", async () => {
    const id = await aCustomer(house, admin);
    const key = aKey();
    await save(aKey(), id, { status: { base: "new", mine: "blocked" } }, colleague);
    expect((await save(key, id, active)).kind).toBe("conflict");
    await save(aKey(), id, { status: { base: "blocked", mine: "new" } }, colleague);
    expect((await save(key, id, active)).kind).toBe("done");
  });

  test("what was so already stays that answer, though a colleague changes it before the press comes again", async () => {
    const id = await aCustomer(house, admin);
    const key = aKey();
    const same = { status: { base: "active", mine: "new" } };
    expect((await save(key, id, same)).kind).toBe("nothing");
    await save(aKey(), id, active, colleague);
    expect((await save(key, id, same)).kind).toBe("nothing");
    expect(await recordOf(house, id)).toMatchObject({ status: "active" });
  });

  test("a key is of one person and one Save", async () => {
    const id = await aCustomer(house, admin);
    const key = aKey();
    await save(key, id, active);
    await expect(save(key, id, { status: { base: "active", mine: "blocked" } })).rejects.toThrow("another");
    expect((await save(key, id, { status: { base: "active", mine: "blocked" } }, colleague)).kind).toBe(
      "done",
    );
  });

  test("what is remembered holds no password", async () => {
    const id = await aCustomer(house, admin);
    const input = { key: aKey(), customerId: id, touched: {}, password: "secret-17", undoes: null };
    await saveCustomer(house.platform, admin, input);
    const kept = (await documentsOf(house, "requests")).map(({ inputHash }) => inputHash);
    await saveCustomer(house.platform, admin, { ...input, key: aKey(), password: "other-secret" });
    const after = (await documentsOf(house, "requests")).map(({ inputHash }) => inputHash);
    expect(new Set(after)).toEqual(new Set(kept));
  });

  test("what is remembered of somebody who was added holds no password either", async () => {
    const press = (password: string) => ({
      key: aKey(),
      values: { name: "Remembered" },
      password,
      preview: null,
      anyway: true,
    });
    await createCustomer(house.platform, admin, press("secret-18"));
    const kept = (await documentsOf(house, "requests")).map(({ inputHash }) => inputHash);
    await createCustomer(house.platform, admin, press("other-secret"));
    const after = (await documentsOf(house, "requests")).map(({ inputHash }) => inputHash);
    expect(new Set(after)).toEqual(new Set(kept));
  });
});

test("a portal password set again takes no newer one back and ends no session twice", async () => {
  const id = await aCustomer(house, admin);
  const input = { key: aKey(), customerId: id, password: "first-one" };
  const first = await setPassword(house.platform, admin, input);
  await setPassword(house.platform, colleague, { key: aKey(), customerId: id, password: "newer-one" });
  const state = async () => [
    (await house.db.doc(sessionPath(id)).get()).get("sv") as unknown,
    (await house.db.doc(portalSecretPath(id)).get()).get("version") as unknown,
    await stepsOf(id),
  ];
  const before = await state();
  expect(await setPassword(house.platform, admin, input)).toEqual(first);
  expect(await state()).toEqual(before);
  expect(await showPassword(house.platform, admin, { customerId: id, own: null })).toMatchObject({
    kind: "shown",
    password: "newer-one",
  });
});

test("a planned change is planned once: not again after a colleague removed it, and not refused as taken by itself", async () => {
  const id = await aCustomer(house, admin);
  const input = {
    key: aKey(),
    customerId: id,
    date: "2026-04-01" as Day,
    status: "blocked" as const,
    replaces: null,
  };
  const first = await planStatus(house.platform, admin, input);
  expect(first.kind).toBe("done");
  expect(await planStatus(house.platform, admin, input)).toEqual(first);
  await unplanStatus(house.platform, colleague, { key: aKey(), customerId: id, date: input.date });
  expect(await planStatus(house.platform, admin, input)).toEqual(first);
  expect(await recordOf(house, id)).toMatchObject({ nextPlanned: null });
});

test("a label is added once, and its title is not called taken by itself", async () => {
  const input = { key: aKey(), labelId: null, title: "Twice pressed", colour: "#00aa00" };
  const first = await saveLabel(house.platform, admin, input);
  expect(first.kind).toBe("done");
  expect(await saveLabel(house.platform, admin, input)).toEqual(first);
  const titles = (await documentsOf(house, LABELS)).map(({ title }) => title);
  expect(titles.filter((title) => title === "Twice pressed")).toHaveLength(1);
});

test("a planned change is removed once: not the one that a colleague planned for that day since", async () => {
  const id = await aCustomer(house, admin);
  const date = "2026-04-01" as Day;
  const plan = () =>
    planStatus(house.platform, colleague, {
      key: aKey(),
      customerId: id,
      date,
      status: "blocked",
      replaces: null,
    });
  await plan();
  const input = { key: aKey(), customerId: id, date };
  const first = await unplanStatus(house.platform, admin, input);
  expect(first.kind).toBe("done");
  expect(await unplanStatus(house.platform, admin, input)).toEqual(first);
  await plan();
  const steps = await stepsOf(id);
  expect(await unplanStatus(house.platform, admin, input)).toEqual(first);
  expect(await recordOf(house, id)).toMatchObject({ nextPlanned: date });
  expect(await stepsOf(id)).toBe(steps);
});

describe("delete, restore and convert", () => {
  const become = async (id: CustomerId, base: string, mine: string) => {
    const touched = { status: { base, mine } };
    await saveCustomer(house.platform, colleague, {
      key: aKey(),
      customerId: id,
      touched,
      password: null,
      undoes: null,
    });
  };

  test("each happens once and has one answer, whatever colleagues did since", async () => {
    const id = await aCustomer(house, admin);
    await become(id, "new", "inactive");
    const leaving = { key: aKey(), customerId: id };
    const left = await deleteCustomer(house.platform, admin, leaving);
    expect(left.kind).toBe("done");
    expect(await deleteCustomer(house.platform, admin, leaving)).toEqual(left);

    const coming = { key: aKey(), customerId: id, login: null, email: null };
    const back = await restoreCustomer(house.platform, colleague, coming);
    expect(back.kind).toBe("done");
    const steps = await stepsOf(id);
    expect(await deleteCustomer(house.platform, admin, leaving)).toEqual(left);
    expect(await restoreCustomer(house.platform, colleague, coming)).toEqual(back);
    expect(await recordOf(house, id)).toMatchObject({ kind: "customer", status: "inactive" });
    expect(await stepsOf(id)).toBe(steps);
    expect(house.accounts.all.get(id)?.disabled).toBe(false);

    await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id });
    expect(await restoreCustomer(house.platform, colleague, coming)).toEqual(back);
    expect(await recordOf(house, id)).toMatchObject({ kind: "deleted" });
  });

  test("a customer is converted once, and keeps the answer when he is asked for again as a lead", async () => {
    const id = await aCustomer(house, admin);
    const input = { key: aKey(), customerId: id };
    const first = await convertToLead(house.platform, admin, input);
    expect(first.kind).toBe("done");
    const steps = await stepsOf(id);
    expect(await convertToLead(house.platform, admin, input)).toEqual(first);
    expect([(await recordOf(house, id))["kind"], await stepsOf(id)]).toEqual(["lead", steps]);
  });

  test("a refusal is not remembered: once the status is right, the same press deletes", async () => {
    const id = await aCustomer(house, admin);
    const input = { key: aKey(), customerId: id };
    expect(await deleteCustomer(house.platform, admin, input)).toEqual({ kind: "not-inactive" });
    await become(id, "new", "inactive");
    expect((await deleteCustomer(house.platform, admin, input)).kind).toBe("done");
  });
});

describe("an additional field", () => {
  const field = (name: string, more: object = {}) =>
    fieldDefinition.parse({ name, title: name, defaultValue: "standard", ...more });
  const titleOf = async (name: string, of = house) => {
    const { fields } = (await of.db.doc(configPath("customerFields")).get()).data() as {
      fields: readonly { readonly name: string; readonly title: string }[];
    };
    return fields.find((one) => one.name === name)?.title;
  };

  test("is added once: its name is not called taken by itself, and what a colleague made of it since stays", async () => {
    const input = { key: aKey(), definition: field("tower"), isNew: true, setForAll: false };
    expect(await saveCustomerField(house.platform, admin, input)).toEqual({ kind: "done" });
    expect(await saveCustomerField(house.platform, admin, input)).toEqual({ kind: "done" });
    const renamed = field("tower", { title: "Mast" });
    const change = { key: aKey(), definition: renamed, isNew: false, setForAll: false };
    await saveCustomerField(house.platform, colleague, change);
    expect(await saveCustomerField(house.platform, admin, input)).toEqual({ kind: "done" });
    expect(await titleOf("tower")).toBe("Mast");
    await removeCustomerField(house.platform, colleague, { name: "tower" });
    expect(await saveCustomerField(house.platform, admin, change).catch(String)).toEqual({
      kind: "fields",
      problems: { name: { kind: "not-an-option" } },
    });
    expect(await saveCustomerField(house.platform, admin, input)).toEqual({ kind: "done" });
    expect(await titleOf("tower")).toBeUndefined();
  });

  test("a default set for all reaches each record once, though it broke off on the way and some were changed since", async () => {
    const unkind = await openHouse({ unkind: true });
    const by = await anAdmin(unkind);
    const ids = Array.from({ length: 500 }, (_, i) => `r${String(i).padStart(3, "0")}`);
    const batch = unkind.db.batch();
    for (const id of ids)
      batch.create(unkind.db.doc(customerPath(id as CustomerId)), { kind: "customer", partnerId: "main" });
    await batch.commit();
    const input = { key: aKey(), definition: field("tower"), isNew: true, setForAll: true };
    const held = async (wanted: string) => {
      const holding = unkind.db.collection(CUSTOMERS).where("attr_tower", "==", wanted);
      return (await holding.count().get()).data().count;
    };

    await unkind.breakAt(3);
    await expect(saveCustomerField(unkind.platform, by, input)).rejects.toThrow();
    expect(await held("standard")).toBe(200);
    const changed = (id: string) =>
      unkind.db.doc(customerPath(id as CustomerId)).update({ attr_tower: "own" });
    await changed("r000");
    const both = await Promise.all([
      saveCustomerField(unkind.platform, by, input),
      saveCustomerField(unkind.platform, by, input),
    ]);
    expect(both).toEqual([{ kind: "done" }, { kind: "done" }]);
    expect([await held("standard"), await held("own")]).toEqual([499, 1]);
    await changed("r499");
    await saveCustomerField(unkind.platform, by, input);
    expect([await held("standard"), await held("own")]).toEqual([498, 2]);
    for (const id of ["r000", "r300", "r499"])
      expect((await historyOf(unkind, id as CustomerId)).map(({ after }) => after)).toEqual([
        { attr_tower: "standard" },
      ]);
    await unkind.close();
  });

  test("that stopped being unique, broke off there, and became unique again keeps every value taken", async () => {
    const unkind = await openHouse({ unkind: true });
    const by = await anAdmin(unkind);
    const saved = (key: string, unique: boolean, isNew = false) =>
      saveCustomerField(unkind.platform, by, {
        key,
        definition: field("seat", { unique, defaultValue: null }),
        isNew,
        setForAll: false,
      });
    const taken = async () =>
      (await documentsOf(unkind, "unique")).filter(({ id }) => String(id).startsWith("attr_seat_")).length;
    await saved(aKey(), true, true);
    await aCustomer(unkind, by, { attr_seat: "A1" });
    expect(await taken()).toBe(1);
    const off = aKey();
    await unkind.breakAt(2);
    await expect(saved(off, false)).rejects.toThrow();
    expect(await taken()).toBe(1);
    expect(await saved(aKey(), true)).toEqual({ kind: "done" });
    expect(await saved(off, false)).toEqual({ kind: "done" });
    expect(await taken()).toBe(1);
    expect(await saved(aKey(), false)).toEqual({ kind: "done" });
    expect(await taken()).toBe(0);
    await unkind.close();
  });
});
