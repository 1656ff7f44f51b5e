import type { Day } from "@trunkline/domain/time/day";
import { addDays } from "@trunkline/domain/time/day";

/** Values for a field of each kind. Form, function and rules hold the same ones good or bad (checked in shapes.test.ts). */
export interface Samples {
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

const line = (max: number, required = false): Samples => ({
  good: ["x", "x".repeat(max), "žlu 山 ש 👩‍👩‍👧", ...(required ? [] : [""])],
  bad: [
    "x".repeat(max + 1),
    7,
    null,
    ["x"],
    { a: "x" },
    "a\nb",
    "a\u0000b",
    "a\u007fb",
    ...(required ? [""] : []),
  ],
});

const emails: Samples = {
  good: [
    [],
    ["a@x.com"],
    ["a@x.com", "b@y.co.uk"],
    [`${"l".repeat(64)}@${"d".repeat(63)}.com`],
    Array.from({ length: 20 }, (_, index) => `u${index}@x.com`),
    ["žluťoučký@kůň.cz"],
    ["a@a.b.c.d.e.f.g.h.i"],
  ],
  bad: [
    "a@x.com",
    ["mailto:a@x.com"],
    null,
    [7],
    [null],
    [["a@x.com"]],
    [{ a: 1 }],
    [""],
    ["a@x.com", ""],
    ["", "a@x.com"],
    ["a"],
    ["a@x"],
    ["a@x.com,b@x.com"],
    ["a b@x.com"],
    ["a@@x.com"],
    ["a@x..com"],
    ["a@x.com."],
    ["<a@x.com>"],
    ["a@x.com\u0000"],
    [`${"l".repeat(65)}@x.com`],
    [`a@${"d".repeat(64)}.com`],
    Array.from({ length: 21 }, (_, index) => `u${index}@x.com`),
    ["a@a.b.c.d.e.f.g.h.i.j"],
  ],
};

const phones: Samples = {
  good: [
    [],
    ["12345"],
    ["+49 30 123-456"],
    ["(02) 123.456/7"],
    ["12345678901234567890"],
    Array.from({ length: 20 }, (_, index) => `1234${index + 100}`),
  ],
  bad: [
    "12345",
    null,
    [12_345],
    ["1234"],
    ["123456789012345678901"],
    ["1+23456"],
    ["+"],
    [""],
    ["12345", ""],
    ["12345x"],
    ["12345,67890"],
    Array.from({ length: 21 }, (_, index) => `1234${index + 100}`),
  ],
};

const day: Samples = {
  good: [
    "1900-01-01",
    "2026-02-28",
    "2024-02-29",
    "2000-02-29",
    "2026-12-31",
    "2026-04-30",
    "1999-11-30",
  ].filter((one) => one <= "2026-11-22"),
  bad: [
    "2026-02-30",
    "2023-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-01-32",
    "1899-12-31",
    "26-01-01",
    "2026-1-1",
    "",
    " 2026-01-01",
    "2026-01-01T00:00",
    20_260_101,
    true,
    ["2026-01-01"],
  ],
};

const geo: Samples = {
  good: [null, { lat: 52.5, lng: 13.4 }, { lat: -90, lng: -180 }, { lat: 90, lng: 180 }, { lat: 0, lng: 0 }],
  bad: [
    { lat: 90.000001, lng: 0 },
    { lat: -90.000001, lng: 0 },
    { lat: 0, lng: 180.000001 },
    { lat: 0, lng: -180.000001 },
    { lat: Number.NaN, lng: 0 },
    { lat: 0, lng: Number.NaN },
    { lat: "1", lng: 2 },
    { lat: 1, lng: "2" },
    { lat: 1 },
    { lng: 1 },
    "52.5,13.4",
    5,
    [1, 2],
    {},
    { lat: Number.POSITIVE_INFINITY, lng: 0 },
  ],
};

const ids: Samples = {
  good: [
    [],
    ["vip"],
    ["vip", "fiber"],
    ["x".repeat(128)],
    Array.from({ length: 500 }, (_, index) => `label-${index}`),
  ],
  bad: [
    "vip",
    null,
    ["a/b"],
    [""],
    ["vip", ""],
    [7],
    ["a,b"],
    ["x".repeat(129)],
    Array.from({ length: 501 }, (_, index) => `label-${index}`),
  ],
};

/** For every field that a browser may write. */
export const SAMPLES: Readonly<Record<string, Samples>> = {
  name: line(255, true),
  street: line(255),
  zip: line(20),
  city: line(100),
  identification: line(64),
  companyId: line(64),
  contactPerson: line(255),
  vatId: line(64),
  emails,
  billingEmails: emails,
  phones,
  locationId: {
    good: ["north", "x".repeat(128), "A_b-9"],
    bad: ["", "a/b", "x".repeat(129), null, 7, "a b"],
  },
  geo,
  dateAdded: { good: day.good, bad: [...day.bad, null] },
  category: { good: ["company"], bad: ["firm", "un known", "", null, 1] },
  birthday: { good: [...day.good], bad: day.bad.filter((one) => one !== "") },
  labelIds: ids,
};

/**
 * Values that only form and function can tell bad: the rules know neither today nor how JavaScript counts and trims, nor
 * which characters show nothing. The trigger marks what a browser writes of them.
 */
export const BEYOND_RULES: Readonly<Record<string, readonly unknown[]>> = {
  name: ["\u200b\u200d", "\u3164", "\ud800"],
  dateAdded: [addDays("2026-11-22" as Day, 1)],
  birthday: [addDays("2026-11-22" as Day, 1)],
};
