import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Caller } from "../../../data/calls.ts";
import { counted, crowd, openList, withManyRows } from "./testing.tsx";

withManyRows();

test("a balance beside other filters: the server names whom it is about, and the rest is sifted", async () => {
  const calls: unknown[] = [];
  const call = (async (name: string, input: unknown) => {
    calls.push([name, input]);
    return {
      kind: "found",
      rows: ["c3", "c6", "c7"].map((customerId) => ({ customerId, balance: -100 })),
    };
  }) as Caller;
  await openList(crowd(60), "/customers?balance=..-1&city=orsta", { call });
  await counted("2 customers, filtered from 60");
  expect(calls).toEqual([["customerBalances", { filters: { balance: "..-1" }, customerIds: null }]]);
  expect(screen.getByText("Balances as they were when they were asked for.")).toBeTruthy();
});

test("an order by balance beside a text: the server tells the balances of those who pass, either way round", async () => {
  const user = userEvent.setup();
  const owed: Readonly<Record<string, number>> = { c3: 50, c6: -200, c9: 0 };
  const calls: unknown[] = [];
  const call = (async (name: string, input: { readonly customerIds: readonly string[] }) => {
    calls.push([name, input]);
    return {
      kind: "found",
      rows: input.customerIds.map((customerId) => ({ customerId, balance: owed[customerId] ?? 0 })),
    };
  }) as unknown as Caller;
  const { names } = await openList(crowd(11), "/customers?city=orsta", { call });
  await waitFor(() => expect(names()).toEqual(["Customer 3", "Customer 6", "Customer 9"]));
  await user.click(screen.getByRole("button", { name: "Account balance" }));
  await waitFor(() => expect(names()).toEqual(["Customer 6", "Customer 9", "Customer 3"]));
  await user.click(screen.getByRole("button", { name: "Account balance" }));
  await waitFor(() => expect(names()).toEqual(["Customer 3", "Customer 9", "Customer 6"]));
  expect(calls).toEqual([["customerBalances", { filters: {}, customerIds: ["c3", "c6", "c9"] }]]);
  expect(screen.getByText("Balances as they were when they were asked for.")).toBeTruthy();
});

test("too many balances to combine is said, and nothing else is shown instead", async () => {
  const call = (async () => ({ kind: "too-many" })) as unknown as Caller;
  const { names } = await openList(crowd(60), "/customers?balance=..0&city=orsta", { call });
  expect(await screen.findByText(/More than 10,000 customers have such a balance/)).toBeTruthy();
  expect(names()).toEqual([]);
});

/** A server that names these customers for whatever is looked for in comments. */
function namesByComment(...answers: readonly unknown[]) {
  const calls: unknown[] = [];
  const call = (async (name: string, input: unknown) => {
    calls.push([name, input]);
    const answer = answers[Math.min(calls.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  }) as unknown as Caller;
  return { calls, call };
}

test("14 §4.1.10: by comments the server names the customers, and the rest is sifted", async () => {
  const user = userEvent.setup();
  const found = { kind: "found", customerIds: ["c3", "c4", "c6", "nobody-here"] };
  const { calls, call } = namesByComment(found, { ...found, customerIds: ["c3"] });
  const { names, history } = await openList(crowd(60), "/customers?comment=Stře%20cha&city=orsta", { call });
  await counted("2 customers, filtered from 60");
  await waitFor(() => expect(names()).toEqual(["Customer 3", "Customer 6"]));
  expect(calls).toEqual([["findByComment", { text: "stre cha", whole: false }]]);
  expect(screen.getByText("Comments as they were when they were asked for.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Ask again" }));
  await counted("1 customer, filtered from 60");
  await user.click(screen.getByRole("button", { name: "Remove Comment: contains Stře cha" }));
  await counted("20 customers, filtered from 60");
  expect(history.get()).toBe("/customers?city=orsta");
});

test("in the order of balances only those whom the comments leave are asked about; strict is the whole comment", async () => {
  const user = userEvent.setup();
  const calls: unknown[] = [];
  const call = (async (name: string, input: { readonly customerIds?: readonly string[] }) => {
    calls.push([name, input]);
    if (name === "findByComment") return { kind: "found", customerIds: ["c3", "c5"] };
    return {
      kind: "found",
      rows: (input.customerIds ?? []).map((customerId) => ({
        customerId,
        balance: customerId === "c5" ? -5 : 0,
      })),
    };
  }) as unknown as Caller;
  const { names } = await openList(crowd(60), "/customers?comment=%3DPaid", { call });
  await waitFor(() => expect(names()).toEqual(["Customer 3", "Customer 5"]));
  await user.click(screen.getByRole("button", { name: "Account balance" }));
  await waitFor(() => expect(names()).toEqual(["Customer 5", "Customer 3"]));
  expect(calls).toEqual([
    ["findByComment", { text: "paid", whole: true }],
    ["customerBalances", { filters: {}, customerIds: ["c3", "c5"] }],
  ]);
  expect(screen.getByText("Comments and balances as they were when they were asked for.")).toBeTruthy();
});

test("comments that cannot be looked through are said, tried again, and nothing else is shown instead", async () => {
  const user = userEvent.setup();
  const { call } = namesByComment({ kind: "not-built" }, new Error("broken"), { kind: "too-many" });
  const { names } = await openList(crowd(60), "/customers?comment=roof", { call });
  expect(await screen.findByText(/being prepared for searching/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/could not be looked through/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/More than 10,000 customers have such a comment/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  expect(names()).toEqual([]);
});
