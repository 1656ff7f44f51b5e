// @vitest-environment node

import { afterEach, expect, test } from "vitest";
import { makeDrafts, memoryDraftStorage } from "./drafts.ts";
import { ownDraft, type OwnDraft } from "./own-draft.ts";
import { fakeClock } from "./testing/fake-clock.ts";

const storage = memoryDraftStorage();
const clock = fakeClock();
const open: OwnDraft[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) one.leave();
  await storage.clear();
});

/** What a tab remembers by itself, across its reloads. */
function remembers(said = new Map<string, string>()) {
  return {
    said,
    getItem: (key: string) => said.get(key) ?? null,
    setItem: (key: string, value: string) => void said.set(key, value),
  };
}

async function visit(place = remembers()) {
  const drafts = makeDrafts(storage, clock);
  const own = await ownDraft(drafts, "add", place);
  open.push(own);
  return {
    ...own,
    place,
    found: async () => (await drafts.load(own.key))?.fields["name"]?.value,
    async types(value: string) {
      clock.pass(1_000);
      drafts.keep(own.key, { fields: { name: { base: "", value } } });
      await drafts.flush();
    },
  };
}

test("two tabs have a draft each, and find their own after a reload", async () => {
  const [one, two] = [await visit(), await visit()];
  await one.types("Ann");
  await two.types("Bob");
  one.leave();
  two.leave();
  const again = await visit(one.place);
  expect([await again.found(), await (await visit(two.place)).found()]).toEqual(["Ann", "Bob"]);
});

test("the newest draft of a closed tab is offered, that of an open one is not", async () => {
  const [one, two, three] = [await visit(), await visit(), await visit()];
  await one.types("Ann");
  await two.types("Bob");
  await three.types("Cy");
  one.leave();
  two.leave();
  const next = await visit();
  expect(await next.found()).toBe("Bob");
  expect(await (await visit()).found()).toBe("Ann");
  expect(await (await visit()).found()).toBeUndefined();
});

test("a duplicated tab, which remembers what its model does, starts anew", async () => {
  const model = await visit();
  await model.types("Ann");
  const copy = await visit(remembers(new Map(model.place.said)));
  expect(copy.key).not.toBe(model.key);
  expect(await copy.found()).toBeUndefined();
});

test("a draft that was kept before tabs had their own is offered too", async () => {
  const drafts = makeDrafts(storage, clock);
  drafts.keep("add", { fields: { name: { base: "", value: "Ann" } } });
  await drafts.flush();
  expect(await (await visit()).found()).toBe("Ann");
});
