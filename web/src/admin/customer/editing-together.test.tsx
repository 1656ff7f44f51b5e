import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import { aCustomer, anEntry } from "../testing/builders.ts";
import { asksAboutCity, box, done, openPage, save, type } from "./testing.ts";

describe("editing together (12 §2.5.1a)", () => {
  test("an untouched field follows a colleague, a touched one keeps what was typed", async () => {
    const { send } = openPage();
    await type("City", "Bergen");
    send.customer(aCustomer({ street: "New street 1", city: "Oslo" }));
    expect(box("Street").value).toBe("New street 1");
    expect(box("City").value).toBe("Bergen");
  });

  test("a field both changed says who and what, and can be taken or kept on the spot", async () => {
    const user = userEvent.setup();
    const { send } = openPage();
    await type("City", "Bergen");
    send.activity([anEntry({ actor: "tom", before: { city: "Oslo" }, after: { city: "Paris" } })]);
    send.customer(aCustomer({ city: "Paris" }));
    expect(screen.getByText(/Tom Okafor changed this to/).textContent).toContain("Paris");
    await user.click(screen.getByRole("button", { name: "Take" }));
    expect(box("City").value).toBe("Paris");
  });

  test("12 example 11: saving a field both changed asks with base, theirs and mine, and stores only after the choice", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    const { send } = openPage({
      save: async (_customer, touched) => {
        sent.push(touched);
        return sent.length === 1 ? asksAboutCity : done;
      },
    });
    await type("City", "Bergen");
    send.customer(aCustomer({ city: "Paris" }));
    await save();
    const dialog = await screen.findByRole("dialog");
    expect(sent).toEqual([{ city: { base: "Oslo", mine: "Bergen" } }]);
    expect(within(dialog).getByText(/Before:/).textContent).toContain("Oslo");
    const choice = within(dialog).getByRole("button", { name: "Save my choice" }) as HTMLButtonElement;
    expect(choice.disabled).toBe(true);
    await user.click(within(dialog).getByLabelText(/You/));
    await user.click(choice);
    await waitFor(() => expect(sent.slice(1)).toEqual([{ city: { base: "Paris", mine: "Bergen" } }]));
  });

  test("a conflict that only the server saw is asked too, and starts from the server's value", async () => {
    const user = userEvent.setup();
    const sent: unknown[] = [];
    const answers: SaveAnswer[] = [
      { kind: "conflict", conflicts: [{ field: "city", base: "Oslo", theirs: "Rome", mine: "Bergen" }] },
      done,
    ];
    openPage({
      save: async (_customer, touched) => {
        sent.push(touched);
        return answers.shift() ?? done;
      },
    });
    await type("City", "Bergen");
    await save();
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByLabelText(/You/));
    await user.click(within(dialog).getByRole("button", { name: "Save my choice" }));
    await waitFor(() => expect(sent[1]).toEqual({ city: { base: "Rome", mine: "Bergen" } }));
  });

  test("a colleague's place on the page is marked at the field", () => {
    const { send } = openPage();
    send.presence([
      {
        id: "t2",
        uid: "tom",
        partnerId: "p1",
        customerId: "c17",
        field: "city",
        beat: 60,
        at: Date.UTC(2026, 10, 22, 12),
      },
    ] as never);
    expect(screen.getByText("Tom Okafor is here")).toBeTruthy();
    expect(screen.getByRole("img", { name: /Also here: Tom Okafor edits City/ })).toBeTruthy();
  });
});
