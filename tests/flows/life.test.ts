import { Timestamp } from "firebase-admin/firestore";
import { expect, test } from "vitest";
import type { Day } from "@trunkline/domain/time/day";
import { STATUS_CHANGES, commentsOf, customerPath, plannedPath, sessionPath } from "@trunkline/domain/paths";
import { findDeleted } from "../../functions/src/customers/deleted.ts";
import { followKind } from "../../functions/src/customers/follow-kind.ts";
import { convertToLead, deleteCustomer, restoreCustomer } from "../../functions/src/customers/removal.ts";
import { runPlannedChanges } from "../../functions/src/customers/run-planned.ts";
import { signInCustomer } from "../../functions/src/identity/sign-in.ts";
import { aCustomer, aKey, anAdmin, aPartner, historyOf, recordOf } from "./house.ts";
import { ownHouse } from "./own-house.ts";
import { stepsOf } from "./steps.ts";

const { house, admin } = await ownHouse();
const { become, plan } = stepsOf(house, admin);

// The house's clock stands at 2026-03-10 12:00 in Prague.
const day = (text: string) => text as Day;
const NEVER_ENDING = Number.MAX_SAFE_INTEGER;
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
