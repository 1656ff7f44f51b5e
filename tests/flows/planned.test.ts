import { expect, test } from "vitest";
import { customerPath, plannedPath } from "@trunkline/domain/paths";
import type { Day } from "@trunkline/domain/time/day";
import { unplanStatus } from "../../functions/src/customers/planned.ts";
import { runPlannedChanges } from "../../functions/src/customers/run-planned.ts";
import { runDay } from "../../functions/src/jobs/day.ts";
import { aCustomer, aKey, historyOf, recordOf } from "./house.ts";
import { ownHouse } from "./own-house.ts";
import { stepsOf } from "./steps.ts";

/* Status changes that wait for their day (11 §7). */

const { house, admin } = await ownHouse();
const { become, plan } = stepsOf(house, admin);

// The house's clock stands at 2026-03-10 12:00 in Prague.
const day = (text: string) => text as Day;
const NEVER_ENDING = Number.MAX_SAFE_INTEGER;

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
