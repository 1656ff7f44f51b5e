import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { CallError } from "../../data/calls.ts";
import { aCustomer, aSession } from "../testing/builders.ts";
import { asksAboutCity, box, done, openPage, save, type } from "./testing.ts";

describe("without a connection", () => {
  test("12 example 17: Save keeps the change, says so, and sends it once on return", async () => {
    const sent: unknown[] = [];
    const { send } = openPage({ save: async (_customer, touched) => (sent.push(touched), done) });
    send.connection("offline");
    await type("City", "Bergen");
    await save();
    expect(screen.getByText(/Will be saved when back online/)).toBeTruthy();
    expect(sent).toEqual([]);
    send.connection("online");
    await waitFor(() => expect(sent).toEqual([{ city: { base: "Oslo", mine: "Bergen" } }]));
    send.customer(aCustomer({ city: "Bergen" }));
    await waitFor(() => expect(screen.queryByText(/Will be saved/)).toBeNull());
    expect(sent).toHaveLength(1);
  });

  test("a Save without an answer is tried again while the connection holds", async () => {
    const sent: unknown[] = [];
    openPage({
      save: async (_customer, touched) => {
        sent.push(touched);
        if (sent.length === 1) throw new CallError("offline", "cut");
        return done;
      },
    });
    await type("City", "Bergen");
    await save();
    await waitFor(() => expect(sent).toHaveLength(2), { timeout: 5_000 });
    await waitFor(() => expect(screen.queryByText(/Will be saved/)).toBeNull());
  });

  test("12 §7.5: what was typed at a customer who leaves is shown, and is back when he comes back", async () => {
    const { send } = openPage();
    await type("City", "Bergen");
    await userEvent.setup().click(screen.getByRole("button", { name: "Add a comment or to-do" }));
    await userEvent.setup().type(await screen.findByRole("textbox", { name: /^Comment/ }), "Owes a router");
    send.customer(undefined);
    const left = await screen.findByRole("region", { name: "What you had typed was not saved" });
    expect(
      within(left)
        .getAllByRole("term")
        .map((term) => term.textContent),
    ).toEqual(["City", "Comment"]);
    expect(
      within(left)
        .getAllByRole("definition")
        .map((one) => one.textContent),
    ).toEqual(["Bergen", "Owes a router"]);
    send.customer(aCustomer());
    await waitFor(() => expect(box("City").value).toBe("Bergen"));
  });

  test("… and nothing is said of it where nothing was typed, or it was given up", async () => {
    const { send, drafts } = openPage();
    send.customer(undefined);
    await screen.findByRole("heading", { name: "Customer not found" });
    expect(screen.queryByRole("region", { name: /What you had typed/ })).toBeNull();
    send.customer(aCustomer());
    await type("City", "Bergen");
    send.customer(undefined);
    await userEvent.setup().click(await screen.findByRole("button", { name: "Discard" }));
    expect(screen.queryByRole("region", { name: /What you had typed/ })).toBeNull();
    expect(await drafts.keys()).toEqual([]);
  });

  test("who may edit no more keeps what he typed in sight, and is told that it is not saved", async () => {
    const { send } = openPage();
    await type("City", "Bergen");
    expect(screen.queryByText(/You may not edit this customer any more/)).toBeNull();
    send.session(aSession({ permissions: ["customers.view"] }));
    expect(screen.getByText(/You may not edit this customer any more/)).toBeTruthy();
    expect(box("City").value).toBe("Bergen");
    await userEvent.setup().click(screen.getByRole("button", { name: "Discard draft" }));
    expect(box("City").value).toBe("Oslo");
    expect(screen.queryByText(/You may not edit this customer any more/)).toBeNull();
  });

  test("a Save whose answer never came is kept, not lost", async () => {
    openPage({
      save: async () => {
        throw new CallError("offline", "cut");
      },
    });
    await type("City", "Bergen");
    await save();
    expect(await screen.findByText(/Will be saved when back online/)).toBeTruthy();
    expect(box("City").value).toBe("Bergen");
  });

  test("12 example 17: what was typed survives a reload, and on return is compared with what changed meanwhile", async () => {
    const before = openPage();
    before.send.connection("offline");
    await type("City", "Bergen");
    await save();
    await before.drafts.flush();
    before.unmount();
    const after = openPage({
      storage: before.storage,
      customer: aCustomer({ city: "Paris" }),
      save: async () => asksAboutCity,
    });
    await waitFor(() => expect(box("City").value).toBe("Bergen"));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("Paris");
    after.unmount();
  });
});
