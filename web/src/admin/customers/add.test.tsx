import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { CallName, Caller } from "../../data/calls.ts";
import { CallError } from "../../data/calls.ts";
import type { Directory } from "@trunkline/domain/config/directory";
import { DIRECTORY, aSession, someFields } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import AddCustomer from "./add.tsx";

/** Functions that answer from a list, and a record of what they were asked. */
function functions(answers: Partial<Record<CallName, unknown>>) {
  const asked: { name: string; input: unknown }[] = [];
  const call = (async (name: CallName, input: unknown) => {
    asked.push({ name, input });
    const answer = answers[name] ?? { kind: "duplicates", duplicates: [], problems: {} };
    const next: unknown = Array.isArray(answer) ? answer.shift() : answer;
    if (next instanceof Error) throw next;
    return next;
  }) as Caller;
  return {
    call,
    created: () => asked.filter(({ name }) => name === "createCustomer").map(({ input }) => input),
  };
}

const open = (options: DeskOptions) => openDesk(AddCustomer, "/customers/add", "/customers/add", options);
const box = (label: string) =>
  screen.getByLabelText(new RegExp(`^${label}`), { selector: "input" }) as HTMLInputElement;
const type = (label: string, text: string) => userEvent.setup().type(box(label), text);
const add = () => userEvent.setup().click(screen.getByRole("button", { name: "Add" }));
const created = { kind: "created", customerId: "c42", number: 42 };

test("14 example 7: only a name is needed; the rest is left to its defaults, and the new customer's page opens", async () => {
  const server = functions({ createCustomer: created });
  const { history } = open(server);
  await type("Full name", "Ann Lee");
  await add();
  await waitFor(() => expect(history.get()).toBe("/customers/42"));
  expect(server.created()).toMatchObject([
    { values: { name: "Ann Lee" }, password: null, preview: null, anyway: false },
  ]);
});

test("without a name nothing is sent, and the field says what is missing", async () => {
  const server = functions({ createCustomer: created });
  open(server);
  await add();
  expect(server.created()).toEqual([]);
  expect(screen.getByText("This field is required.")).toBeTruthy();
  // Nothing was typed: there is nothing to empty.
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Empty the form" }).disabled).toBe(true);
});

test("14 §3.15: a double click is one customer", async () => {
  const server = functions({ createCustomer: created });
  open(server);
  await type("Full name", "Ann Lee");
  await userEvent.setup().dblClick(screen.getByRole("button", { name: "Add" }));
  expect(server.created()).toHaveLength(1);
});

test("pressing again after a lost answer is the same request", async () => {
  const server = functions({ createCustomer: [new CallError("offline", "cut"), created] });
  const { history } = open(server);
  await type("Full name", "Ann Lee");
  await add();
  await screen.findByText("Not added");
  expect(box("Full name").value).toBe("Ann Lee");
  await add();
  await waitFor(() => expect(history.get()).toBe("/customers/42"));
  const [first, second] = server.created() as { key: string }[];
  expect(second?.key).toBe(first?.key);
});

test("a short password is told together with what is wrong elsewhere, before the server is asked", async () => {
  const server = functions({ createCustomer: created });
  open(server);
  await type("Email", "nobody");
  await type("Portal password", "12345");
  await add();
  expect(screen.getByText("At least 6 characters.")).toBeTruthy();
  expect(screen.getByText("“nobody” is not valid.")).toBeTruthy();
  expect(server.created()).toEqual([]);
  await type("Portal password", "6");
  expect(screen.queryByText("At least 6 characters.")).toBeNull();
});

const TAKEN = { login: { kind: "taken", number: 7 }, attr_contract: { kind: "taken", number: null } };
const LOGIN_TAKEN = "This login is already used by customer #7.";

test("14 §3.14: what only the server can refuse is told together with what the form finds, each at its field", async () => {
  const found = { kind: "duplicates", duplicates: [], problems: TAKEN };
  const server = functions({ createCustomer: created, findDuplicates: found });
  open({ ...server, fields: someFields({ name: "contract", title: "Contract", unique: true, onAdd: true }) });
  const user = userEvent.setup();
  await user.click(box("Portal login"));
  await user.paste("000007");
  await user.click(box("Contract"));
  await user.paste("AB1");
  await add();
  expect(await screen.findByText(LOGIN_TAKEN)).toBeTruthy();
  expect(screen.getByText("This value is already used by a customer of another partner.")).toBeTruthy();
  expect(screen.getByText("This field is required.")).toBeTruthy();
  expect(server.created()).toEqual([]);
  // The first of them, whoever found it.
  await waitFor(() => expect(document.activeElement).toBe(box("Portal login")));
});

test("Add leads to the first bad field also when the question about it is still under way", async () => {
  let answer: (found: unknown) => void = () => undefined;
  const call = (async (name: CallName) => {
    if (name !== "findDuplicates") throw new Error(name);
    return new Promise<unknown>((resolve) => (answer = resolve));
  }) as Caller;
  open({ call });
  await type("Portal login", "000007");
  await add();
  expect(document.activeElement).toBe(box("Full name"));
  answer({ kind: "duplicates", duplicates: [], problems: TAKEN });
  await waitFor(() => expect(document.activeElement).toBe(box("Portal login")));
});

test("14 §3.14: a login in use is told as soon as its field is left, and not of one that was typed since", async () => {
  const answers: ((found: unknown) => void)[] = [];
  const call = (async (name: CallName) => {
    if (name !== "findDuplicates") throw new Error(name);
    return new Promise<unknown>((resolve) => answers.push(resolve));
  }) as Caller;
  open({ call });
  const user = userEvent.setup();
  const found = { kind: "duplicates", duplicates: [], problems: TAKEN };
  await user.type(box("Portal login"), "000007");
  await user.tab();
  answers.at(-1)?.(found);
  expect(await screen.findByText(LOGIN_TAKEN)).toBeTruthy();
  await user.type(box("Portal login"), "8");
  expect(screen.queryByText(LOGIN_TAKEN)).toBeNull();
  await user.tab();
  await user.type(box("Portal login"), "9");
  answers.at(-1)?.(found);
  await Promise.resolve();
  expect(screen.queryByText(LOGIN_TAKEN)).toBeNull();
});

test("walking through the form asks once for what was typed, however many fields are left", async () => {
  const asked: unknown[] = [];
  const call = (async (name: CallName, input: { readonly values: unknown }) => {
    asked.push([name, input.values]);
    return { kind: "duplicates", duplicates: [], problems: {} };
  }) as Caller;
  open({ call });
  const user = userEvent.setup();
  await user.type(box("Full name"), "Ann Lee");
  for (let left = 0; left < 8; left += 1) await user.tab();
  await user.type(box("Email"), "a@x.com");
  for (let left = 0; left < 8; left += 1) await user.tab();
  expect(asked).toEqual([
    ["findDuplicates", { name: "Ann Lee" }],
    ["findDuplicates", { name: "Ann Lee", emails: ["a@x.com"] }],
  ]);
});

test("another input after a refusal is another request", async () => {
  const server = functions({
    createCustomer: [{ kind: "fields", problems: { login: { kind: "taken", number: 7 } } }, created],
  });
  open(server);
  await type("Full name", "Ann Lee");
  await type("Portal login", "000007");
  await add();
  expect(await screen.findByText("This login is already used by customer #7.")).toBeTruthy();
  await type("Portal login", "x");
  await add();
  await waitFor(() => expect(server.created()).toHaveLength(2));
  const [first, second] = server.created() as { key: string }[];
  expect(second?.key).not.toBe(first?.key);
});

test("14 example 8: customers who look alike are shown, and Add anyway goes on", async () => {
  const alike = {
    kind: "duplicates",
    duplicates: [
      { customerId: "c5", number: 5, name: "Ann Lee", lead: false, by: ["email", "phone"] },
      { customerId: "c6", number: 6, name: "Anna Lee", lead: true, by: ["phone"] },
    ],
    problems: {},
  };
  const server = functions({ createCustomer: [alike, created], findDuplicates: alike });
  const { history } = open(server);
  await type("Full name", "Ann Lee");
  await type("Phone number", "4930123456");
  await add();
  const told = await screen.findAllByText(/has the same/);
  expect(told.map(({ textContent }) => textContent)).toEqual([
    "#5 Ann Lee has the same e-mail address and phone number.",
    "The lead #6 Anna Lee has the same phone number.",
  ]);
  // It may stand below the window: whoever pressed is led to it, and reads what to press next.
  await waitFor(() => expect(document.activeElement?.textContent).toContain("the same phone number"));
  // A lead has no page yet: its link would lead nowhere.
  expect(screen.queryByRole("link", { name: /#6/ })).toBeNull();
  await userEvent.setup().click(screen.getByRole("button", { name: "Add anyway" }));
  await waitFor(() => expect(history.get()).toBe("/customers/42"));
  expect(server.created()).toMatchObject([{ anyway: false }, { anyway: true }]);
});

test("who looked for too many customers is told when to go on, and everything typed is kept", async () => {
  const limit = { kind: "limit", minutes: 1 };
  open(functions({ createCustomer: limit, findDuplicates: limit }));
  await type("Full name", "Ann Lee");
  await add();
  expect(await screen.findByText(/Everything typed is kept; press Add again in one minute/)).toBeTruthy();
  expect(box("Full name").value).toBe("Ann Lee");
});

test("10 example 2: each generate button fills its own field", async () => {
  const server = functions({
    createCustomer: created,
    generateLogin: { kind: "login", login: "x7Kp2QaB", varies: true },
    generatePassword: { kind: "password", password: "Zt8kQ2xw" },
  });
  open(server);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Generate a login" }));
  await waitFor(() => expect(box("Portal login").value).toBe("x7Kp2QaB"));
  expect(box("Portal password").value).toBe("");
  await user.click(screen.getByRole("button", { name: "Generate a password" }));
  await waitFor(() => expect(box("Portal password").value).toBe("Zt8kQ2xw"));
  await type("Full name", "Ann Lee");
  await add();
  expect(server.created()).toMatchObject([{ preview: "x7Kp2QaB", password: "Zt8kQ2xw" }]);
});

test("a login is made for the partner and the day that are chosen, not for those the form began with", async () => {
  const asked: unknown[] = [];
  const call = (async (name: CallName, input: unknown) => {
    if (name !== "generateLogin") return { kind: "duplicates", duplicates: [], problems: {} };
    asked.push(input);
    return { kind: "login", login: "p2-2026", varies: false };
  }) as Caller;
  open({ call });
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: /^Partner/ }));
  await user.click(await screen.findByRole("option", { name: "NorthNet" }));
  await user.clear(box("Date added"));
  await type("Date added", "2020-02-29");
  await user.click(screen.getByRole("button", { name: "Generate a login" }));
  await waitFor(() => expect(asked).toMatchObject([{ partnerId: "p2", dateAdded: "2020-02-29" }]));
});

test("what is wrong in a field that the category hides is neither said nor sent", async () => {
  const server = functions({ createCustomer: created });
  const { history } = open(server);
  const user = userEvent.setup();
  const choose = async (option: string) => {
    await user.click(screen.getByRole("button", { name: /^Category/ }));
    await user.click(await screen.findByRole("option", { name: option }));
  };
  await type("Full name", "Ann Lee");
  await choose("Business");
  await user.click(box("VAT ID"));
  await user.paste("x".repeat(65));
  await choose("Individual");
  await add();
  await waitFor(() => expect(history.get()).toBe("/customers/42"));
  expect(server.created()).toMatchObject([{ values: { name: "Ann Lee" } }]);
  expect(JSON.stringify(server.created())).not.toContain("vatId");
});

test("a name that shows nothing is no name", async () => {
  const server = functions({ createCustomer: created });
  open(server);
  await userEvent.setup().click(box("Full name"));
  await userEvent.setup().paste("\u200b\u2060");
  await add();
  expect(server.created()).toEqual([]);
  expect(screen.getByText("This field is required.")).toBeTruthy();
});

test("Main partner and Main location are what the form begins with, whatever their place in the list", () => {
  const { send } = open(functions({}));
  send.directory({
    ...DIRECTORY,
    partners: { a9: { name: "Alpha" }, main: { name: "Headquarters" } },
    locations: { a1: { name: "Attic" }, main: { name: "Town" } },
  } as Directory);
  expect(screen.getByRole("button", { name: /^Partner/ }).textContent).toContain("Headquarters");
  expect(screen.getByRole("button", { name: /^Location/ }).textContent).toContain("Town");
});

test("what was typed survives a reload, a password never does", async () => {
  const before = open(functions({}));
  await type("Full name", "Ann Lee");
  await type("Portal password", "secret99");
  await before.drafts.flush();
  const kept = await before.storage.get("add_customer");
  expect(JSON.stringify(kept)).not.toContain("secret99");
  before.unmount();
  open({ ...functions({}), storage: before.storage });
  await waitFor(() => expect(box("Full name").value).toBe("Ann Lee"));
  expect(box("Portal password").value).toBe("");
});

test("14 example 19: a field an operator just invented appears in the open form without touching what was typed", async () => {
  const { send } = open(functions({}));
  await type("Full name", "Ann Lee");
  send.fields(someFields({ name: "contract_id", title: "Contract ID", onAdd: true }));
  expect(box("Contract ID")).toBeTruthy();
  expect(box("Full name").value).toBe("Ann Lee");
});

test("15 example 2: an administrator of one partner can choose no other", () => {
  open({ ...functions({}), session: aSession({ partner: "p2" as never }) });
  const partner = screen.getByRole("button", { name: /^Partner/ }) as HTMLButtonElement;
  expect(partner.textContent).toContain("NorthNet");
  expect(partner.disabled).toBe(true);
});

test("Empty the form takes the password away too, and what was said of it", async () => {
  open(functions({}));
  await type("Portal password", "123");
  await add();
  expect(screen.getByText("At least 6 characters.")).toBeTruthy();
  await userEvent.setup().click(screen.getByRole("button", { name: "Empty the form" }));
  expect(box("Portal password").value).toBe("");
  expect(screen.queryByText("At least 6 characters.")).toBeNull();
});

test("the form is not there without the permission", () => {
  open({ ...functions({}), session: aSession({ permissions: ["customers.list"] }) });
  expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
});
