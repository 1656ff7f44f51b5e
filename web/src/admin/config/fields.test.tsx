import { screen, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test } from "vitest";
import { aSession, someFields } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import FieldsPage from "./fields.tsx";
import { aServer, configurer, reader } from "./testing.ts";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
});

const THREE = [
  { name: "contract", title: "Contract", position: 0, required: true },
  { name: "tower", title: "Tower", position: 1 },
  { name: "note", title: "Note", position: 2, category: "company" as const },
];
const open = (options: DeskOptions = {}) =>
  openDesk(FieldsPage, "/config/fields", "/config/fields", {
    session: configurer,
    fields: someFields(...THREE),
    ...options,
  });
const press = (name: string) => userEvent.setup().click(screen.getByRole("button", { name }));
const titles = () =>
  screen.getAllByRole("button", { name: /^Edit/ }).map((one) => one.getAttribute("aria-label"));

test("the fields stand in their order with their parameters", () => {
  open();
  expect(titles()).toEqual(["Edit Contract", "Edit Tower", "Edit Note"]);
  expect(screen.getByRole("link", { name: "tower" }).getAttribute("href")).toBe("/config/fields/tower");
  expect(screen.getByText("Business")).toBeTruthy();
});

test("a field is moved by its button, which keeps the focus to be pressed again", async () => {
  const server = aServer();
  const { send } = open(server);
  await press("Move Note up");
  expect(server.to("orderCustomerFields")).toEqual([{ names: ["contract", "note", "tower"] }]);
  send.fields(someFields(...THREE.map((field) => ({ ...field, position: [0, 2, 1][field.position] ?? 0 }))));
  await Promise.resolve();
  expect(titles()).toEqual(["Edit Contract", "Edit Note", "Edit Tower"]);
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move Note up");
});

test("the first cannot go up, nor the last down", () => {
  open();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Move Contract up" }).disabled).toBe(true);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Move Note down" }).disabled).toBe(true);
});

test("14 §2.4: fields are found by what their visible columns say, and are moved among all of them only", async () => {
  open();
  const user = userEvent.setup();
  await user.type(screen.getByRole("textbox", { name: "Table search" }), "busíness");
  expect(titles()).toEqual(["Edit Note"]);
  expect(screen.getByText("1, filtered from 3")).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Move Note up" }).disabled).toBe(true);
  await user.type(screen.getByRole("textbox", { name: "Table search" }), "x");
  expect(screen.getByText("No field holds this")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Clear the table search" }));
  expect(titles()).toHaveLength(3);
});

test("14 §2.5: who may export tables takes the fields along as they are found, with their parameters", async () => {
  const first = open();
  expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
  first.unmount();
  const permissions = [...configurer.permissions, "customers.list", "customers.list.export"] as const;
  open({ session: aSession({ permissions }) });
  const user = userEvent.setup();
  await user.type(screen.getByRole("textbox", { name: "Table search" }), "contract");
  await user.click(screen.getByRole("button", { name: "Export" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: /^Format/ }));
  await user.click(await screen.findByRole("option", { name: "Copy" }));
  await user.click(dialog.getByRole("button", { name: "Copy" }));
  await dialog.findByText("1 line copied, ready to be pasted into a sheet.");
  expect((await navigator.clipboard.readText()).split("\r\n")).toEqual([
    "Field name\tField title\tCustomer category\tType\tRequired\tUnique\tShow in list\tAdd\tSearchable",
    "contract\tContract\tAll\tString\tYes\tNo\tNo\tYes\tNo",
    "",
  ]);
});

test("deleting a field says how many records hold a value, and does so only then", async () => {
  const server = aServer({ customerFieldUse: { kind: "use", records: 12 } });
  open(server);
  await press("Delete Tower");
  expect((await screen.findByRole("alertdialog")).textContent).toContain("12 records hold a value");
  expect(server.to("customerFieldUse")).toEqual([{ name: "tower", option: null }]);
  expect(server.to("removeCustomerField")).toEqual([]);
  await press("Delete the field");
  expect(server.to("removeCustomerField")).toEqual([{ name: "tower" }]);
});

test("a colleague's new field appears by itself", () => {
  const { send } = open();
  send.fields(someFields(...THREE, { name: "roof", title: "Roof", position: 3 }));
  expect(titles().at(-1)).toBe("Edit Roof");
});

test("who may only look has no buttons to change fields with", () => {
  open({ session: reader });
  expect(screen.getByText("Tower")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^(Edit|Delete|Move)/ })).toBeNull();
  expect(screen.queryByRole("link", { name: "Add" })).toBeNull();
});

test("without the permission the address says no access", () => {
  open({ session: aSession() });
  expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
});
