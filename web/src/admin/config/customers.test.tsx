import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { toaster } from "@kobalte/core/toast";
import { afterEach, expect, test } from "vitest";
import { CallError } from "../../data/calls.ts";
import { aSession } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import CustomersConfigPage from "./customers.tsx";
import { aServer, box, configurer, reader } from "./testing.ts";

// Notices belong to the page; those of one test must not stand before those of the next.
afterEach(() => toaster.clear());

const open = (options: DeskOptions = {}) =>
  openDesk(CustomersConfigPage, "/config/customers", "/config/customers", {
    session: configurer,
    ...options,
  });
const type = (label: string, text: string) => fireEvent.input(box(label), { target: { value: text } });
const save = () => userEvent.setup().click(screen.getByRole("button", { name: "Save" }));
const examples = (what: string) =>
  within(screen.getByRole("list", { name: `Examples of a ${what}` }))
    .getAllByRole("listitem")
    .map((item) => item.textContent ?? "");

test("10 example 3: fewer than 10 password characters, a customer's number or too little chance are refused at the field", async () => {
  const server = aServer();
  open(server);
  type("Characters for password", "23456789");
  await save();
  expect(screen.getByText("At least 10 different characters.")).toBeTruthy();
  type("Characters for password", "23456789ABCD");
  for (const [format, words] of [
    ["{id|6}", /\{id\} stands in the record/],
    ["ab{rand_string|4}", /At least 6 random characters/],
  ] as const) {
    type("Password format", format);
    await save();
    expect(screen.getByText(words)).toBeTruthy();
  }
  expect(server.to("saveCustomersConfig")).toEqual([]);
});

test("10 example 3: examples follow what is typed, before it is saved", () => {
  open();
  for (const login of examples("login")) expect(login).toMatch(/^[A-Za-z0-9]{8}$/);
  type("Characters for password", "23456789ABCD");
  type("Password length", "10");
  for (const password of examples("password")) expect(password).toMatch(/^[2-9A-D]{10}$/);
  type("Password format", "Net-{rand_string}");
  for (const password of examples("password")) expect(password).toMatch(/^Net-[2-9A-D]{10}$/);
  type("Login format", "{id|6}");
  expect(examples("login")).toEqual(["000042", "000043", "000044"]);
});

test("other examples come at a press, and none are shown for a format that is not right", async () => {
  open();
  const before = examples("password");
  await userEvent.setup().click(screen.getByRole("button", { name: "Other password examples" }));
  expect(examples("password")).not.toEqual(before);
  type("Login format", "{nonsense}");
  expect(screen.queryByRole("list", { name: "Examples of a login" })).toBeNull();
});

test("an unknown variable is named", async () => {
  open(aServer());
  type("Login format", "{nonsense|3}");
  await save();
  expect(screen.getByText("There is no variable {nonsense}.")).toBeTruthy();
});

test("Save sends only what was touched", async () => {
  const server = aServer();
  open(server);
  type("Password length", "12");
  await userEvent.setup().click(screen.getByLabelText("Can change login while editing"));
  await save();
  expect(server.to("saveCustomersConfig")).toEqual([
    { settings: { loginOnEdit: false, passwordLength: 12 } },
  ]);
  expect(await screen.findByText("Saved")).toBeTruthy();
});

test("a number that is none is refused at its field", async () => {
  const server = aServer();
  open(server);
  type("Limit of additional fields", "ten");
  await save();
  expect(screen.getByText("Only a whole number, like 15.")).toBeTruthy();
  type("Limit of additional fields", "0");
  await save();
  expect(server.to("saveCustomersConfig")).toEqual([{ settings: { fieldLimit: 0 } }]);
});

test("a colleague's change to another setting arrives in the open form and keeps what is typed", () => {
  const { send } = open();
  type("Password length", "12");
  send.customersConfig({ loginFormat: "{id|6}" });
  expect(box("Login format").value).toBe("{id|6}");
  expect(box("Password length").value).toBe("12");
});

test("a colleague's change to the same setting is offered, and nothing is saved until it is decided", async () => {
  const server = aServer();
  const { send } = open(server);
  type("Password length", "12");
  send.customersConfig({ passwordLength: 16 });
  expect(screen.getByText(/A colleague changed this to/).textContent).toContain("16");
  await save();
  expect(server.to("saveCustomersConfig")).toEqual([]);
  await userEvent.setup().click(screen.getByRole("button", { name: "Keep mine" }));
  await save();
  expect(server.to("saveCustomersConfig")).toEqual([{ settings: { passwordLength: 12 } }]);
});

test("what was typed survives a reload", async () => {
  const before = open();
  await userEvent.setup().click(box("Login format"));
  type("Login format", "net-{id|5}");
  await before.drafts.flush();
  before.unmount();
  open({ storage: before.storage });
  await waitFor(() => expect(box("Login format").value).toBe("net-{id|5}"));
});

test("a lost connection says so and keeps what was typed", async () => {
  open(aServer({ saveCustomersConfig: new CallError("offline", "cut") }));
  type("Password length", "12");
  await save();
  expect(await screen.findByText("Not saved")).toBeTruthy();
  expect(box("Password length").value).toBe("12");
});

test("10 example 4: showing passwords is switched off only after a confirmation that names what is destroyed", async () => {
  const user = userEvent.setup();
  const server = aServer();
  const { send } = open(server);
  const toggle = () =>
    screen.getByRole<HTMLInputElement>("switch", { name: /Show portal passwords/, hidden: true });
  await user.click(toggle());
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(
    dialog.getByText(
      /All readable copies are destroyed: of portal passwords, and .* fields of type Password/,
    ),
  ).toBeTruthy();
  expect(document.activeElement?.textContent).toBe("Cancel");
  await user.click(dialog.getByRole("button", { name: "Cancel" }));
  expect(server.to("saveCustomersConfig")).toEqual([]);
  await user.click(toggle());
  await user.click(await screen.findByRole("button", { name: "Destroy the copies" }));
  expect(server.to("saveCustomersConfig")).toEqual([{ settings: { showPasswords: false } }]);
  send.customersConfig({ showPasswords: false });
  await waitFor(() => expect(toggle().checked).toBe(false));
});

test("who may only look sees the settings and nothing to change them with", () => {
  open({ session: reader });
  expect(screen.getByText(/see these settings but not change them/)).toBeTruthy();
  expect(box("Login format").readOnly).toBe(true);
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

test("an administrator of one partner may not change what counts for all", () => {
  open({ session: { ...configurer, partner: "p2" as never } });
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

test("without the permission the address says no access", () => {
  open({ session: aSession({ permissions: ["config.system.view"] }) });
  expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
});
