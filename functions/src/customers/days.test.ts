import { afterAll, beforeEach, expect, test } from "vitest";
import { DATE_FORMATS } from "@trunkline/domain/config/general";
import { checkField } from "@trunkline/domain/customer/check";
import { fieldDefinition } from "@trunkline/domain/fields/reader";
import type { Day } from "@trunkline/domain/time/day";
import { addDays, parseDay } from "@trunkline/domain/time/day";
import { formatDay } from "@trunkline/domain/time/format";
import { readTypedDay } from "@trunkline/domain/time/typed";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn } from "@trunkline/domain/time/zone";

/* A day that is opened and saved is the same day, whatever the zone of the computer before which somebody sits. */

const home = process.env["TZ"];
const zones = Intl.supportedValuesOf("timeZone");

/** The zone of the person's computer from now on. */
function sitIn(zone: string): void {
  process.env["TZ"] = zone;
}

beforeEach(() => sitIn("UTC"));
afterAll(() => {
  if (home === undefined) delete process.env["TZ"];
  else process.env["TZ"] = home;
});

const definitions = [
  fieldDefinition.parse({ name: "since", title: "Since", type: "date" }),
  fieldDefinition.parse({ name: "visit", title: "Visit", type: "datetime" }),
];
const context = { today: "2026-11-22" as Day, definitions };
// Ends of years and months, leap days, nights in which somewhere the clock changes.
const DAYS = [
  "1900-01-01",
  "1999-12-31",
  "2000-02-29",
  "2024-03-31",
  "2025-10-26",
  "2026-03-08",
  "2026-11-22",
];

const stored = (key: string, value: unknown): unknown => {
  const checked = checkField(key, value, context);
  return checked.ok ? checked.value : checked.error;
};

test("the test sits in other zones indeed", () => {
  const noons = zones.map((zone) => {
    sitIn(zone);
    return new Date(2026, 0, 1, 12).getTime();
  });
  expect(new Set(noons).size).toBeGreaterThan(30);
});

test(`ten times over in each of ${zones.length} zones`, () => {
  const moved: string[] = [];
  for (const [place, zone] of zones.entries()) {
    sitIn(zone);
    const format = DATE_FORMATS[place % DATE_FORMATS.length] ?? "YYYY-MM-DD";
    for (const day of [0, 2, 4].map((step) => DAYS[(place + step) % DAYS.length] ?? "")) {
      for (const key of ["birthday", "dateAdded", "attr_since"]) {
        let now: unknown = day;
        for (let turn = 0; turn < 10; turn += 1) {
          // As the field shows it, as it is typed again, as form and function store it.
          const shown = formatDay(parseDay(String(now)) as Day, format);
          now = stored(key, readTypedDay(shown, format));
        }
        if (now !== day) moved.push(`${zone} ${format} ${key} ${day} became ${JSON.stringify(now)}`);
      }
    }
  }
  expect(moved).toEqual([]);
});

test("a moment of the provider's clock stays what it is, also one that a clock skips", () => {
  for (const zone of ["America/St_Johns", "Pacific/Kiritimati", "Europe/Prague"]) {
    sitIn(zone);
    expect(stored("attr_visit", "2026-03-29T02:30")).toBe("2026-03-29T02:30");
  }
});

test("today and tomorrow are the provider's, not the browser's", () => {
  const now = Date.parse("2026-11-22T10:30:00Z") as Instant;
  for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Prague"]) {
    sitIn(zone);
    expect(dayIn("Pacific/Kiritimati", now)).toBe("2026-11-23");
    expect(addDays(dayIn("Pacific/Kiritimati", now), 1)).toBe("2026-11-24");
    expect(dayIn("Pacific/Pago_Pago", now)).toBe("2026-11-21");
  }
});
