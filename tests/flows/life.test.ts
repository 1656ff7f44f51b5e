import { Timestamp } from "firebase-admin/firestore";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MassAction } from "@trunkline/domain/calls/mass";
import { MOST_LABELS } from "@trunkline/domain/customer/table";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Day } from "@trunkline/domain/time/day";
import {
  STATUS_CHANGES,
  commentsOf,
  customerPath,
  jobPath,
  labelPath,
  plannedPath,
  sessionPath,
} from "@trunkline/domain/paths";
import { findDeleted } from "../../functions/src/customers/deleted.ts";
import { followKind } from "../../functions/src/customers/follow-kind.ts";
import { runMassAction, startMassAction } from "../../functions/src/customers/mass.ts";
import { planStatus, unplanStatus } from "../../functions/src/customers/planned.ts";
import { convertToLead, deleteCustomer, restoreCustomer } from "../../functions/src/customers/removal.ts";
import { runPlannedChanges } from "../../functions/src/customers/run-planned.ts";
import { changeStatus } from "../../functions/src/customers/status.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { signInCustomer } from "../../functions/src/identity/sign-in.ts";
import { runDay } from "../../functions/src/jobs/day.ts";
import { aCustomer, aKey, anAdmin, aPartner, historyOf, openHouse, recordOf, type House } from "./house.ts";

let house: House;
let admin: AdminCaller;
beforeAll(async () => {
  house = await openHouse();
  admin = await anAdmin(house);
});
afterAll(() => house.close());

// The house's clock stands at 2026-03-10 12:00 in Prague.
const day = (text: string) => text as Day;
const NEVER_ENDING = Number.MAX_SAFE_INTEGER;
const become = (
  customerId: CustomerId,
  base: "new" | "active" | "blocked" | "inactive",
  status: typeof base,
) => changeStatus(house.platform, admin, { customerId, base, status, cause: null });
const plan = (
  customerId: CustomerId,
  date: string,
  status: "active" | "blocked",
  replaces: string | null = null,
) =>
  planStatus(house.platform, admin, {
    key: aKey(),
    customerId,
    date: day(date),
    status,
    replaces: replaces === null ? null : day(replaces),
  });
const enter = (identifier: string) =>
  signInCustomer(
    house.platform,
    { address: "198.51.100.1", token: undefined },
    { identifier, password: "secret-1" },
  );

test("a status changes by hand and is told; who saw another status is asked, and the same one is no change", async () => {
  const id = await aCustomer(house, admin);
  expect((await become(id, "new", "active")).kind).toBe("done");
  expect(await become(id, "active", "active")).toEqual({ kind: "same-status" });
  expect(await become(id, "new", "blocked")).toMatchObject({
    kind: "conflict",
    conflicts: [{ base: "new", theirs: "active", mine: "blocked" }],
  });
  expect((await historyOf(house, id)).at(-1)).toMatchObject({
    action: "changed",
    before: { status: "new" },
    after: { status: "active" },
  });
});

test("11 §10: every change of a status is one line of the log, with its number, by hand and by the schedule", async () => {
  const id = await aCustomer(house, admin);
  const lines = async () =>
    (await house.db.collection(STATUS_CHANGES).where("customerId", "==", id).get()).docs
      .sort((a, b) => a.get("time").toMillis() - b.get("time").toMillis())
      .map((doc) => ({ id: doc.id, ...doc.data() }));
  expect(await lines()).toEqual([]);
  const changed = await become(id, "new", "active");
  expect(await lines()).toMatchObject([
    {
      id: changed.kind === "done" ? changed.entryId : "",
      from: "new",
      to: "active",
      actor: admin.uid,
      number: (await recordOf(house, id))["number"],
      cause: null,
    },
  ]);
  await plan(id, "2026-03-11", "blocked");
  await runPlannedChanges(house.platform, day("2026-03-11"), NEVER_ENDING);
  expect(await lines()).toMatchObject([
    { to: "active" },
    { from: "active", to: "blocked", actor: "scheduled", cause: "2026-03-11" },
  ]);
  await become(id, "active", "blocked");
  expect(await lines()).toHaveLength(2);
});

test("11 example 8, §7.3: a change is planned from tomorrow on, one per date; the icon turns orange and gray again", async () => {
  const id = await aCustomer(house, admin);
  expect(await plan(id, "2026-03-10", "active")).toEqual({ kind: "too-early" });
  expect((await plan(id, "2026-03-11", "active")).kind).toBe("done");
  expect(await plan(id, "2026-03-11", "blocked")).toEqual({ kind: "date-taken" });
  expect((await plan(id, "2026-03-20", "blocked")).kind).toBe("done");
  expect(await recordOf(house, id)).toMatchObject({ nextPlanned: "2026-03-11" });
  expect((await plan(id, "2026-03-25", "active", "2026-03-11")).kind).toBe("done");
  expect(await recordOf(house, id)).toMatchObject({ nextPlanned: "2026-03-20" });
  for (const date of ["2026-03-20", "2026-03-25"]) {
    expect(
      (await unplanStatus(house.platform, admin, { key: aKey(), customerId: id, date: day(date) })).kind,
    ).toBe("done");
  }
  expect(await recordOf(house, id)).toMatchObject({ nextPlanned: null });
  expect(
    await unplanStatus(house.platform, admin, { key: aKey(), customerId: id, date: day("2026-03-25") }),
  ).toEqual({
    kind: "not-found",
  });
  const actions = (await historyOf(house, id)).map((entry) => entry["action"]);
  expect(actions).toEqual(["created", "planned", "planned", "plan-changed", "plan-removed", "plan-removed"]);
});

test("11 §7.4–7.5, T20: the day's job carries planned changes out once, also those of missed days, in their order", async () => {
  const [run, same, gone] = [
    await aCustomer(house, admin),
    await aCustomer(house, admin),
    await aCustomer(house, admin),
  ];
  await plan(run, "2026-03-12", "active");
  await plan(run, "2026-03-14", "blocked");
  await plan(run, "2026-04-01", "active");
  await plan(same, "2026-03-12", "active");
  await become(same, "new", "active");
  await plan(gone, "2026-03-12", "active");
  await house.db.doc(customerPath(gone)).update({ kind: "lead" });
  expect(await runPlannedChanges(house.platform, day("2026-03-11"), NEVER_ENDING)).toEqual({
    ran: 0,
    failed: 0,
    more: false,
  });

  const [first, second] = await Promise.all(
    [1, 2].map(() => runPlannedChanges(house.platform, day("2026-03-15"), NEVER_ENDING)),
  );
  expect((first?.ran ?? 0) + (second?.ran ?? 0)).toBe(4);
  expect(await recordOf(house, run)).toMatchObject({ status: "blocked", nextPlanned: "2026-04-01" });
  const told = (await historyOf(house, run)).filter((entry) => entry["action"] === "plan-run");
  expect(told.map((entry) => [entry["actor"], entry["cause"], entry["after"]])).toEqual([
    ["scheduled", "2026-03-12", { status: "active" }],
    ["scheduled", "2026-03-14", { status: "blocked" }],
  ]);
  const states = await Promise.all(
    [same, gone].map((id) => house.db.doc(plannedPath(id, day("2026-03-12"))).get()),
  );
  expect(states.map((doc) => doc.get("state"))).toEqual(["skipped", "dropped"]);
  expect((await runPlannedChanges(house.platform, day("2026-03-15"), NEVER_ENDING)).ran).toBe(0);
});

test("another date than today is run only where the installation allows it", async () => {
  const id = await aCustomer(house, admin);
  await plan(id, "2026-06-01", "active");
  expect(await runDay(house.platform, admin, { date: day("2026-06-01") }, () => false)).toEqual({
    kind: "date-not-allowed",
  });
  expect(await recordOf(house, id)).toMatchObject({ status: "new" });
  expect(await runDay(house.platform, admin, { date: day("2026-06-01") }, () => true)).toMatchObject({
    kind: "done",
    failed: 0,
  });
  expect(await recordOf(house, id)).toMatchObject({ status: "active", nextPlanned: null });
});

test("11 §8, T21: only a saved Inactive is deleted: the portal closes, plans are dropped, the login is free", async () => {
  const id = await aCustomer(house, admin, { login: "leaver" }, "secret-1");
  await plan(id, "2026-03-30", "active");
  expect(await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id })).toEqual({
    kind: "not-inactive",
  });
  await become(id, "new", "inactive");
  expect((await enter("leaver")).kind).toBe("signed-in");
  expect((await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id })).kind).toBe("done");
  expect((await enter("leaver")).kind).toBe("refused");
  expect(await recordOf(house, id)).toMatchObject({ kind: "deleted", nextPlanned: null });
  expect((await house.db.doc(plannedPath(id, day("2026-03-30"))).get()).get("state")).toBe("dropped");
  expect((await house.db.doc(sessionPath(id)).get()).data()).toMatchObject({ open: false, sv: 2 });
  expect(house.accounts.all.get(id)?.disabled).toBe(true);
  expect(await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id })).toEqual({
    kind: "not-found",
  });
});

test("11 example 12: a deleted customer is found and restored as Inactive with his number; a login taken meanwhile is asked for first", async () => {
  const id = await aCustomer(house, admin, { name: "Zoë Restored", login: "wanted-back" }, "secret-1");
  const { number } = await recordOf(house, id);
  await become(id, "new", "inactive");
  await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id });
  const rows = await findDeleted(house.platform, admin, { text: "zoe rest", forFile: false });
  expect(rows).toMatchObject({ kind: "found", rows: [{ customerId: id, number, login: "wanted-back" }] });
  const bound = await anAdmin(house, { partner: await aPartner(house, "B") });
  expect(await findDeleted(house.platform, bound, { text: "zoe rest", forFile: false })).toEqual({
    kind: "found",
    rows: [],
    more: false,
  });

  await aCustomer(house, admin, { login: "wanted-back" });
  expect(
    await restoreCustomer(house.platform, admin, { key: aKey(), customerId: id, login: null, email: null }),
  ).toEqual({
    kind: "needed",
    fields: ["login"],
  });
  expect(
    await restoreCustomer(house.platform, admin, {
      key: aKey(),
      customerId: id,
      login: "wanted-back",
      email: null,
    }),
  ).toMatchObject({ kind: "fields", problems: { login: { kind: "taken" } } });
  expect(
    (
      await restoreCustomer(house.platform, admin, {
        key: aKey(),
        customerId: id,
        login: "back-again",
        email: null,
      })
    ).kind,
  ).toBe("done");
  expect(await recordOf(house, id)).toMatchObject({
    kind: "customer",
    status: "inactive",
    number,
    login: "back-again",
    deletedAt: null,
  });
  expect((await enter("back-again")).kind).toBe("signed-in");
});

test("11 example 11, §9, T21: only New converts to a lead, which keeps number and login while the portal closes", async () => {
  const id = await aCustomer(house, admin, { login: "to-lead" }, "secret-1");
  const active = await aCustomer(house, admin);
  await become(active, "new", "active");
  await house.db.doc(customerPath(active)).update({ balance: -100 });
  expect(await convertToLead(house.platform, admin, { key: aKey(), customerId: active })).toEqual({
    kind: "obstacles",
    obstacles: ["not-new", "balance"],
  });
  expect((await convertToLead(house.platform, admin, { key: aKey(), customerId: id })).kind).toBe("done");
  expect(await recordOf(house, id)).toMatchObject({ kind: "lead", login: "to-lead", leadOwner: admin.uid });
  expect((await enter("to-lead")).kind).toBe("refused");
  await expect(aCustomer(house, admin, { login: "to-lead" })).rejects.toThrow("taken");
});

test("11 §8.3, §8.5: to-dos and mentions at a deleted customer are on nobody's list, and back with him", async () => {
  const id = await aCustomer(house, admin, { login: "with-todos" });
  const comments = house.db.collection(commentsOf(id));
  const at = Timestamp.fromMillis(house.platform.clock());
  const mine = {
    state: "open",
    assignee: admin.uid,
    mentions: [] as string[],
    text: "Call",
    scheduled: at,
    mentionedAt: at,
  };
  await comments.doc("todo").set(mine);
  await comments
    .doc("named")
    .set({ ...mine, state: "comment", assignee: null, mentions: [admin.uid, "eva"] });
  await comments.doc("plain").set({ ...mine, state: "comment", assignee: null });
  const listed = async () => {
    const all = house.db.collectionGroup("comments");
    const found = await Promise.all([
      all.where("assignee", "==", admin.uid).where("state", "==", "open").orderBy("scheduled", "desc").get(),
      all.where("mentions", "array-contains", admin.uid).orderBy("mentionedAt", "desc").get(),
    ]);
    return found.flatMap(({ docs }) => docs.map((doc) => doc.id));
  };
  expect(await followKind(house.platform, id)).toBe(0);
  expect(await listed()).toEqual(["todo", "named"]);
  await become(id, "new", "inactive");
  await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id });
  expect(await followKind(house.platform, id)).toBe(2);
  expect(await followKind(house.platform, id)).toBe(0);
  expect(await listed()).toEqual([]);
  await restoreCustomer(house.platform, admin, { key: aKey(), customerId: id, login: null, email: null });
  expect(await followKind(house.platform, id)).toBe(2);
  expect(await listed()).toEqual(["todo", "named"]);
  expect((await comments.doc("named").get()).data()).toEqual({
    ...mine,
    state: "comment",
    assignee: null,
    mentions: [admin.uid, "eva"],
  });
  expect(await recordOf(house, id)).not.toHaveProperty("shelved");
});

test("a password that the identity service has not got yet outlives deletion and restore", async () => {
  house.accounts.failing = 3;
  const id = await aCustomer(house, admin, { login: "unlucky" }, "never-arrived");
  await become(id, "new", "inactive");
  house.pass(60_000);
  await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id });
  house.pass(60_000);
  await restoreCustomer(house.platform, admin, { key: aKey(), customerId: id, login: null, email: null });
  house.accounts.failing = 0;
  house.pass(60_000);
  const from = { address: "198.51.100.44", token: undefined };
  const answer = await signInCustomer(house.platform, from, {
    identifier: "unlucky",
    password: "never-arrived",
  });
  expect(answer.kind).toBe("signed-in");
});

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
    { customerId: id, reason: "Choose one of the list." },
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
  const labels = Array.from({ length: MOST_LABELS + 1 }, (_unused, index) => `l${index}`);
  const batch = house.db.batch();
  for (const label of labels) batch.set(house.db.doc(labelPath(label)), { title: label, colour: "#112233" });
  await batch.commit();
  expect(await run({ do: "labels", add: labels.slice(1), remove: [] })).toBeUndefined();
  expect(await run({ do: "labels", add: ["l0"], remove: [] })).toBe(`At most ${MOST_LABELS} values.`);
  expect((await recordOf(house, id))["labelIds"]).toEqual(labels.slice(1));

  const bind = () => house.db.doc(sessionPath(mover.uid)).update({ partner: partnerId });
  expect(await run({ do: "change", values: { partnerId: other } }, bind)).toBe("You may no longer do this.");
  expect((await recordOf(house, id))["partnerId"]).toBe(partnerId);
});
