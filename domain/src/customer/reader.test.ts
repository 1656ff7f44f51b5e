import { expect, test } from "vitest";
import { aTimestamp } from "../testing/builders.ts";
import { readPlanned } from "./planned.ts";
import { readCustomer } from "./reader.ts";
import { customerHeading } from "./record.ts";

const oldest = {
  number: 1,
  login: "000001",
  status: "active",
  name: "John Doe",
  partnerId: "main",
  locationId: "north",
  dateAdded: "2026-01-05",
};

test("an old record without later fields gets their defaults", () => {
  const read = readCustomer("c1", oldest);
  expect(read.ok && read.value).toMatchObject({
    id: "c1",
    kind: "customer",
    billingType: "recurring",
    nameFolded: "john doe",
    emails: [],
    geo: null,
    balance: 0,
    attrs: {},
    flaws: {},
    nextPlanned: null,
    createdAt: null,
  });
});

test("moments come out as milliseconds, also those the server has not named yet", () => {
  const read = readCustomer("c1", { ...oldest, createdAt: aTimestamp(5000), updatedAt: null });
  expect(read.ok && [read.value.createdAt, read.value.updatedAt]).toEqual([5000, null]);
});

test("additional fields are gathered by name, and what is no field value is left out", () => {
  const read = readCustomer("c1", {
    ...oldest,
    attr_contract: "A",
    attr_tags: ["x"],
    attr_none: null,
    attr_bad: { a: 1 },
    other: 1,
  });
  expect(read.ok && read.value.attrs).toEqual({ contract: "A", tags: ["x"], none: null });
});

test.each([
  ["status", "gone"],
  ["number", "1"],
  ["number", 1.5],
  ["balance", 0.5],
  ["emails", "a@x.com"],
  ["dateAdded", "2026-02-30"],
  ["name", ""],
])("a record with %s = %j is bad, and says where", (field, value) => {
  const read = readCustomer("c1", { ...oldest, [field]: value });
  expect(read.ok).toBe(false);
  expect(read.ok ? "" : read.error.path + read.error.problems.join()).toContain(`customers/c1${field}`);
});

test.each([undefined, null, "text", 5])("%j is no record", (data) =>
  expect(readCustomer("c1", data).ok).toBe(false),
);

test("12 example 1: the heading reads John Doe (000001 - 1)", () => {
  const read = readCustomer("c1", oldest);
  expect(read.ok && customerHeading(read.value)).toBe("John Doe (000001 - 1)");
});

test("a planned change takes its date from its id", () => {
  expect(readPlanned("p", "2026-06-01", { status: "blocked", createdBy: "anna", number: 7 })).toEqual({
    ok: true,
    value: { date: "2026-06-01", status: "blocked", state: "waiting", createdBy: "anna", number: 7 },
  });
  expect(readPlanned("p", "soon", { status: "blocked", createdBy: "anna" }).ok).toBe(false);
});
