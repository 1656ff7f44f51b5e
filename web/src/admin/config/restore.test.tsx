import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { Permission } from "@trunkline/domain/admin/permissions";
import { CallError, type Caller } from "../../data/calls.ts";
import { aSession, someFields } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import RestoreCustomers from "./restore.tsx";

const deleted = {
  customerId: "c3",
  number: 3,
  login: "000003",
  name: "John Doe",
  phones: ["+420 777 123 456"],
  deletedAt: Date.UTC(2026, 10, 20),
};

function open(
  answers: readonly unknown[],
  permissions: readonly Permission[] = ["config.tools"],
  rows: readonly (typeof deleted)[] | "away" = [deleted],
) {
  const asked: { name: string; input: unknown }[] = [];
  const first = rows === "away" ? new CallError("offline", rows) : { kind: "found", rows, more: false };
  const left = [first, ...answers];
  const call: Caller = async (name, input) => {
    asked.push({ name, input });
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer as never;
  };
  openDesk(RestoreCustomers, "/config/restore", "/config/restore", {
    session: aSession({ permissions }),
    fields: someFields({ name: "contract", title: "Contract ID", unique: true }),
    call,
  });
  return { asked, user: userEvent.setup() };
}

describe("restoring deleted customers (11 §8)", () => {
  test("11 example 12: with the login given to someone else a new one is demanded before he is back", async () => {
    const { user, asked } = open([
      { kind: "needed", fields: ["login"] },
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

  test("11 §8.6: an e-mail address given away is asked for too, and what was typed for the login stays", async () => {
    const { user, asked } = open([
      { kind: "needed", fields: ["login", "email"] },
      { kind: "fields", problems: { email: { kind: "taken", number: 9 } } },
      { kind: "done", entryId: "e9" },
    ]);
    await user.click(await screen.findByRole("button", { name: "Restore John Doe" }));
    await screen.findByLabelText(/^Portal login/, { selector: "input" });
    await user.click(screen.getByRole("button", { name: "Restore" }));
    expect(screen.getAllByText("This field is required.")).toHaveLength(2);
    await user.type(screen.getByLabelText(/^Portal login/, { selector: "input" }), "john");
    const email = screen.getByLabelText(/^Email/, { selector: "input" });
    await user.type(email, "taken@x.cz");
    await user.click(screen.getByRole("button", { name: "Restore" }));
    expect(await screen.findByText("This e-mail address is already used by customer #9.")).toBeTruthy();
    await user.clear(email);
    await user.type(email, "john@x.cz");
    await user.click(screen.getByRole("button", { name: "Restore" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.slice(1).map(({ input }) => input)).toMatchObject([
      { login: null, email: null },
      { login: "john", email: "taken@x.cz" },
      { login: "john", email: "john@x.cz" },
    ]);
  });

  test("11 §8.5: a value that others hold alone by now is named with its field and who has it", async () => {
    const { user } = open([{ kind: "fields", problems: { attr_contract: { kind: "taken", number: 9 } } }]);
    await user.click(await screen.findByRole("button", { name: "Restore John Doe" }));
    expect(await screen.findByText("Contract ID: This value is already used by customer #9.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Restore John Doe" })).toBeTruthy();
  });

  test("without an answer the page says so, and asks again when told to", async () => {
    const { user } = open([{ kind: "found", rows: [deleted], more: false }], ["config.tools"], "away");
    await screen.findByText("Deleted customers cannot be shown");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: "Restore John Doe" })).toBeTruthy();
  });

  test("restoring once more after no answer came is the same press, also when another row was pressed between", async () => {
    const other = { ...deleted, customerId: "c4", number: 4, name: "Ann Lee" };
    const away = new CallError("offline", "away");
    const { user, asked } = open([away, away, away], ["config.tools"], [deleted, other]);
    for (const [presses, name] of ["John Doe", "Ann Lee", "John Doe"].entries()) {
      const button = await screen.findByRole("button", { name: `Restore ${name}` });
      await user.click(button);
      await waitFor(() =>
        expect([asked.length, button.getAttribute("aria-busy")]).toEqual([presses + 2, null]),
      );
    }
    expect(asked[3]).toEqual(asked[1]);
    const [first, between] = asked.slice(1).map(({ input }) => (input as { key: string }).key);
    expect(between).not.toBe(first);
  });

  test("11 §8.4: exports all that match, also those beyond the page, to whoever may export", async () => {
    const files: Blob[] = [];
    URL.createObjectURL = (file) => (files.push(file as Blob), "blob:x");
    URL.revokeObjectURL = () => undefined;
    const older = { ...deleted, customerId: "c1", number: 1, name: "=Older", phones: [] };
    const { user, asked } = open(
      [{ kind: "found", rows: [deleted, older], more: false }],
      ["config.tools", "customers.list.export"],
    );
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: /^Format/ }));
    await user.click(await screen.findByRole("option", { name: "CSV" }));
    await user.click(dialog.getByRole("button", { name: "Export" }));
    expect(await dialog.findByText("2 lines saved to the file.")).toBeTruthy();
    expect(asked.at(-1)).toEqual({ name: "findDeleted", input: { text: "", forFile: true } });
    const lines = (await files[0]?.text())?.split("\r\n") ?? [];
    expect(lines[0]).toContain("ID,Full name,Portal login,Phone number,Deleted");
    expect(lines[1]).toMatch(/^3,John Doe,000003,\+420 777 123 456,/);
    expect(lines[2]).toMatch(/^1,'=Older,000003,,/);
  });

  test("who may not export the list exports no deleted customers either", async () => {
    open([]);
    await screen.findByRole("button", { name: "Restore John Doe" });
    expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
  });

  test("finds by what is typed", async () => {
    const { user, asked } = open([{ kind: "found", rows: [], more: false }]);
    await user.type(await screen.findByLabelText(/^ID, login/), "nobody");
    await user.click(screen.getByRole("button", { name: "Find" }));
    expect(await screen.findByText("No deleted customer matches")).toBeTruthy();
    expect(asked.at(-1)).toEqual({ name: "findDeleted", input: { text: "nobody", forFile: false } });
  });

  test("is closed without the permission", () => {
    const { asked } = open([], []);
    expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
    expect(asked).toEqual([]);
  });
});
