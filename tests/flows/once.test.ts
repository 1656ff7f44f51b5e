import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LABELS, portalSecretPath, sessionPath } from "@trunkline/domain/paths";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Day } from "@trunkline/domain/time/day";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { setPassword, showPassword } from "../../functions/src/customers/password.ts";
import { planStatus, unplanStatus } from "../../functions/src/customers/planned.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
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
  await unplanStatus(house.platform, colleague, { customerId: id, date: input.date });
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
