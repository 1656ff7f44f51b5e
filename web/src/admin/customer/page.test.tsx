import type { Caller } from "../../data/calls.ts";
import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { aComment, aCustomer, aSession, anEntry, someFields } from "../testing/builders.ts";
import { box, done, openPage, save, type } from "./testing.ts";

describe("the page of a customer", () => {
  test("12 example 1: heading, balance and title of the customer", () => {
    openPage({ customer: aCustomer({ name: "John Doe", login: "000001", number: 17, balance: -78290 }) });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("John Doe (000001 - 17)");
    expect(screen.getByText("-782.90 $")).toBeTruthy();
    expect(document.title).toBe("John Doe (000001 - 17)");
  });

  test("says the same for a customer who is unknown, deleted or of another partner", async () => {
    openPage({ customer: undefined });
    expect(await screen.findByRole("heading", { name: "Customer not found" })).toBeTruthy();
    expect(screen.getByText(/There is no customer with ID 17 that you can open/)).toBeTruthy();
  });

  test("12 §7.5: closes to a notice when the customer leaves the viewer's sight", async () => {
    const { send } = openPage({ customer: aCustomer({ name: "John Doe" }) });
    send.customer(undefined);
    expect(await screen.findByRole("heading", { name: "Customer not found" })).toBeTruthy();
    expect(document.body.textContent).toContain("John Doe (17) has just been deleted");
    send.customer(aCustomer({ name: "John Doe" }));
    expect(await screen.findByRole("heading", { level: 1, name: /^John Doe \(/ })).toBeTruthy();
  });

  test("12 §7.5: a refused listener closes the page in the same way", async () => {
    const { refuse } = openPage();
    refuse();
    expect(await screen.findByRole("heading", { name: "Customer not found" })).toBeTruthy();
    expect(document.body.textContent).toContain("Customer 17 (17) has just been deleted");
  });

  test("a name with direction marks keeps them to itself", () => {
    openPage({ customer: aCustomer({ name: "\u202eeoD nhoJ", login: "000001" }) });
    const heading = screen.getByRole("heading", { level: 1 });
    expect(heading.querySelector("bdi")?.textContent).toBe("\u202eeoD nhoJ");
    expect(heading.textContent).toBe("\u202eeoD nhoJ (000001 - 17)");
  });

  test("what was changed and is not saved is marked at its field, and Save tells what it is about to write", async () => {
    openPage({ customer: aCustomer({ city: "Oslo" }) });
    const described = (label: string) => {
      const ids = box(label).getAttribute("aria-describedby")?.split(" ") ?? [];
      return ids.map((id) => document.querySelector(`[id="${id}"]`)?.textContent);
    };
    const button = () => screen.getByRole("button", { name: "Save" });
    expect(described("City")).toEqual([]);
    await type("City", "x");
    await type("Street", "x");
    expect(described("City")).toEqual(["Changed, not saved"]);
    expect(described("ZIP code")).toEqual([]);
    expect(button().textContent).toContain("2");
    expect(button().getAttribute("title")).toBe("Changed: Street, City");
    await type("City", "Oslo");
    expect(described("City")).toEqual([]);
    expect(button().getAttribute("title")).toBe("Changed: Street");
  });

  test("is not opened without the permission", () => {
    openPage({ session: aSession({ permissions: ["customers.list"] }) });
    expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
  });

  test("can be read but not saved without the permission to edit", () => {
    openPage({ session: aSession({ permissions: ["customers.view"] }) });
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    expect(box("City").readOnly).toBe(true);
  });

  test("loses its Save while open when the permission is taken", () => {
    const { send } = openPage();
    expect(screen.getByRole("button", { name: "Save" })).toBeTruthy();
    send.session(aSession({ permissions: ["customers.view"] }));
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
});

describe("Save", () => {
  test("12 §2.5.1a: only the touched field is sent, with the value it was loaded with", async () => {
    const sent: unknown[] = [];
    openPage({
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
    const { send } = openPage({ save: async () => done });
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
    openPage({ save: async (_customer, touched) => (sent.push(touched), done) });
    const second = screen.getByRole("button", { name: "Save customer" }) as HTMLButtonElement;
    expect(second.disabled).toBe(true);
    await type("City", "Bergen");
    await userEvent.setup().click(second);
    expect(sent).toEqual([{ city: { base: "Oslo", mine: "Bergen" } }]);
  });
});

describe("values that cannot be stored", () => {
  test("10 example 6: a bad address is named at its field and nothing is sent", async () => {
    const sent: unknown[] = [];
    openPage({ save: async () => (sent.push(1), done) });
    await type("Email", "a@x.com, bad");
    await save();
    expect(screen.getByText(/“bad” is not valid/)).toBeTruthy();
    expect(box("Email").getAttribute("aria-invalid")).toBe("true");
    expect(sent).toEqual([]);
  });

  test("10 example 6: two addresses are stored as two", async () => {
    const sent: unknown[] = [];
    openPage({ save: async (_customer, touched) => (sent.push(touched), done) });
    await type("Email", "a@x.com ,, b@x.com");
    await save();
    expect(sent).toEqual([{ emails: { base: [], mine: ["a@x.com", "b@x.com"] } }]);
  });

  test("a value the server refuses is told at its field and stays typed", async () => {
    openPage({
      save: async () => ({ kind: "fields", problems: { login: { kind: "taken", number: null } } }),
    });
    await type("Portal login", "taken");
    await save();
    expect(await screen.findByText(/already used/)).toBeTruthy();
    expect(box("Portal login").value).toBe("taken");
  });

  test("a login that is taken is told together with what the page finds by itself, before anything is sent", async () => {
    const asked: unknown[] = [];
    const call = (async (name: string, input: unknown) => {
      asked.push([name, input]);
      return { kind: "duplicates", duplicates: [], problems: { login: { kind: "taken", number: null } } };
    }) as Caller;
    openPage({ call, save: async () => done });
    await type("Email", "bad");
    await type("Portal login", "taken");
    await save();
    expect(await screen.findByText(/already used/)).toBeTruthy();
    expect(screen.getByText(/“bad” is not valid/)).toBeTruthy();
    expect(asked).toMatchObject([["findDuplicates", { values: { login: "taken" } }]]);
  });

  test("10 example 8: a required field an operator just invented holds up the next Save", async () => {
    const sent: unknown[] = [];
    const { send } = openPage({ save: async () => (sent.push(1), done) });
    send.fields(someFields({ name: "place", title: "Service location", required: true }));
    expect(box("Service location")).toBeTruthy();
    await type("City", "Bergen");
    await save();
    expect(sent).toEqual([]);
    expect(box("Service location").getAttribute("aria-invalid")).toBe("true");
  });
});

test("12 example 13: leaving with an unsaved change asks first; Stay keeps it, Leave keeps it as a draft", async () => {
  const { history } = openPage();
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
  const { history } = openPage();
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
    openPage({ customer: company });
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
    openPage({ customer: company, save: async (_customer, touched) => (sent.push(touched), done) });
    await type("VAT ID", "x".repeat(65));
    await choose("Individual");
    await save();
    expect(sent).toEqual([{ category: { base: "company", mine: "person" } }]);
  });

  test("10 §8.18: a required field beyond the limit comes into sight when it holds up Save", async () => {
    const sent: unknown[] = [];
    const fields = ["a", "b"].map((name) => ({ name, title: `Field ${name}`, required: name === "b" }));
    const { send } = openPage({ fields: someFields(...fields), save: async () => (sent.push(1), done) });
    send.customersConfig({ fieldLimit: 1 });
    expect(screen.queryByLabelText(/^Field b/)).toBeNull();
    expect(screen.getByRole("button", { name: "Show all 2 fields" })).toBeTruthy();
    await type("City", "Bergen");
    await save();
    expect(sent).toEqual([]);
    expect(box("Field b").getAttribute("aria-invalid")).toBe("true");
  });
});

test("on paper each box carries its whole text, and fields beyond the limit are there", () => {
  const fields = ["a", "b"].map((name) => ({ name, title: `Field ${name}` }));
  const emails = Array.from({ length: 9 }, (_unused, index) => `somebody.${index}@example.com`);
  const { send } = openPage({ customer: aCustomer({ emails }), fields: someFields(...fields) });
  send.customersConfig({ fieldLimit: 1 });
  expect(screen.queryByLabelText("Field b")).toBeNull();
  window.dispatchEvent(new Event("beforeprint"));
  expect(screen.getByLabelText("Field b")).toBeTruthy();
  expect(box("Email").parentElement?.dataset["printed"]).toBe(emails.join(", "));
  window.dispatchEvent(new Event("afterprint"));
  expect(screen.queryByLabelText("Field b")).toBeNull();
  expect(box("Email").parentElement?.dataset["printed"]).toBeUndefined();
});

test("the activity tells who did what, with old and new values", () => {
  openPage({
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
  openPage({ customer: aCustomer({ name: "<img src=x onerror=alert(1)>" }) });
  expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("<img src=x onerror=alert(1)>");
  expect(document.querySelector("img[src=x]")).toBeNull();
});
