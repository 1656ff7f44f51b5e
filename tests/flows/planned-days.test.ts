import { describe, expect, test } from "vitest";
import { configPath } from "@trunkline/domain/paths";
import type { Day } from "@trunkline/domain/time/day";
import { addDays } from "@trunkline/domain/time/day";
import { planStatus } from "../../functions/src/customers/planned.ts";
import { scheduledDay } from "../../functions/src/jobs/day.ts";
import { aCustomer, aKey, recordOf } from "./house.ts";
import { ownHouse } from "./own-house.ts";

/* The day of a planned status is the provider's day, wherever he is and whatever his clocks do that night (11 §7.4, T20). */

const { house, admin } = await ownHouse();

const NEVER_ENDING = Number.MAX_SAFE_INTEGER;
const setClock = (at: number) => house.pass(at - house.platform.clock());

/** Zone, day, and the first moment of that day as its offsets give it. */
const DAYS = [
  ["Europe/Prague", "2027-03-28", "2027-03-27T23:00:00Z"],
  ["Europe/Prague", "2027-03-29", "2027-03-28T22:00:00Z"],
  ["Europe/Prague", "2026-10-25", "2026-10-24T22:00:00Z"],
  ["Europe/Prague", "2026-10-26", "2026-10-25T23:00:00Z"],
  ["America/St_Johns", "2027-03-14", "2027-03-14T03:30:00Z"],
  ["America/St_Johns", "2027-03-15", "2027-03-15T02:30:00Z"],
  ["Pacific/Kiritimati", "2026-06-01", "2026-05-31T10:00:00Z"],
  ["Pacific/Pago_Pago", "2026-06-01", "2026-06-01T11:00:00Z"],
  ["Asia/Kathmandu", "2026-06-01", "2026-05-31T18:15:00Z"],
  ["Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z"],
  // Here the clock goes from 24:00 to 01:00: the day begins at one.
  ["America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"],
  ["America/Havana", "2027-03-14", "2027-03-14T05:00:00Z"],
] as const;

describe.each(DAYS)("%s, %s", (zone, date, start) => {
  const day = date as Day;
  const first = Date.parse(start);
  const wish = (on: Day) => ({ date: on, status: "active" as const, replaces: null });

  test("runs at its first moment and not a moment before", async () => {
    await house.db.doc(configPath("general")).set({ timeZone: zone });
    setClock(first - 3 * 86_400_000);
    const customerId = await aCustomer(house, admin);
    expect(await planStatus(house.platform, admin, { key: aKey(), customerId, ...wish(day) })).toMatchObject({
      kind: "done",
    });
    setClock(first - 1);
    await scheduledDay(house.platform, NEVER_ENDING);
    expect(await recordOf(house, customerId)).toMatchObject({ status: "new", nextPlanned: date });
    setClock(first);
    await scheduledDay(house.platform, NEVER_ENDING);
    expect(await recordOf(house, customerId)).toMatchObject({ status: "active", nextPlanned: null });
  });

  test("is tomorrow until then, and today from then on", async () => {
    await house.db.doc(configPath("general")).set({ timeZone: zone });
    setClock(first - 1);
    const customerId = await aCustomer(house, admin);
    expect(await recordOf(house, customerId)).toMatchObject({ dateAdded: addDays(day, -1) });
    expect(await planStatus(house.platform, admin, { key: aKey(), customerId, ...wish(day) })).toMatchObject({
      kind: "done",
    });
    setClock(first);
    const next = await aCustomer(house, admin);
    expect(await recordOf(house, next)).toMatchObject({ dateAdded: day });
    expect(await planStatus(house.platform, admin, { key: aKey(), customerId: next, ...wish(day) })).toEqual({
      kind: "too-early",
    });
  });
});
