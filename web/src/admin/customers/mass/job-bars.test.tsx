import { createSignal } from "solid-js";
import { fireEvent, render, screen } from "@solidjs/testing-library";
import { readJob, type Job } from "@trunkline/domain/jobs/job";
import { beforeEach, expect, test } from "vitest";
import { fakeClock } from "../../../lib/testing/fake-clock.ts";
import { JobBars } from "./job-bars.tsx";

const NOW = Date.UTC(2026, 10, 22, 12);
const aJob = (id: string, part: Record<string, unknown> = {}): Job => {
  const read = readJob(id, {
    uid: "eva",
    kind: "mass-change",
    state: "running",
    total: 3,
    createdAt: { toMillis: () => NOW },
    ...part,
  });
  if (!read.ok) throw new Error(read.error.problems.join());
  return read.value;
};

function open(first: readonly Job[]) {
  const clock = fakeClock(NOW);
  const [jobs, setJobs] = createSignal(first);
  render(() => <JobBars jobs={jobs()} now={clock.now()} clock={clock} />);
  return { clock, setJobs };
}

beforeEach(() => localStorage.clear());

test("a run that ended with nobody refused goes by itself; one that runs or was refused for somebody stays", () => {
  const refused = [{ customerId: "c4", number: 4, reason: "No." }];
  const { clock, setJobs } = open([
    aJob("j1", { done: 1 }),
    aJob("j2", { done: 3, state: "done" }),
    aJob("j3", { done: 3, state: "done", failed: refused }),
  ]);
  clock.pass(10_000);
  expect(screen.getAllByRole("status").map((one) => one.querySelector("span")?.textContent)).toEqual([
    "Change: 1 of 3 …",
    "Change: 2 of 3 done, 1 refused",
  ]);
  setJobs([aJob("j1", { done: 3, state: "done" })]);
  expect(screen.getByText("Change: 3 of 3 done")).toBeTruthy();
  clock.pass(10_000);
  expect(screen.queryByRole("status")).toBeNull();
});

test("it does not go from under the hand", () => {
  const { clock } = open([aJob("j1", { done: 3, state: "done" })]);
  const dismiss = screen.getByRole("button", { name: "Dismiss" });
  dismiss.focus();
  clock.pass(10_000);
  expect(document.activeElement).toBe(dismiss);
  fireEvent.click(dismiss);
  expect(screen.queryByRole("status")).toBeNull();
});
