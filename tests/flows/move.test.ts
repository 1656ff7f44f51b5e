import { expect, test } from "vitest";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { adminPath, commentsOf, customerPath, plannedOf } from "@trunkline/domain/paths";
import { countMove } from "../../functions/src/customers/count-move.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { aCustomer, aKey, anAdmin, aPartner, historyOf } from "./house.ts";
import { ownHouse } from "./own-house.ts";

/* 15 §4.10: what a move to another partner is confirmed with. */

const { house, admin } = await ownHouse();

test("counts what goes along, by the partner it leaves, and who will not see it any more", async () => {
  const [a, b] = [await aPartner(house, "A"), await aPartner(house, "B")];
  const anna = await anAdmin(house, { partner: a });
  await anAdmin(house, { partner: b });
  const gone = await anAdmin(house, { partner: a });
  await house.db.doc(adminPath(gone.uid)).update({ state: "disabled" });
  const [one, two, there, deleted] = [
    await aCustomer(house, anna),
    await aCustomer(house, admin),
    await aCustomer(house, admin, { partnerId: b }),
    await aCustomer(house, anna),
  ] as [CustomerId, CustomerId, CustomerId, CustomerId];
  await house.db.doc(customerPath(deleted)).update({ kind: "deleted" });
  for (const [id, state] of Object.entries({ m1: "comment", m2: "open", m3: "done", m4: "deleted" }))
    await house.db.doc(`${commentsOf(one)}/${id}`).set({ state, partnerId: a });
  await house.db.doc(`${plannedOf(one)}/2026-04-01`).set({ state: "waiting", partnerId: a });
  await house.db.doc(`${plannedOf(one)}/2026-03-01`).set({ state: "done", partnerId: a });

  expect(
    await countMove(house.platform, admin, { customerIds: [one, two, there, deleted, one], partnerId: b }),
  ).toEqual({
    kind: "counted",
    from: expect.arrayContaining([
      { partnerId: a, customers: 1 },
      { partnerId: "main", customers: 1 },
    ]) as unknown,
    records: { comments: 3, planned: 1, entries: 2 },
    losing: 1,
  });
  expect(await countMove(house.platform, admin, { customerIds: [there], partnerId: b })).toEqual({
    kind: "counted",
    from: [],
    records: { comments: 0, planned: 0, entries: 0 },
    losing: 0,
  });
});

test("so many that nobody waits for it are counted by themselves, without what they have", async () => {
  const b = await aPartner(house, "Many");
  const ids = Array.from({ length: 101 }, (_unused, index) => `crowd${index}` as CustomerId);
  const batch = house.db.batch();
  for (const id of ids)
    batch.set(house.db.doc(customerPath(id)), { kind: "customer", partnerId: "main", addedBy: null });
  await batch.commit();
  expect(await countMove(house.platform, admin, { customerIds: ids, partnerId: b })).toMatchObject({
    from: [{ partnerId: "main", customers: 101 }],
    records: null,
  });
});

test("a partner or a customer that is not there is not found, and who is bound to a partner moves nobody", async () => {
  const b = await aPartner(house, "C");
  const id = await aCustomer(house, admin);
  const ask = (customerIds: readonly string[], partnerId: string, caller = admin) =>
    countMove(house.platform, caller, { customerIds, partnerId } as Parameters<typeof countMove>[2]);
  expect(await ask([id], "nowhere")).toEqual({ kind: "not-found" });
  expect(await ask(["nobody"], b)).toEqual({ kind: "not-found" });
  expect(await ask([id], b, await anAdmin(house, { partner: b }))).toEqual({ kind: "not-allowed" });
});

test("the activity names both partners of a move", async () => {
  const b = await aPartner(house, "D");
  const id = await aCustomer(house, admin);
  await saveCustomer(house.platform, admin, {
    key: aKey(),
    customerId: id,
    touched: { partnerId: { base: "main", mine: b } },
    password: null,
    undoes: null,
  });
  expect((await historyOf(house, id)).at(-1)).toMatchObject({
    action: "moved-partner",
    before: { partnerId: "main" },
    after: { partnerId: b },
  });
});
