// @vitest-environment node

import { afterEach, expect, test } from "vitest";
import { sessionTabs, type SessionNews, type SessionTabs } from "./session-tabs.ts";

const open: SessionTabs[] = [];
const tab = (uid: string, onTold: (news: SessionNews) => void = () => undefined) => {
  const tabs = sessionTabs(uid, onTold);
  open.push(tabs);
  return tabs;
};
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
});

test("a tab tells the others of its person, and not itself, what happened to the session", async () => {
  const told: string[] = [];
  const heard = Promise.withResolvers<void>();
  const here = tab("a1", (news) => told.push(`here ${news}`));
  tab("a2", (news) => told.push(`another person ${news}`));
  tab("a1", (news) => {
    told.push(`there ${news}`);
    if (news === "ended") heard.resolve();
  });
  here.tell("token");
  here.tell("ended");
  await heard.promise;
  expect(told).toEqual(["there token", "there ended"]);
});

test("what changes the session has ended before another tab is told that it is settled", async () => {
  const [here, there] = [tab("a1"), tab("a1")];
  const log: string[] = [];
  const answer = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const changing = here.alone(async () => {
    begun.resolve();
    await answer.promise;
    log.push("changed");
  });
  await begun.promise;
  const settled = there.settled().then(() => log.push("settled"));
  await tab("a2").settled();
  log.push("another person");
  answer.resolve();
  await Promise.all([changing, settled]);
  expect(log).toEqual(["another person", "changed", "settled"]);
});

test("a change that fails holds nobody up", async () => {
  const here = tab("a1");
  await expect(here.alone(() => Promise.reject(new Error("cut")))).rejects.toThrow("cut");
  await tab("a1").settled();
});
