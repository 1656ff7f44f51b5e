import { expect, test } from "vitest";
import type { CustomerId, CustomerNumber, PartnerId } from "../ids/ids.ts";
import { aTimestamp } from "../testing/builders.ts";
import { readStatusChange, statusChangeOf } from "./status-change.ts";

const about = {
  time: aTimestamp(5000),
  customerId: "c1" as CustomerId,
  number: 17 as CustomerNumber,
  partnerId: "main" as PartnerId,
  actor: "eva",
  cause: null,
};

test("a change of the status makes one line that says from what to what", () => {
  const line = statusChangeOf({ status: "new" }, { status: "active" }, about);
  expect(line).toMatchObject({ from: "new", to: "active", number: 17, actor: "eva" });
  const read = readStatusChange("statusChanges/e1", "e1", line);
  expect(read.ok && read.value).toMatchObject({ id: "e1", time: 5000, from: "new", to: "active" });
});

test("whatever leaves the status as it was makes no line, nor does making a customer", () => {
  expect(statusChangeOf({ status: "new" }, { status: "new" }, about)).toBeUndefined();
  expect(statusChangeOf({ status: "new" }, {}, about)).toBeUndefined();
  expect(statusChangeOf({}, { status: "new" }, about)).toBeUndefined();
});

test("a line with a status that does not exist is bad", () => {
  expect(readStatusChange("statusChanges/e1", "e1", { ...about, from: "new", to: "gone" }).ok).toBe(false);
});
