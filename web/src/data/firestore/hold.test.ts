// @vitest-environment node

import { afterEach, expect, test } from "vitest";
import { holdDatabase, othersEnded, type Hold } from "./hold.ts";

const open = new Set<Hold>();
const hold = async () => {
  const mine = await holdDatabase(new AbortController().signal);
  open.add(mine);
  return mine;
};
const nothing = async () => undefined;
const end = (one: Hold, last: (alone: boolean) => Promise<void> = nothing, giveUp = nothing) => {
  open.delete(one);
  return one.end(giveUp, last);
};
afterEach(() => Promise.all([...open].map((one) => end(one))));

test("the last word comes when all have let go, and before anybody opens it or signs in again", async () => {
  const [one, two] = await Promise.all([hold(), hold()]);
  const log: string[] = [];
  const says = (text: string) => async () => void log.push(text);
  const first = end(one, says("first clears"), says("first lets go"));
  await navigator.locks.request("another", nothing);
  expect(log).toEqual(["first lets go"]);
  const second = end(two, says("second clears"), says("second lets go"));
  await first;
  const after = [othersEnded().then(says("signed in")), hold().then(says("opened"))];
  await Promise.all([second, ...after]);
  expect(log.slice(1, 4)).toEqual(["second lets go", "first clears", "second clears"]);
  expect(log.slice(4).toSorted()).toEqual(["opened", "signed in"]);
});

test("who lets go while another one waits is not waited for by who opens it anew, and does not wait for him", async () => {
  const [one, two] = await Promise.all([hold(), hold()]);
  const log: string[] = [];
  const gone = [one, two].map((each) => end(each, async (alone) => void log.push(`cleared ${alone}`)));
  await hold();
  expect(log).toEqual(["cleared true", "cleared true"]);
  await Promise.all(gone);
});

test("a database that cannot be closed holds nobody up", async () => {
  const one = await hold();
  await expect(end(one, nothing, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await hold();
});

test("who does not want it any more is given nothing", async () => {
  const gone = new AbortController();
  gone.abort();
  await expect(holdDatabase(gone.signal)).rejects.toThrow();
  await end(await hold(), async (alone) => expect(alone).toBe(true));
});
