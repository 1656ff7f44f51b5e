import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import type { EntryId } from "@trunkline/domain/ids/ids";
import { CallError } from "../../data/calls.ts";
import type { CustomersPort } from "../../data/ports.tsx";
import { aComment, aCustomer, aSession, anEntry, someFields } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";
// Fetched late in the product; here at once, so that no test waits for it.
import "./comments/form.tsx";

const done: SaveAnswer = { kind: "done", entryId: "e9" as EntryId };
const asksAboutCity: SaveAnswer = {
  kind: "conflict",
  conflicts: [{ field: "city", base: "Oslo", theirs: "Paris", mine: "Bergen" }],
};
const open = (options: DeskOptions = {}) =>
  openDesk(CustomerPage, "/customers/:number", "/customers/17", { customer: aCustomer(), ...options });

const box = (label: string) =>
  screen.getByLabelText(new RegExp(`^${label}`), { selector: "input" }) as HTMLInputElement;

async function type(label: string, text: string) {
  const user = userEvent.setup();
  await user.clear(box(label));
  if (text !== "") await user.type(box(label), text);
}

const save = async () => userEvent.setup().click(screen.getByRole("button", { name: "Save" }));

describe("the page of a customer", () => {
  test("12 example 1: heading, balance and title of the customer", () => {
    open({ customer: aCustomer({ name: "John Doe", login: "000001", number: 17, balance: -78290 }) });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("John Doe (000001 - 17)");
    expect(screen.getByText("-782.90 $")).toBeTruthy();
    expect(document.title).toBe("John Doe (000001 - 17)");
  });

  test("says the same for a customer who is unknown, deleted or of another partner", async () => {
    open({ customer: undefined });
    expect(await screen.findByRole("heading", { name: "Customer not found" })).toBeTruthy();
    expect(screen.getByText(/There is no customer with ID 17 that you can open/)).toBeTruthy();
  });

  test("12 §7.5: closes to a notice when the customer leaves the viewer's sight", async () => {
    const { send } = open({ customer: aCustomer({ name: "John Doe" }) });
    send.customer(undefined);
    expect(await screen.findByRole("heading", { name: "Customer not found" })).toBeTruthy();
    expect(document.body.textContent).toContain("John Doe (17) has just been deleted");
    send.customer(aCustomer({ name: "John Doe" }));
    expect(await screen.findByRole("heading", { level: 1, name: /^John Doe \(/ })).toBeTruthy();
  });

  test("12 §7.5: a refused listener closes the page in the same way", async () => {
    const { refuse } = open();
    refuse();
    expect(await screen.findByRole("heading", { name: "Customer not found" })).toBeTruthy();
    expect(document.body.textContent).toContain("Customer 17 (17) has just been deleted");
  });

  test("a name with direction marks keeps them to itself", () => {
    open({ customer: aCustomer({ name: "\u202eeoD nhoJ", login: "000001" }) });
    const heading = screen.getByRole("heading", { level: 1 });
    expect(heading.querySelector("bdi")?.textContent).toBe("\u202eeoD nhoJ");
    expect(heading.textContent).toBe("\u202eeoD nhoJ (000001 - 17)");
  });

  test("is not opened without the permission", () => {
    open({ session: aSession({ permissions: ["customers.list"] }) });
    expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
  });

  test("can be read but not saved without the permission to edit", () => {
    open({ session: aSession({ permissions: ["customers.view"] }) });
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    expect(box("City").readOnly).toBe(true);
  });

  test("loses its Save while open when the permission is taken", () => {
    const { send } = open();
    expect(screen.getByRole("button", { name: "Save" })).toBeTruthy();
    send.session(aSession({ permissions: ["customers.view"] }));
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
});

describe("editing together", () => {
  test("12 §2.5.1a: only the touched field is sent, with the value it was loaded with", async () => {
    const sent: unknown[] = [];
    open({
      save: async (_customer, touched) => {
        sent.push(touched);
        return done;
      },
    });
    await type("City", "Bergen");
    await save();
    expect(sent).toEqual([{ city: { base: "Oslo", mine: "Bergen" } }]);
  });

  test("Save waits for a change, and goes back to waiting after it", async () => {
    const { send } = open({ save: async () => done });
    const button = () => screen.getByRole("button", { name: "Save" }) as HTMLButtonElement;
    expect(button().disabled).toBe(true);
    await type("City", "Bergen");
    expect(button().disabled).toBe(false);
    await save();
    send.customer(aCustomer({ city: "Bergen" }));
    await waitFor(() => expect(button().disabled).toBe(true));
    expect(box("City").value).toBe("Bergen");
  });

  test("12 §2.5.1: the second Save below the right column does the same", async () => {
    const sent: unknown[] = [];
    open({ save: async (_customer, touched) => (sent.push(touched), done) });
    const second = screen.getByRole("button", { name: "Save customer" }) as HTMLButtonElement;
    expect(second.disabled).toBe(true);
    await type("City", "Bergen");
    await userEvent.setup().click(second);
    expect(sent).toEqual([{ city: { base: "Oslo", mine: "Bergen" } }]);
  });

  test("an untouched field follows a colleague, a touched one keeps what was typed", async () => {
    const { send } = open();
    await type("City", "Bergen");
    send.customer(aCustomer({ street: "New street 1", city: "Oslo" }));
    expect(box("Street").value).toBe("New street 1");
    expect(box("City").value).toBe("Bergen");
  });

  test("a field both changed says who and what, and can be taken or kept on the spot", async () => {
    const user = userEvent.setup();
    const { send } = open();
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
    const { send } = open({
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
    open({
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
    const { send } = open();
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

describe("values that cannot be stored", () => {
  test("10 example 6: a bad address is named at its field and nothing is sent", async () => {
    const sent: unknown[] = [];
    open({ save: async () => (sent.push(1), done) });
    await type("Email", "a@x.com, bad");
    await save();
    expect(screen.getByText(/“bad” is not valid/)).toBeTruthy();
    expect(box("Email").getAttribute("aria-invalid")).toBe("true");
    expect(sent).toEqual([]);
  });

  test("10 example 6: two addresses are stored as two", async () => {
    const sent: unknown[] = [];
    open({ save: async (_customer, touched) => (sent.push(touched), done) });
    await type("Email", "a@x.com ,, b@x.com");
    await save();
    expect(sent).toEqual([{ emails: { base: [], mine: ["a@x.com", "b@x.com"] } }]);
  });

  test("a value the server refuses is told at its field and stays typed", async () => {
    open({ save: async () => ({ kind: "fields", problems: { login: { kind: "taken", number: null } } }) });
    await type("Portal login", "taken");
    await save();
    expect(await screen.findByText(/already used/)).toBeTruthy();
    expect(box("Portal login").value).toBe("taken");
  });

  test("10 example 8: a required field an operator just invented holds up the next Save", async () => {
    const sent: unknown[] = [];
    const { send } = open({ save: async () => (sent.push(1), done) });
    send.fields(someFields({ name: "place", title: "Service location", required: true }));
    expect(box("Service location")).toBeTruthy();
    await type("City", "Bergen");
    await save();
    expect(sent).toEqual([]);
    expect(box("Service location").getAttribute("aria-invalid")).toBe("true");
  });
});

test("12 example 13: leaving with an unsaved change asks first; Stay keeps it, Leave keeps it as a draft", async () => {
  const { history } = open();
  const user = userEvent.setup();
  await type("City", "Bergen");
  await user.click(screen.getByRole("link", { name: "List" }));
  const dialog = await screen.findByRole("alertdialog", { name: "Leave without saving?" });
  await user.click(within(dialog).getByRole("button", { name: "Stay" }));
  expect(history.get()).toBe("/customers/17");
  expect(box("City").value).toBe("Bergen");
  await user.click(await screen.findByRole("link", { name: "List" }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Leave" }));
  await waitFor(() => expect(history.get()).toBe("/customers"));
});

test("without a change nobody is asked", async () => {
  const { history } = open();
  await userEvent.setup().click(screen.getByRole("link", { name: "List" }));
  await waitFor(() => expect(history.get()).toBe("/customers"));
});

describe("what is not in sight", () => {
  const company = aCustomer({ category: "company", vatId: "CZ1" });
  const choose = async (option: string) => {
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: /^Category/ }));
    await user.click(await screen.findByRole("option", { name: option }));
  };

  test("10 example 10: the fields of a business come and go with the category and keep their values", async () => {
    open({ customer: company });
    expect(box("VAT ID").value).toBe("CZ1");
    expect(box("Date of birth")).toBeTruthy();
    await choose("Individual");
    expect(screen.queryByLabelText("VAT ID")).toBeNull();
    expect(box("Date of birth")).toBeTruthy();
    expect(box("Identification")).toBeTruthy();
    await choose("Business");
    for (const label of ["Company ID", "Contact person", "VAT ID"]) expect(box(label)).toBeTruthy();
    expect(box("VAT ID").value).toBe("CZ1");
  });

  test("what is wrong in a field that the category hides holds up no Save", async () => {
    const sent: unknown[] = [];
    open({ customer: company, save: async (_customer, touched) => (sent.push(touched), done) });
    await type("VAT ID", "x".repeat(65));
    await choose("Individual");
    await save();
    expect(sent).toEqual([{ category: { base: "company", mine: "person" } }]);
  });

  test("10 §8.18: a required field beyond the limit comes into sight when it holds up Save", async () => {
    const sent: unknown[] = [];
    const fields = ["a", "b"].map((name) => ({ name, title: `Field ${name}`, required: name === "b" }));
    const { send } = open({ fields: someFields(...fields), save: async () => (sent.push(1), done) });
    send.customersConfig({ fieldLimit: 1 });
    expect(screen.queryByLabelText(/^Field b/)).toBeNull();
    expect(screen.getByRole("button", { name: "Show all 2 fields" })).toBeTruthy();
    await type("City", "Bergen");
    await save();
    expect(sent).toEqual([]);
    expect(box("Field b").getAttribute("aria-invalid")).toBe("true");
  });
});

describe("without a connection", () => {
  test("12 example 17: Save keeps the change, says so, and sends it once on return", async () => {
    const sent: unknown[] = [];
    const { send } = open({ save: async (_customer, touched) => (sent.push(touched), done) });
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
    open({
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
    const { send } = open();
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
    const { send, drafts } = open();
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
    const { send } = open();
    await type("City", "Bergen");
    expect(screen.queryByText(/You may not edit this customer any more/)).toBeNull();
    send.session(aSession({ permissions: ["customers.view"] }));
    expect(screen.getByText(/You may not edit this customer any more/)).toBeTruthy();
    expect(box("City").value).toBe("Bergen");
    await userEvent.setup().click(screen.getByRole("button", { name: "Discard draft" }));
    expect(box("City").value).toBe("Oslo");
    expect(screen.queryByText(/You may not edit this customer any more/)).toBeNull();
  });

  describe("one press is one Save", () => {
    type Sent = { readonly key: string; readonly again: boolean | undefined; readonly touched: unknown };
    /** A server that notes what it is sent, and answers only when the test says. */
    const server = () => {
      const sent: Sent[] = [];
      const waiting: { answer(): void; lose(): void }[] = [];
      const save: CustomersPort["save"] = (_customer, touched, _definitions, { key, again }) => {
        sent.push({ key, again, touched: JSON.parse(JSON.stringify(touched)) as unknown });
        return new Promise((resolve, reject) =>
          waiting.push({
            answer: () => resolve(done),
            lose: () => reject(new CallError("offline", "cut")),
          }),
        );
      };
      const next = async () => {
        await waitFor(() => expect(waiting).toHaveLength(1), { timeout: 5_000 });
        return waiting.shift() as (typeof waiting)[number];
      };
      return { sent, save, next };
    };
    const bergen = { city: { base: "Oslo", mine: "Bergen" } };

    test("without an answer it goes out again as it was, by its key; what was typed meanwhile goes after it", async () => {
      const { sent, save: port, next } = server();
      const { send } = open({ save: port });
      await type("City", "Bergen");
      await save();
      send.connection("silent");
      (await next()).lose();
      await type("Street", "Long 17");
      send.connection("online");
      (await next()).answer();
      await waitFor(() => expect(sent).toHaveLength(3));
      expect(sent[1]).toEqual({ key: sent[0]?.key, again: true, touched: bergen });
      expect(sent[2]).toMatchObject({ again: false, touched: { street: { mine: "Long 17" } } });
      expect(sent[2]?.key).not.toBe(sent[0]?.key);
    });

    test("a page that reloads meanwhile asks what became of it, and saves nothing that nobody pressed Save for", async () => {
      const first = server();
      const before = open({ save: first.save });
      await type("City", "Bergen");
      await save();
      await type("Street", "Long 17");
      await before.drafts.flush();
      before.unmount();
      const second = server();
      const after = open({ storage: before.storage, save: second.save });
      const asked = await second.next();
      expect(second.sent).toEqual([{ key: first.sent[0]?.key, again: true, touched: bergen }]);
      asked.answer();
      after.send.customer(aCustomer({ city: "Bergen" }));
      await waitFor(async () => expect(await after.drafts.keys()).toEqual(["customer_c17"]));
      expect(box("Street").value).toBe("Long 17");
      expect(screen.queryByText(/Will be saved/)).toBeNull();
      expect(second.sent).toHaveLength(1);
    });

    test("answered, the next press is a new one", async () => {
      const { sent, save: port, next } = server();
      const { send } = open({ save: port });
      await type("City", "Bergen");
      await save();
      (await next()).answer();
      send.customer(aCustomer({ city: "Bergen" }));
      send.customer(aCustomer({ city: "Oslo" }));
      await waitFor(() => expect(box("City").value).toBe("Oslo"));
      await type("City", "Bergen");
      await save();
      (await next()).answer();
      expect(sent.map(({ touched }) => touched)).toEqual([bergen, bergen]);
      expect(sent[1]?.key).not.toBe(sent[0]?.key);
    });

    test("given up, it is not sent again", async () => {
      const { sent, save: port, next } = server();
      const { drafts, storage } = open({ save: port });
      await type("City", "Bergen");
      await save();
      (await next()).lose();
      await userEvent.setup().click(await screen.findByRole("button", { name: "Discard draft" }));
      await drafts.flush();
      expect(await storage.keys()).toEqual([]);
      expect(sent).toHaveLength(1);
    });
  });

  test("one's own Save is never asked about, nor shown undone, before the record arrives", async () => {
    const sent: unknown[] = [];
    const { send } = open({
      customer: aCustomer({ city: "Oslo", updatedAt: { toMillis: () => 100 } }),
      save: async (_customer, touched) => (sent.push(touched), { ...done, over: 100 }),
    });
    await type("City", "Bergen");
    await save();
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(box("City").value).toBe("Bergen");
    await type("City", "Bergen 2");
    // A colleague's earlier change of another field comes first.
    send.customer(aCustomer({ city: "Oslo", street: "New 1", updatedAt: { toMillis: () => 100 } }));
    expect(box("City").value).toBe("Bergen 2");
    expect(screen.queryByText(/changed this to/)).toBeNull();
    await save();
    await waitFor(() => expect(sent.at(-1)).toEqual({ city: { base: "Bergen", mine: "Bergen 2" } }));
  });

  test("a Save whose answer never came is kept, not lost", async () => {
    open({
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
    const before = open();
    before.send.connection("offline");
    await type("City", "Bergen");
    await save();
    await before.drafts.flush();
    before.unmount();
    const after = open({
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

test("the activity tells who did what, with old and new values", () => {
  open({
    activity: [
      anEntry({ actor: "tom", before: { city: "Oslo" }, after: { city: "Paris" } }),
      anEntry({
        id: "e2",
        actor: "eva",
        kind: "comment",
        action: "completed",
        before: { state: "open" },
        record: "m7",
        after: { state: "done" },
      }),
    ],
    comments: [aComment({ id: "m7", state: "done", text: "Visit", scheduled: 1 })],
  });
  const entries = within(screen.getByRole("list", { name: "Activity" })).getAllByRole("listitem");
  expect(entries[0]?.textContent).toContain("Tom Okafor changed City");
  expect(entries[0]?.textContent).toContain("OsloParis");
  expect(entries[1]?.textContent).toContain("Eva Dvořák closed customer note “Visit”");
});

test("a name that looks like HTML is shown as text", () => {
  open({ customer: aCustomer({ name: "<img src=x onerror=alert(1)>" }) });
  expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("<img src=x onerror=alert(1)>");
  expect(document.querySelector("img[src=x]")).toBeNull();
});
