import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { CallError } from "../../data/calls.ts";
import type { CustomersPort } from "../../data/ports.tsx";
import { memoryDraftStorage } from "../../lib/drafts.ts";
import { aCustomer } from "../testing/builders.ts";
import { box, done, openPage, save, type } from "./testing.ts";

describe("one press is one Save", () => {
  type Sent = { readonly key: string; readonly again: boolean | undefined; readonly touched: unknown };
  /** A server that notes what it is sent, and answers only when the test says. */
  const server = () => {
    const sent: Sent[] = [];
    const waiting: { answer(): void; lose(): void }[] = [];
    const save: CustomersPort["save"] = (_customer, touched, _definitions, { key, again }) => {
      sent.push({ key, again, touched: JSON.parse(JSON.stringify(touched)) as unknown });
      return new Promise((resolve, reject) =>
        waiting.push({
          answer: () => resolve(done),
          lose: () => reject(new CallError("offline", "cut")),
        }),
      );
    };
    const next = async () => {
      await waitFor(() => expect(waiting).toHaveLength(1), { timeout: 5_000 });
      return waiting.shift() as (typeof waiting)[number];
    };
    return { sent, save, next };
  };
  const bergen = { city: { base: "Oslo", mine: "Bergen" } };

  test("without an answer it goes out again as it was, by its key; what was typed meanwhile goes after it", async () => {
    const { sent, save: port, next } = server();
    const { send } = openPage({ save: port });
    await type("City", "Bergen");
    await save();
    send.connection("silent");
    (await next()).lose();
    await type("Street", "Long 17");
    send.connection("online");
    (await next()).answer();
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[1]).toEqual({ key: sent[0]?.key, again: true, touched: bergen });
    expect(sent[2]).toMatchObject({ again: false, touched: { street: { mine: "Long 17" } } });
    expect(sent[2]?.key).not.toBe(sent[0]?.key);
  });

  test("a page that reloads meanwhile asks what became of it, and saves nothing that nobody pressed Save for", async () => {
    const first = server();
    const before = openPage({ save: first.save });
    await type("City", "Bergen");
    await save();
    await type("Street", "Long 17");
    await before.drafts.flush();
    before.unmount();
    const second = server();
    const after = openPage({ storage: before.storage, save: second.save });
    const asked = await second.next();
    expect(second.sent).toEqual([{ key: first.sent[0]?.key, again: true, touched: bergen }]);
    asked.answer();
    after.send.customer(aCustomer({ city: "Bergen" }));
    await waitFor(async () => expect(await after.drafts.keys()).toEqual(["customer_c17"]));
    expect(box("Street").value).toBe("Long 17");
    expect(screen.queryByText(/Will be saved/)).toBeNull();
    expect(second.sent).toHaveLength(1);
  });

  test("answered, the next press is a new one", async () => {
    const { sent, save: port, next } = server();
    const { send } = openPage({ save: port });
    await type("City", "Bergen");
    await save();
    (await next()).answer();
    send.customer(aCustomer({ city: "Bergen" }));
    send.customer(aCustomer({ city: "Oslo" }));
    await waitFor(() => expect(box("City").value).toBe("Oslo"));
    await type("City", "Bergen");
    await save();
    (await next()).answer();
    expect(sent.map(({ touched }) => touched)).toEqual([bergen, bergen]);
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
  });

  test("given up, it is not sent again", async () => {
    const { sent, save: port, next } = server();
    const { drafts, storage } = openPage({ save: port });
    await type("City", "Bergen");
    await save();
    (await next()).lose();
    await userEvent.setup().click(await screen.findByRole("button", { name: "Discard draft" }));
    await drafts.flush();
    expect(await storage.keys()).toEqual([]);
    expect(sent).toHaveLength(1);
  });
});

test("one's own Save is never asked about, nor shown undone, before the record arrives", async () => {
  const sent: unknown[] = [];
  const { send } = openPage({
    customer: aCustomer({ city: "Oslo", updatedAt: { toMillis: () => 100 } }),
    save: async (_customer, touched) => (sent.push(touched), { ...done, over: 100 }),
  });
  await type("City", "Bergen");
  await save();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(box("City").value).toBe("Bergen");
  await type("City", "Bergen 2");
  // A colleague's earlier change of another field comes first.
  send.customer(aCustomer({ city: "Oslo", street: "New 1", updatedAt: { toMillis: () => 100 } }));
  expect(box("City").value).toBe("Bergen 2");
  expect(screen.queryByText(/changed this to/)).toBeNull();
  await save();
  await waitFor(() => expect(sent.at(-1)).toEqual({ city: { base: "Bergen", mine: "Bergen 2" } }));
});

test("nor on a page that opens before the device has heard of it, as after a reload without a connection", async () => {
  const kept = aCustomer({ city: "Oslo", updatedAt: { toMillis: () => 100 } });
  const before = openPage({ customer: kept, save: async () => ({ ...done, over: 100 }) });
  await type("City", "Bergen");
  await save();
  await waitFor(async () => expect(await before.drafts.keys()).not.toContain("customer_c17"));
  // A page that is reloaded tidies nothing up.
  const storage = memoryDraftStorage();
  for (const key of await before.storage.keys()) {
    const draft = await before.storage.get(key);
    await storage.update(key, () => draft);
  }
  before.unmount();
  expect(await before.drafts.keys()).toEqual([]);

  const sent: unknown[] = [];
  const after = openPage({
    customer: kept,
    storage,
    save: async (_customer, touched) => (sent.push(touched), { ...done, over: 150 }),
  });
  await waitFor(() => expect(box("City").value).toBe("Bergen"));
  await type("City", "Bergen 2");
  await save();
  await waitFor(() => expect(sent).toEqual([{ city: { base: "Bergen", mine: "Bergen 2" } }]));
  after.send.customer(aCustomer({ city: "Bergen 2", updatedAt: { toMillis: () => 200 } }));
  await waitFor(async () => expect(await after.drafts.keys()).toEqual([]));
});

test("what this tab was told takes nothing from a press that another tab left without an answer", async () => {
  const storage = memoryDraftStorage();
  const street = { base: "", mine: "Long 17" };
  await storage.update("press_c17", () => ({
    at: 1,
    fields: {
      told: { base: 150, value: { city: "Bergen" } },
      left: {
        base: null,
        value: { changes: { street: { base: "", value: "Long 17" } }, touched: { street } },
      },
    },
  }));
  const sent: unknown[] = [];
  openPage({
    customer: aCustomer({ city: "Oslo", updatedAt: { toMillis: () => 100 } }),
    storage,
    save: async (_customer, touched, _definitions, { key }) => (sent.push([key, touched]), done),
  });
  await waitFor(() => expect(sent).toEqual([["left", { street }]]));
  expect(box("City").value).toBe("Bergen");
});
