import { beforeEach, expect, test } from "vitest";
import { makeDrafts, memoryDraftStorage, type DraftStorage } from "./drafts.ts";
import { fakeClock } from "./testing/fake-clock.ts";
import { storedWriteAhead } from "./write-ahead.ts";

beforeEach(() => localStorage.clear());

const typed = (value: string, field = "name") => ({ fields: { [field]: { base: "", value } } });
const clock = fakeClock();
const page = (name: string, storage: DraftStorage, owner = "eva") =>
  makeDrafts(storage, clock, storedWriteAhead(localStorage, owner, name));

test("a page that is gone before its pause was over has lost no key", async () => {
  const storage = memoryDraftStorage();
  page("one", storage).keep("customer_c1", typed("Anna"));
  expect(await page("two", storage).load("customer_c1")).toMatchObject(typed("Anna"));
  expect(Object.keys(localStorage)).toEqual([]);
});

test("nor has one that was writing when it went, whatever else was typed meanwhile", async () => {
  const storage = memoryDraftStorage();
  const first = page("one", { ...storage, update: () => new Promise(() => undefined) });
  first.keep("customer_c1", typed("Anna"));
  void first.flush();
  await Promise.resolve();
  first.keep("comment_c1", typed("Call", "text"));
  first.keep("customer_c1", typed("Annabel"));
  const second = page("two", storage);
  expect(await second.load("customer_c1")).toMatchObject(typed("Annabel"));
  expect(await second.load("comment_c1")).toMatchObject(typed("Call", "text"));
});

test("a draft that was given up in the last moment does not come back", async () => {
  const storage = memoryDraftStorage();
  const first = page("one", storage);
  first.keep("customer_c1", typed("Anna"));
  await first.flush();
  first.drop("customer_c1");
  expect(await page("two", storage).load("customer_c1")).toBeUndefined();
});

test("what was written in the usual way leaves nothing there", async () => {
  const drafts = page("one", memoryDraftStorage());
  drafts.keep("customer_c1", typed("Anna"));
  await drafts.flush();
  expect(Object.keys(localStorage)).toEqual([]);
});

test("what an open page wrote meanwhile is newer than what it wrote ahead", async () => {
  const storage = memoryDraftStorage();
  const first = page("one", storage);
  first.keep("customer_c1", typed("Ann"));
  const ahead = { ...localStorage } as Record<string, string>;
  clock.pass(10);
  first.keep("customer_c1", typed("Anna"));
  await first.flush();
  for (const [key, text] of Object.entries(ahead)) localStorage.setItem(key, text);
  expect(await page("two", storage).load("customer_c1")).toMatchObject(typed("Anna"));
});

test("sign-out takes away what every page of that person wrote ahead, and nothing of another's", async () => {
  const first = page("one", memoryDraftStorage());
  page("two", memoryDraftStorage()).keep("customer_c2", typed("Bob"));
  page("one", memoryDraftStorage(), "tom").keep("customer_c3", typed("Cid"));
  first.keep("customer_c1", typed("Anna"));
  await first.clear();
  first.keep("customer_c1", typed("Anna"));
  expect(Object.keys(localStorage)).toEqual(["trunkline-ahead-tom-one"]);
});

test("what cannot be read is thrown away", async () => {
  localStorage.setItem("trunkline-ahead-eva-old", '[["customer_c1", {"now": 3}]]');
  expect(await page("two", memoryDraftStorage()).load("customer_c1")).toBeUndefined();
  expect(Object.keys(localStorage)).toEqual([]);
});

test("a device without room still keeps drafts after their pause", async () => {
  const full = Object.create(localStorage, {
    setItem: {
      value() {
        throw new DOMException("full", "QuotaExceededError");
      },
    },
  }) as Storage;
  const storage = memoryDraftStorage();
  const drafts = makeDrafts(storage, clock, storedWriteAhead(full, "eva", "one"));
  drafts.keep("customer_c1", typed("Anna"));
  await drafts.flush();
  expect(await storage.get("customer_c1")).toMatchObject(typed("Anna"));
});
