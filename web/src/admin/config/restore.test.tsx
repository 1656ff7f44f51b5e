import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { Caller } from "../../data/calls.ts";
import { aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import RestoreCustomers from "./restore.tsx";

const deleted = {
  customerId: "c3",
  number: 3,
  login: "000003",
  name: "John Doe",
  deletedAt: Date.UTC(2026, 10, 20),
};

function open(
  answers: readonly unknown[],
  permissions: readonly ["config.tools"] | readonly [] = ["config.tools"],
) {
  const asked: { name: string; input: unknown }[] = [];
  const left = [{ kind: "found", rows: [deleted] }, ...answers];
  const call: Caller = async (name, input) => {
    asked.push({ name, input });
    return left.shift() as never;
  };
  openDesk(RestoreCustomers, "/config/restore", "/config/restore", {
    session: aSession({ permissions }),
    call,
  });
  return { asked, user: userEvent.setup() };
}

describe("restoring deleted customers (11 §8)", () => {
  test("example 12: with the login given to someone else a new one is demanded before he is back", async () => {
    const { user, asked } = open([
      { kind: "login-needed" },
      { kind: "fields", problems: { login: { kind: "taken", number: 9 } } },
      { kind: "done", entryId: "e9" },
    ]);
    await user.click(await screen.findByRole("button", { name: "Restore John Doe" }));
    const login = await screen.findByLabelText(/^Portal login/, { selector: "input" });
    await user.type(login, "000009");
    await user.click(screen.getByRole("button", { name: "Restore" }));
    expect(await screen.findByText("This login is already used by customer #9.")).toBeTruthy();
    await user.clear(screen.getByLabelText(/^Portal login/, { selector: "input" }));
    await user.type(screen.getByLabelText(/^Portal login/, { selector: "input" }), "john");
    await user.click(screen.getByRole("button", { name: "Restore" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.slice(1).map(({ input }) => (input as { login: string | null }).login)).toEqual([
      null,
      "000009",
      "john",
    ]);
    expect(screen.queryByRole("button", { name: "Restore John Doe" })).toBeNull();
  });

  test("finds by what is typed", async () => {
    const { user, asked } = open([{ kind: "found", rows: [] }]);
    await user.type(await screen.findByLabelText(/^ID, login/), "nobody");
    await user.click(screen.getByRole("button", { name: "Find" }));
    expect(await screen.findByText("No deleted customer matches")).toBeTruthy();
    expect(asked.at(-1)).toEqual({ name: "findDeleted", input: { text: "nobody" } });
  });

  test("is closed without the permission", () => {
    const { asked } = open([], []);
    expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
    expect(asked).toEqual([]);
  });
});
