import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { aComment, aCustomer, aSession } from "../../testing/builders.ts";
import { openDesk, type DeskOptions } from "../../testing/desk.tsx";
import { Bell } from "./bell.tsx";

const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const todo = (id: string, scheduled: number, text = id) =>
  aComment({ id, text, scheduled, state: "open", assignee: "eva", author: "tom" });
const mention = (id: string, at: number, part = {}) =>
  aComment({
    id,
    text: `${id} @Eva Dvořák`,
    author: "tom",
    mentions: ["eva"],
    mentionedAt: { toMillis: () => at },
    ...part,
  });
const open = (options: DeskOptions = {}) =>
  openDesk(Bell, "/", "/", { customer: aCustomer({ name: "John Doe" }), ...options });
const bell = () => screen.getByRole("button", { name: /^Notifications/ });
const look = () => userEvent.setup().click(bell());

test("counts to-dos of today and before, and mentions not seen yet", () => {
  open({ due: [todo("late", NOON - 48 * HOUR), todo("soon", NOON + HOUR)], mentions: [mention("m", NOON)] });
  expect(bell().getAttribute("aria-label")).toBe("Notifications: 3");
  expect(screen.getByRole("status").textContent).toBe("3 notifications");
});

test("what one wrote oneself, and what was deleted, is no news", () => {
  open({ mentions: [mention("own", NOON, { author: "eva" })] });
  expect(bell().getAttribute("aria-label")).toBe("Notifications");
});

test("opened, it tells who, what and when, with links to the customers; then mentions are seen", async () => {
  const { send } = open({
    due: [todo("late", NOON - 48 * HOUR, "Call back")],
    mentions: [mention("Look", NOON)],
  });
  await look();
  const link = await screen.findByRole("link", { name: "Call back" });
  expect(link.getAttribute("href")).toBe("/customers/17?below=comments&comment=late");
  expect(screen.getAllByText("John Doe")).toHaveLength(2);
  expect(screen.getByText(/overdue/)).toBeTruthy();
  expect(screen.getByText("New")).toBeTruthy();
  expect(bell().getAttribute("aria-label")).toBe("Notifications: 1");
  // A later one is new again, also for who comes back.
  send.mentions([mention("Again", NOON + HOUR), mention("Look", NOON)]);
  expect(bell().getAttribute("aria-label")).toBe("Notifications: 2");
});

test("a customer that cannot be opened is not linked", async () => {
  open({ customer: undefined, due: [todo("late", NOON - HOUR, "Call back")] });
  await look();
  expect(await screen.findByText("A customer you cannot open")).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Call back" })).toBeNull();
});

test("a to-do is announced once when its moment comes, and not what was over before", async () => {
  const { clock, send } = open({ due: [todo("late", NOON - HOUR), todo("call", NOON + HOUR, "Call back")] });
  expect(screen.queryByText(/^To-do due/)).toBeNull();
  clock.pass(HOUR + 60_000);
  expect(await screen.findByText("To-do due: Call back")).toBeTruthy();
  expect(screen.getByText("John Doe (17)")).toBeTruthy();
  clock.pass(HOUR);
  send.due([todo("call", NOON + HOUR, "Call back")]);
  await waitFor(() => expect(screen.getAllByText(/^To-do due/)).toHaveLength(1));
});

test("says that there is more than it lists", () => {
  open({ due: Array.from({ length: 20 }, (_unused, index) => todo(`t${index}`, NOON)) });
  expect(bell().getAttribute("aria-label")).toBe("Notifications: 20+");
});

test("nothing is asked for who may see no customer", async () => {
  open({ due: [todo("late", NOON)], session: aSession({ permissions: [] }) });
  expect(bell().getAttribute("aria-label")).toBe("Notifications");
  await look();
  expect(screen.getByText("Nothing is due.")).toBeTruthy();
  expect(screen.getByText("Nobody mentioned you.")).toBeTruthy();
});
