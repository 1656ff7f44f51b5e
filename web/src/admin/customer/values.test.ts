import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { DATE_FORMATS } from "@trunkline/domain/config/general";
import { emptyCustomer } from "@trunkline/domain/customer/create";
import { MAIN_LOCATION, MAIN_PARTNER } from "@trunkline/domain/ids/ids";
import type { Day } from "@trunkline/domain/time/day";
import { addDays, parseDay } from "@trunkline/domain/time/day";
import { formatDay, readTypedDay } from "@trunkline/domain/time/format";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn } from "@trunkline/domain/time/zone";
import { someFields } from "../testing/builders.ts";
import { fromTyped, problemsOf, textOf, touchedOf, visibleKeys, type Values } from "./values.ts";

const home = process.env["TZ"];
const zones = Intl.supportedValuesOf("timeZone");

/** The zone of the person's computer from now on. */
function sitIn(zone: string): void {
  process.env["TZ"] = zone;
}

afterAll(() => {
  if (home === undefined) delete process.env["TZ"];
  else process.env["TZ"] = home;
});

describe("days, wherever the browser sits", () => {
  const definitions = someFields(
    { name: "since", title: "Since", type: "date" },
    { name: "visit", title: "Visit", type: "datetime" },
  );
  const context = { today: "2026-11-22" as Day, definitions };
  // Ends of years and months, leap days, nights in which somewhere the clock changes.
  const days = [
    "1900-01-01",
    "1999-12-31",
    "2000-02-29",
    "2024-03-31",
    "2025-10-26",
    "2026-03-08",
    "2026-11-22",
  ];

  beforeEach(() => sitIn("UTC"));

  test("the test sits in other zones indeed", () => {
    const noons = zones.map((zone) => (sitIn(zone), new Date(2026, 0, 1, 12).getTime()));
    expect(new Set(noons).size).toBeGreaterThan(30);
  });

  test(`opened and saved ten times over in each of ${zones.length} zones a day is the same day`, () => {
    const moved: string[] = [];
    for (const [place, zone] of zones.entries()) {
      sitIn(zone);
      const format = DATE_FORMATS[place % DATE_FORMATS.length] ?? "YYYY-MM-DD";
      for (const day of [0, 2, 4].map((step) => days[(place + step) % days.length] ?? "")) {
        let stored = day;
        for (let turn = 0; turn < 10; turn += 1) {
          // As the field shows it, as it is typed again, as the form keeps and sends it.
          const shown = formatDay(parseDay(textOf(stored)) as Day, format);
          const typed = fromTyped("birthday", readTypedDay(shown, format) ?? shown, context);
          const sent = touchedOf({ birthday: { base: null, value: typed } }, context, new Set(["birthday"]));
          stored = String(sent["birthday"]?.mine);
        }
        if (stored !== day) moved.push(`${zone} ${format} ${day} became ${stored}`);
      }
    }
    expect(moved).toEqual([]);
  });

  test("additional fields of a day and of a moment stay as they are", () => {
    for (const zone of ["America/St_Johns", "Pacific/Kiritimati", "Europe/Prague"]) {
      sitIn(zone);
      expect(fromTyped("attr_since", "2026-03-29", context)).toBe("2026-03-29");
      expect(fromTyped("attr_visit", "2026-03-29T02:30", context)).toBe("2026-03-29T02:30");
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
});

describe("what a form can hold and a record cannot", () => {
  const context = { today: "2026-11-22" as Day, definitions: someFields() };
  const start = emptyCustomer({
    billingType: "recurring",
    partnerId: MAIN_PARTNER,
    locationId: MAIN_LOCATION,
    today: context.today,
  });
  const values = (part: Values): Values => ({ ...start, name: "Ann", login: "ann", ...part });
  const problem = (part: Values) => problemsOf(values(part), [], context);

  test("each is refused at its own field, with a sentence", () => {
    const said = [
      problem({ name: "x".repeat(10_000) })["name"],
      problem({ name: "a\u0000b" })["name"],
      problem({ name: "\ud800" })["name"],
      problem({ emails: Array.from({ length: 500 }, (_, at) => `u${at}@x.com`).join(",") })["emails"],
      problem({ birthday: "2026-02-30" })["birthday"],
      problem({ birthday: "2027-01-01" })["birthday"],
      problem({ geo: "91, 0" })["geo"],
      problem({ geo: "NaN, 1e308" })["geo"],
    ];
    expect(said).toEqual([
      "At most 255 characters.",
      "Contains characters that cannot be stored.",
      "Contains characters that cannot be stored.",
      "At most 20 values.",
      "This is not a date.",
      "Not later than today.",
      "This value cannot be stored here.",
      "This value cannot be stored here.",
    ]);
  });

  test("nothing else is said of the fields beside it", () => {
    expect(Object.keys(problem({ city: "y".repeat(101) }))).toEqual(["city"]);
  });

  test("10 example 10: which fields show follows the category", () => {
    expect(visibleKeys({ category: "person" }, []).has("vatId")).toBe(false);
    expect(visibleKeys({ category: "company" }, []).has("vatId")).toBe(true);
    expect(visibleKeys({ category: "person" }, []).has("birthday")).toBe(true);
  });
});
