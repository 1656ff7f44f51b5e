import { describe, expect, test } from "vitest";
import type { Day } from "../time/day.ts";
import { aField } from "../testing/builders.ts";
import { checkField, checkFields } from "./check.ts";
import { problemText } from "./problem.ts";
import { BROWSER_FIELDS, CUSTOMER_FIELD_KEYS, CUSTOMER_FIELDS, MOST_LABELS } from "./table.ts";

const context = { today: "2026-11-22" as Day, definitions: [aField()] };
const value = (key: string, raw: unknown) => {
  const checked = checkField(key, raw, context);
  return checked.ok ? checked.value : checked.error.kind;
};

describe("names and other lines", () => {
  test("are trimmed, and a name is required", () => {
    expect(value("name", "  Ann Lee ")).toBe("Ann Lee");
    expect(value("name", "   ")).toBe("required");
    expect(value("city", "   ")).toBe("");
  });

  test.each([
    ["name", 255],
    ["street", 255],
    ["zip", 20],
    ["city", 100],
    ["identification", 64],
    ["companyId", 64],
    ["contactPerson", 255],
    ["vatId", 64],
  ])("%s holds %i characters and not one more", (key, max) => {
    expect(value(key, "x".repeat(max))).toBe("x".repeat(max));
    expect(checkField(key, "x".repeat(max + 1), context)).toEqual({
      ok: false,
      error: { kind: "too-long", max },
    });
  });

  test("a ZIP code stays text: 01234", () => expect(value("zip", "01234")).toBe("01234"));

  test.each(["\u0000", "\ud800", "a\nb"])("%j is refused in a line", (text) =>
    expect(value("name", `x${text}y`)).toBe("bad-characters"),
  );

  test("a number is no name", () => expect(value("name", 7)).toBe("wrong-type"));
});

describe("logins", () => {
  test.each(["000007", "ISP-202603-00042", "a.b_c-d@e+f", "x".repeat(64)])("%s is a login", (login) =>
    expect(value("login", login)).toBe(login),
  );
  test.each([
    ["", "required"],
    ["x".repeat(65), "too-long"],
    ["a b", "bad-login"],
    ["ž", "bad-login"],
    ["a/b", "bad-login"],
  ])("%j is refused", (login, kind) => expect(value("login", login)).toBe(kind));
});

describe("dates", () => {
  test("a birthday may be empty, today and 1900, but not later, earlier or unreal (10 §2.18)", () => {
    expect(value("birthday", "")).toBeNull();
    expect(value("birthday", "2026-11-22")).toBe("2026-11-22");
    expect(value("birthday", "1900-01-01")).toBe("1900-01-01");
    expect(value("birthday", "2026-11-23")).toBe("after");
    expect(value("birthday", "1899-12-31")).toBe("before");
    expect(value("birthday", "1999-02-30")).toBe("not-a-date");
  });

  test("the date added is required and may lie back, never ahead (10 §2.16)", () => {
    expect(value("dateAdded", "")).toBe("required");
    expect(value("dateAdded", "2019-05-01")).toBe("2019-05-01");
    expect(value("dateAdded", "2027-01-01")).toBe("after");
  });
});

describe("choices, references and lists", () => {
  test("only the four statuses, two billing types and two categories exist", () => {
    expect([
      value("status", "blocked"),
      value("status", "gone"),
      value("billingType", "prepaid"),
      value("category", "firm"),
    ]).toEqual(["blocked", "not-an-option", "prepaid", "not-an-option"]);
  });

  test("10 example 6: a bad address is named, two good ones are stored; typed or as a list, phones as typed", () => {
    expect(value("emails", " a@x.com ,, b@x.com")).toEqual(["a@x.com", "b@x.com"]);
    expect(value("emails", ["a@x.com"])).toEqual(["a@x.com"]);
    expect(value("phones", "+49 30 123-456, (02) 1234567")).toEqual(["+49 30 123-456", "(02) 1234567"]);
    const bad = checkField("emails", " a@x.com ,,bad ", context);
    expect(bad.ok ? "" : problemText(bad.error)).toContain("bad");
  });

  test("500 addresses are refused, and so is a map", () => {
    expect(
      value(
        "emails",
        Array.from({ length: 500 }, (_, index) => `u${index}@x.com`),
      ),
    ).toBe("too-many");
    expect(value("phones", {})).toBe("wrong-type");
  });

  test("labels are a list of ids, each once", () => {
    expect(value("labelIds", ["vip", "vip", "fiber"])).toEqual(["vip", "fiber"]);
    expect(value("labelIds", ["a/b"])).toBe("not-an-option");
    expect(
      value(
        "labelIds",
        Array.from({ length: MOST_LABELS + 1 }, (_, index) => `l${index}`),
      ),
    ).toBe("too-many");
  });

  test("a field nobody defined cannot be written", () =>
    expect(value("attr_secret", "x")).toBe("not-yours-to-change"));
  test("an additional field is checked by its definition", () =>
    expect(value("attr_contract_id", " A1 ")).toBe("A1"));
});

describe("geo data", () => {
  test.each([
    [91, 0],
    [-91, 0],
    [0, 181],
    [0, -181],
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
  ])("%d,%d is nowhere", (lat, lng) => {
    expect(value("geo", { lat, lng })).toBe("bad-format");
  });

  test("six decimals are kept", () => {
    expect(value("geo", { lat: 52.5200084, lng: -0.00000004 })).toEqual({ lat: 52.520008, lng: 0 });
  });
});

test("a form with two bad fields gets both named, and the good values with them", () => {
  const { values, problems } = checkFields({ name: "", zip: "x".repeat(21), city: " Bonn " }, context);
  expect(values).toEqual({ city: "Bonn" });
  expect(Object.keys(problems)).toEqual(["name", "zip"]);
});

test("status, login, partner and billing type are the server's to write, the other fields the browser's", () => {
  const server = CUSTOMER_FIELD_KEYS.filter((key) => CUSTOMER_FIELDS[key].decides === "server");
  expect(server).toEqual(["login", "status", "billingType", "partnerId"]);
  expect(BROWSER_FIELDS.length + server.length).toBe(CUSTOMER_FIELD_KEYS.length);
});

test("10 example 10: Company ID, Contact person and VAT ID are for businesses, birthday and identification for both", () => {
  const business = CUSTOMER_FIELD_KEYS.filter((key) => CUSTOMER_FIELDS[key].businessOnly);
  expect(business).toEqual(["companyId", "contactPerson", "vatId"]);
});

test("a time over which the office's clock goes forward is refused; one that comes twice is taken", () => {
  const definitions = [aField({ name: "visit", type: "datetime" })];
  const problemOf = (value: string, zone?: string) =>
    checkFields({ attr_visit: value }, { ...context, definitions, zone }).problems["attr_visit"]?.kind;
  expect(problemOf("2026-03-29T02:30", "Europe/Prague")).toBe("skipped-time");
  expect(problemOf("2026-10-25T02:30", "Europe/Prague")).toBeUndefined();
  expect(problemOf("2026-03-29T02:30", "UTC")).toBeUndefined();
  // Stored already.
  expect(problemOf("2026-03-29T02:30")).toBeUndefined();
});
