// @vitest-environment node
import { expect, test } from "vitest";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { lazySearch, type OpenSearch, type SearchEvents } from "./port.ts";

const A = "a" as PartnerId;
const B = "b" as PartnerId;

function opened() {
  const followed: PartnerId[] = [];
  const state = { events: undefined as SearchEvents | undefined, opens: 0, closed: 0, broken: false };
  const rows = { key: "rows", subscribe: () => () => undefined };
  const search: OpenSearch = {
    follow: (partner) => void followed.push(partner),
    seen: () => undefined,
    gone: () => undefined,
    find: async () => ({ hits: [], more: true }),
    sift: async () => ({ total: 1, all: 1, from: 0, ids: ["c1"], values: [] }),
    rows: {
      of: () => ({ some: () => rows, newest: () => rows }),
      reconnect: async () => undefined,
      close: async () => void (state.closed += 10),
    },
    close: () => void (state.closed += 1),
  };
  const lazy = lazySearch(async (events) => {
    state.opens += 1;
    state.events = events;
    if (state.broken) throw new Error("The code did not come");
    return search;
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { ...lazy, followed, state, settled };
}

test("nothing is opened before the first use, and each index only once", async () => {
  const { port, followed, state, settled } = opened();
  expect(state.opens).toBe(0);
  expect(port.state()).toBe("idle");
  expect(await port.find("x", 5)).toEqual({ hits: [], more: false });
  const all = { conditions: [], order: { key: "number", by: "number", descending: false } } as const;
  expect(await port.sift(all, { from: 0, count: 5 })).toMatchObject({ total: 0, ids: [] });
  port.load([A]);
  port.load([A, B]);
  expect(port.state()).toBe("loading");
  await settled();
  port.load([A, B]);
  await settled();
  expect([state.opens, followed]).toEqual([1, [A, B]]);
  state.events?.based(A);
  expect(port.state()).toBe("loading");
  state.events?.based(B);
  expect(port.state()).toBe("ready");
  expect(await port.find("x", 5)).toEqual({ hits: [], more: true });
  expect(await port.sift(all, { from: 0, count: 5 })).toMatchObject({ total: 1, ids: ["c1"] });
});

test("what changes in the index asks for the answers again", () => {
  const { port, state } = opened();
  port.load([A]);
  const before = port.version();
  state.events?.based(A);
  state.events?.changed();
  expect(port.version()).toBe(before + 2);
});

test("an index that failed is brought again at the next use", async () => {
  const { port, followed, state, settled } = opened();
  port.load([A]);
  await settled();
  state.events?.failed(A);
  expect(port.state()).toBe("failed");
  port.load([A]);
  await settled();
  expect(followed).toEqual([A, A]);
});

test("signing out while the search is still on its way leaves nothing running", async () => {
  const { port, close, state, settled } = opened();
  port.load([A]);
  close();
  await settled();
  expect(state.closed).toBe(1);
});
