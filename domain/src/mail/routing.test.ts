import { expect, test } from "vitest";
import { manualRecipients, recipientsOf } from "./routing.ts";

const to = (...addresses: string[]) => ({ kind: "to", addresses });
const nobody = { kind: "nobody", reason: "no-address" };
const both = ["a@x.com", "b@x.com"];

// The table of 10 §5.6, row by row.
test.each([
  [
    "both filled: billing goes to the billing address alone",
    both,
    ["fin@x.com"],
    to("fin@x.com"),
    to(...both),
  ],
  ["only Email: everything goes there", both, [], to(...both), to(...both)],
  ["only a billing address: other mail goes to nobody", [], ["fin@x.com"], to("fin@x.com"), nobody],
  ["neither: nobody", [], [], nobody, nobody],
])("%s", (_name, emails, billingEmails, billing, other) => {
  expect(recipientsOf({ emails, billingEmails }, "billing")).toEqual(billing);
  expect(recipientsOf({ emails, billingEmails }, "other")).toEqual(other);
});

test("10 example 5: an invoice notice moves to the billing address, a ticket answer stays, and stops without Email", () => {
  const customer = { emails: both, billingEmails: [] as string[] };
  expect(recipientsOf(customer, "billing")).toEqual(to(...both));
  const withBilling = { ...customer, billingEmails: ["fin@x.com"] };
  expect(recipientsOf(withBilling, "billing")).toEqual(to("fin@x.com"));
  expect(recipientsOf(withBilling, "other")).toEqual(to(...both));
  expect(recipientsOf({ ...withBilling, emails: [] }, "other")).toEqual(nobody);
});

test("a message by hand goes to the billing address only when asked to (10 §5.7)", () => {
  const customer = { emails: ["a@x.com"], billingEmails: ["fin@x.com"] };
  expect(manualRecipients(customer, false)).toEqual(to("a@x.com"));
  expect(manualRecipients(customer, true)).toEqual(to("fin@x.com"));
  expect(manualRecipients({ ...customer, billingEmails: [] }, true)).toEqual(nobody);
});
