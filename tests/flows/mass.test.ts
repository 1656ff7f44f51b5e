import { expect, test } from "vitest";
import type { MassAction } from "@trunkline/domain/calls/mass";
import { MOST_LABELS } from "@trunkline/domain/customer/table";
import type { CustomerId, LabelId } from "@trunkline/domain/ids/ids";
import { customerPath, jobPath, labelPath, sessionPath } from "@trunkline/domain/paths";
import { runMassAction, startMassAction, workPath } from "../../functions/src/customers/mass.ts";
import { deleteCustomer } from "../../functions/src/customers/removal.ts";
import { removeCustomerField } from "../../functions/src/settings/fields.ts";
import { defineField } from "./define-field.ts";
import { aCustomer, aKey, anAdmin, aPartner, historyOf, openHouse, recordOf, type House } from "./house.ts";
import { ownHouse } from "./own-house.ts";
import { stepsOf } from "./steps.ts";

/* What is done to many customers at once (11 §8.2, 14 §1.10). */

const { house, admin } = await ownHouse();
const { become } = stepsOf(house, admin);

const NEVER_ENDING = Number.MAX_SAFE_INTEGER;

test("11 §8.2, T21: a mass action does exactly the customers it was given, says who was refused and why, and is safe to run twice", async () => {
  const ids = [await aCustomer(house, admin), await aCustomer(house, admin), await aCustomer(house, admin)];
  const [first, second, active] = ids as [CustomerId, CustomerId, CustomerId];
  for (const id of [first, second]) await become(id, "new", "inactive");
  const input = {
    key: aKey(),
    customerIds: [first, second, active, "gone" as CustomerId],
    action: { do: "delete" as const },
  };
  const [one, two] = await Promise.all([1, 2].map(() => startMassAction(house.platform, admin, input)));
  expect(one).toEqual(two);
  if (one?.kind !== "started") throw new Error(one?.kind);
  const ends = await Promise.all([1, 2].map(() => runMassAction(house.platform, one.jobId, NEVER_ENDING)));
  expect(ends).toContain("done");
  const job = (await house.db.doc(jobPath(one.jobId)).get()).data();
  const failed = [{ customerId: active }, { customerId: "gone" }];
  expect(job).toMatchObject({ state: "done", total: 4, done: 4, failed });
  expect((await Promise.all(ids.map((id) => recordOf(house, id)))).map(({ kind }) => kind)).toEqual([
    "deleted",
    "deleted",
    "customer",
  ]);
  expect(await runMassAction(house.platform, one.jobId, NEVER_ENDING)).toBe("done");
});

test("a mass action that was killed between its work and its note is carried on without a false refusal", async () => {
  const id = await aCustomer(house, admin);
  await become(id, "new", "inactive");
  const started = await startMassAction(house.platform, admin, {
    key: aKey(),
    customerIds: [id],
    action: { do: "delete" },
  });
  if (started.kind !== "started") throw new Error(started.kind);
  await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id });
  expect(await runMassAction(house.platform, started.jobId, NEVER_ENDING)).toBe("done");
  const job = await house.db.doc(jobPath(started.jobId)).get();
  expect(job.data()).toMatchObject({ state: "done", done: 1, failed: [] });
});

test("14 §1.10: who is refused for what his record lacks is told with the name of each field", async () => {
  const id = await aCustomer(house, admin);
  for (const [name, title] of [
    ["roof_key", "Key of the roof"],
    ["contract", "Contract ID"],
  ] as const)
    await defineField(house, admin, { name, title, required: true, onAdd: false });
  const started = await startMassAction(house.platform, admin, {
    key: aKey(),
    customerIds: [id],
    action: { do: "change", values: { status: "active" } },
  });
  if (started.kind !== "started") throw new Error(started.kind);
  await runMassAction(house.platform, started.jobId, NEVER_ENDING);
  expect((await house.db.doc(jobPath(started.jobId)).get()).get("failed")).toMatchObject([
    { reason: "Key of the roof: This field is required. Contract ID: This field is required." },
  ]);
  for (const name of ["roof_key", "contract"]) await removeCustomerField(house.platform, admin, { name });
});

test("a mass change runs the same checks as a Save, with the rights of the moment it runs", async () => {
  const id = await aCustomer(house, admin);
  const helper = await anAdmin(house);
  const started = await startMassAction(house.platform, helper, {
    key: aKey(),
    customerIds: [id],
    action: { do: "change", values: { status: "active", locationId: "nowhere" as never } },
  });
  if (started.kind !== "started") throw new Error(started.kind);
  await runMassAction(house.platform, started.jobId, NEVER_ENDING);
  expect((await house.db.doc(jobPath(started.jobId)).get()).get("failed")).toMatchObject([
    { customerId: id, reason: "Location: Choose one of the list." },
  ]);

  const late = await startMassAction(house.platform, helper, {
    key: aKey(),
    customerIds: [id],
    action: { do: "change", values: { status: "active" } },
  });
  if (late.kind !== "started") throw new Error(late.kind);
  await house.db.doc(sessionPath(helper.uid)).update({ permissions: [] });
  await runMassAction(house.platform, late.jobId, NEVER_ENDING);
  expect(await recordOf(house, id)).toMatchObject({ status: "new" });
});

test("a mass action gives nobody more labels than a page can hold, and moves nobody for who was bound to a partner since", async () => {
  const id = await aCustomer(house, admin);
  const { partnerId } = await recordOf(house, id);
  const [mover, other] = [await anAdmin(house), await aPartner(house, "Elsewhere")];
  const run = async (action: MassAction, before: () => Promise<unknown> = async () => undefined) => {
    const started = await startMassAction(house.platform, mover, { key: aKey(), customerIds: [id], action });
    if (started.kind !== "started") throw new Error(started.kind);
    await before();
    await runMassAction(house.platform, started.jobId, NEVER_ENDING);
    const [failed] = (await house.db.doc(jobPath(started.jobId)).get()).get("failed") as { reason: string }[];
    return failed?.reason;
  };
  const labels = Array.from({ length: MOST_LABELS + 1 }, (_unused, index) => `l${index}` as LabelId);
  const batch = house.db.batch();
  for (const label of labels) batch.set(house.db.doc(labelPath(label)), { title: label, colour: "#112233" });
  await batch.commit();
  expect(await run({ do: "labels", add: labels.slice(1), remove: [] })).toBeUndefined();
  expect(await run({ do: "labels", add: labels.slice(0, 1), remove: [] })).toBe(
    `At most ${MOST_LABELS} values.`,
  );
  expect((await recordOf(house, id))["labelIds"]).toEqual(labels.slice(1));

  const bind = () => house.db.doc(sessionPath(mover.uid)).update({ partner: partnerId });
  expect(await run({ do: "change", values: { partnerId: other } }, bind)).toBe("You may no longer do this.");
  expect((await recordOf(house, id))["partnerId"]).toBe(partnerId);
});

/** More than fit into one step, and a job that makes companies of them. */
async function aCrowd({ house, admin }: Pick<Awaited<ReturnType<typeof ownHouse>>, "house" | "admin">) {
  const ids: CustomerId[] = [];
  while (ids.length < 60) ids.push(await aCustomer(house, admin));
  const input = {
    key: aKey(),
    customerIds: ids,
    action: { do: "change" as const, values: { category: "company" as const } },
  };
  const started = await startMassAction(house.platform, admin, input);
  if (started.kind !== "started") throw new Error(started.kind);
  return { ids, jobId: started.jobId };
}
const jobOf = async ({ db }: House, jobId: string) => (await db.doc(jobPath(jobId)).get()).data();
/** How often each of them was changed, as his history tells. */
const changes = (at: House, ids: readonly CustomerId[]) =>
  Promise.all(
    ids.map(async (id) => (await historyOf(at, id)).filter(({ action }) => action === "changed").length),
  );

test("a mass action reads each of its customers once, and what all of them share not for each", async () => {
  const { ids, jobId } = await aCrowd({ house, admin });
  const counters = `http://127.0.0.1:${house.port}/local/v1/counters`;
  await fetch(`${counters}:reset`, { method: "POST" });
  await runMassAction(house.platform, jobId, NEVER_ENDING);
  const { total } = (await (await fetch(counters)).json()) as { readonly total: { readonly reads: number } };
  expect(total.reads).toBeLessThan(ids.length + 30);
  expect(await jobOf(house, jobId)).toMatchObject({ state: "done", done: ids.length, failed: [] });
});

test("nobody comes between two steps of a run, so that none that soon has to stop takes the job away from it", async () => {
  const { ids, jobId } = await aCrowd({ house, admin });
  const run = runMassAction(house.platform, jobId, NEVER_ENDING);
  const isHeld = async () => ((await house.db.doc(workPath(jobId)).get()).get("lease") as number) > 0;
  while (!(await isHeld()));
  const others = new Set<string>();
  while ((await jobOf(house, jobId))?.["state"] !== "done")
    others.add(await runMassAction(house.platform, jobId, 0));
  expect(await run).toBe("done");
  others.delete("done");
  expect([...others]).toEqual(["busy"]);
  expect(new Set(await changes(house, ids))).toEqual(new Set([1]));
});

test("one whose record cannot be read is refused alone, and all others of his step are changed", async () => {
  const { ids, jobId } = await aCrowd({ house, admin });
  const broken = ids[7] as CustomerId;
  await house.db.doc(customerPath(broken)).update({ number: "seven" });
  await runMassAction(house.platform, jobId, NEVER_ENDING);
  const job = await jobOf(house, jobId);
  expect(job).toMatchObject({
    state: "done",
    done: ids.length,
    failed: [{ customerId: broken, reason: "Something went wrong on our side." }],
  });
  expect(job?.["failed"]).toHaveLength(1);
  const categories = await Promise.all(ids.map(async (id) => (await recordOf(house, id))["category"]));
  expect(categories.filter((category) => category === "company")).toHaveLength(ids.length - 1);
});

test("killed at any of its commits and started again, a run changes everybody once and refuses nobody", async () => {
  const unkind = await openHouse({ unkind: true });
  try {
    const boss = await anAdmin(unkind);
    // The claim, the first customers, the note of them, and the customers after them.
    for (const nth of [1, 2, 3, 4]) {
      const { ids, jobId } = await aCrowd({ house: unkind, admin: boss });
      await unkind.breakAt(nth);
      const first = await runMassAction(unkind.platform, jobId, NEVER_ENDING).catch(() => "killed");
      // Customers that cannot be written together are written one by one.
      expect(first).toBe(nth % 2 === 0 ? "done" : "killed");
      unkind.pass(60_000);
      expect(await runMassAction(unkind.platform, jobId, NEVER_ENDING)).toBe("done");
      expect(await jobOf(unkind, jobId)).toMatchObject({ state: "done", done: ids.length, failed: [] });
      expect(new Set(await changes(unkind, ids))).toEqual(new Set([1]));
    }
  } finally {
    await unkind.close();
  }
});
