import { expect, test } from "vitest";
import { makeDrafts, memoryDraftStorage, type DraftStorage } from "./drafts.ts";
import { fakeClock } from "./testing/fake-clock.ts";

const typed = (value: string) => ({ fields: { name: { base: "Ann", value } } });

function setUp(storage: DraftStorage = memoryDraftStorage()) {
  const clock = fakeClock();
  return { clock, storage, drafts: makeDrafts(storage, clock) };
}

test("what was typed is there after a reload", async () => {
  const { clock, storage, drafts } = setUp();
  drafts.keep("customer_c1", typed("Anna"));
  clock.pass(250);
  await drafts.flush();
  const reloaded = makeDrafts(storage, clock);
  expect(await reloaded.load("customer_c1")).toMatchObject(typed("Anna"));
});

test("what was typed in the last moment is written when the page goes", async () => {
  const { storage, drafts } = setUp();
  drafts.keep("customer_c1", typed("A"));
  drafts.keep("customer_c1", typed("An"));
  await drafts.flush();
  expect(await storage.get("customer_c1")).toMatchObject(typed("An"));
});

test("fast typing is one write", async () => {
  const memory = memoryDraftStorage();
  let writes = 0;
  const { clock, drafts } = setUp({
    ...memory,
    update: (key, change) => ((writes += 1), memory.update(key, change)),
  });
  for (const text of ["A", "An", "Ann", "Anna"]) drafts.keep("customer_c1", typed(text));
  clock.pass(250);
  await drafts.flush();
  expect(writes).toBe(1);
});

test("a draft that is asked for before it was written is the newest one", async () => {
  const { drafts } = setUp();
  drafts.keep("customer_c1", typed("Anna"));
  expect(await drafts.load("customer_c1")).toMatchObject(typed("Anna"));
  drafts.drop("customer_c1");
  expect(await drafts.load("customer_c1")).toBeUndefined();
});

test("a form without changes keeps no draft", async () => {
  const { drafts } = setUp();
  drafts.keep("customer_c1", typed("Anna"));
  await drafts.flush();
  drafts.keep("customer_c1", { fields: {} });
  expect(await drafts.keys()).toEqual([]);
});

test("an older write that is slow never lands over a newer one", async () => {
  const memory = memoryDraftStorage();
  const gate = Promise.withResolvers<void>();
  const slowOnce = [gate.promise];
  const { drafts } = setUp({
    ...memory,
    update: async (key, change) => {
      await slowOnce.pop();
      await memory.update(key, change);
    },
  });
  drafts.keep("customer_c1", typed("old"));
  const first = drafts.flush();
  drafts.keep("customer_c1", typed("new"));
  const second = drafts.flush();
  gate.resolve();
  await Promise.all([first, second]);
  expect(await memory.get("customer_c1")).toMatchObject(typed("new"));
});

test("a write that fails does not stop the next ones", async () => {
  const memory = memoryDraftStorage();
  let full = true;
  const { drafts } = setUp({
    ...memory,
    update: async (key, change) => {
      if (full) throw new Error("disk full");
      await memory.update(key, change);
    },
  });
  drafts.keep("customer_c1", typed("a"));
  await expect(drafts.flush()).rejects.toThrow("disk full");
  full = false;
  drafts.keep("customer_c1", typed("b"));
  await drafts.flush();
  expect(await memory.get("customer_c1")).toMatchObject(typed("b"));
});

test("two tabs of one person keep their own fields of the same draft", async () => {
  const { clock, storage, drafts } = setUp();
  const other = makeDrafts(storage, clock);
  await other.load("customer_c1");
  drafts.keep("customer_c1", typed("Anna"));
  await drafts.flush();
  // Nothing was typed here: a colleague's change makes the form keep its empty draft.
  other.keep("customer_c1", { fields: {} });
  await other.flush();
  expect(await storage.get("customer_c1")).toMatchObject(typed("Anna"));
  other.keep("customer_c1", { fields: { city: { base: "", value: "Oslo" } } });
  await other.flush();
  drafts.keep("customer_c1", { fields: {} });
  await drafts.flush();
  expect(Object.keys((await storage.get("customer_c1"))?.fields ?? {})).toEqual(["city"]);
});

test("what a Save stored is no draft any more, also when its page is gone; more typed since starts from it", async () => {
  const { storage, drafts } = setUp();
  const city = { base: "", value: "Oslo" };
  drafts.keep("customer_c1", { fields: { ...typed("Anna 2").fields, city } });
  drafts.saved("customer_c1", { ...typed("Anna ").fields, city }, { name: "Anna", city: "Oslo" });
  await drafts.flush();
  expect((await storage.get("customer_c1"))?.fields).toEqual({ name: { base: "Anna", value: "Anna 2" } });
});

test("what was typed over a colleague's later value before a Save was answered keeps its start", async () => {
  const { storage, drafts } = setUp();
  const city = { base: "Paris", value: "Rome" };
  drafts.keep("customer_c1", { fields: { city } });
  drafts.saved("customer_c1", { city: { base: "Oslo", value: "Bergen" } }, { city: "Bergen" });
  await drafts.flush();
  expect((await storage.get("customer_c1"))?.fields).toEqual({ city });
});

test("sign-out leaves nothing, not even what waited to be written", async () => {
  const { clock, storage, drafts } = setUp();
  drafts.keep("customer_c1", typed("Anna"));
  await drafts.flush();
  drafts.keep("customer_c2", typed("Bob"));
  await drafts.clear();
  // The form is on the screen until the page is gone.
  drafts.keep("customer_c2", typed("Bob"));
  clock.pass(1_000);
  await drafts.flush();
  expect(await storage.keys()).toEqual([]);
});
