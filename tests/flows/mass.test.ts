import { expect, test } from "vitest";
import type { MassAction } from "@trunkline/domain/calls/mass";
import { MOST_LABELS } from "@trunkline/domain/customer/table";
import type { CustomerId, LabelId } from "@trunkline/domain/ids/ids";
import { jobPath, labelPath, sessionPath } from "@trunkline/domain/paths";
import { runMassAction, startMassAction } from "../../functions/src/customers/mass.ts";
import { deleteCustomer } from "../../functions/src/customers/removal.ts";
import { removeCustomerField } from "../../functions/src/settings/fields.ts";
import { defineField } from "./define-field.ts";
import { aCustomer, aKey, anAdmin, aPartner, recordOf } from "./house.ts";
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
