import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { CallError } from "../../data/calls.ts";
import { aSession, someFields } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import { TYPE_LABELS } from "./field-words.ts";
import FieldPage from "./field-page.tsx";
import { aServer, box, configurer, reader } from "./testing.ts";

const adding = (options: DeskOptions = {}) =>
  openDesk(FieldPage, "/config/add-field", "/config/add-field", { session: configurer, ...options });
const TOWER: Partial<FieldDefinition> = {
  name: "tower",
  title: "Tower",
  type: "select",
  options: [
    { value: "North", retired: false },
    { value: "South", retired: false },
  ],
};
const editing = (part: Partial<FieldDefinition>, options: DeskOptions = {}) =>
  openDesk(FieldPage, "/config/fields/:name", `/config/fields/${part.name ?? ""}`, {
    session: configurer,
    fields: someFields(part),
    ...options,
  });
const type = (label: string, text: string) => fireEvent.input(box(label), { target: { value: text } });
const tick = (label: RegExp) => userEvent.setup().click(screen.getByRole("checkbox", { name: label }));
const press = (name: string) => userEvent.setup().click(screen.getByRole("button", { name }));
const sentTo = (server: ReturnType<typeof aServer>) =>
  server.to("saveCustomerField") as { definition: FieldDefinition; isNew: boolean; setForAll: boolean }[];

test("10 example 8: a required field on the add form is made with a title; its name follows, and the list opens", async () => {
  const server = aServer();
  const { history } = adding(server);
  type("Field title", "Service location");
  expect(box("Field name").value).toBe("service_location");
  await tick(/^Required/);
  await press("Add the field");
  await waitFor(() => expect(history.get()).toBe("/config/fields"));
  expect(sentTo(server)).toMatchObject([
    {
      isNew: true,
      setForAll: false,
      definition: {
        name: "service_location",
        title: "Service location",
        type: "string",
        required: true,
        onAdd: true,
      },
    },
  ]);
});

test("10 example 7: bounds and Unique are part of a field", async () => {
  const server = aServer();
  adding(server);
  type("Field title", "Contract");
  type("Field name", "contract_id");
  type("Fewest characters", "10");
  type("Most characters", "9");
  await tick(/^Unique/);
  await press("Add the field");
  expect(screen.getByText("Not below Min.")).toBeTruthy();
  type("Most characters", "10");
  await press("Add the field");
  expect(sentTo(server)).toMatchObject([
    { definition: { name: "contract_id", min: 10, max: 10, unique: true } },
  ]);
});

test("nothing is sent without a title, or with a name no key can have", async () => {
  const server = aServer();
  adding(server);
  await press("Add the field");
  expect(screen.getByText("This field is required.")).toBeTruthy();
  type("Field title", "名前");
  await press("Add the field");
  expect(screen.getByText(/Type a name/)).toBeTruthy();
  type("Field name", "Name 1");
  await press("Add the field");
  expect(screen.getByText(/Small letters, digits/)).toBeTruthy();
  expect(sentTo(server)).toEqual([]);
});

test("saving once more after no answer came is the same press; a corrected field is another one", async () => {
  const away = () => new CallError("offline", "away");
  const server = aServer({ saveCustomerField: [away(), away(), { kind: "done" }] });
  const { history } = adding(server);
  const keys = () => server.to("saveCustomerField").map((input) => (input as { key: string }).key);
  type("Field title", "Tower");
  await press("Add the field");
  await waitFor(() => expect(keys()).toHaveLength(1));
  await press("Add the field");
  await waitFor(() => expect(keys()).toHaveLength(2));
  expect(keys()[1]).toBe(keys()[0]);
  type("Field title", "Towers");
  await press("Add the field");
  await waitFor(() => expect(history.get()).toBe("/config/fields"));
  expect(keys()[2]).not.toBe(keys()[0]);
});

test("a name that another field has is refused at the name", async () => {
  adding(aServer({ saveCustomerField: { kind: "name-taken" } }));
  type("Field title", "Tower");
  await press("Add the field");
  expect(await screen.findByText("Another field has this name.")).toBeTruthy();
  expect(box("Field title").value).toBe("Tower");
});

test("a name whose deleted field is still being removed from records is refused at the name", async () => {
  adding(aServer({ saveCustomerField: { kind: "name-leaving" } }));
  type("Field title", "Tower");
  await press("Add the field");
  expect(
    await screen.findByText(/is still being removed from records. Try again in some minutes/),
  ).toBeTruthy();
});

test("turning Unique on is refused with examples of what occurs twice", async () => {
  editing(
    { name: "contract", title: "Contract" },
    aServer({ saveCustomerField: { kind: "duplicates", examples: ["A-1", "A-2"] } }),
  );
  await tick(/^Unique/);
  await press("Save");
  expect(await screen.findByText(/more than one record has “A-1”, “A-2”/)).toBeTruthy();
});

test("setting the default for all asks first, with the number of records that are overwritten", async () => {
  const server = aServer({ customerFieldUse: { kind: "use", records: 31 } });
  editing({ name: "note", title: "Note", defaultValue: "none" }, server);
  await tick(/^Set default value for all items/);
  await press("Save");
  expect((await screen.findByRole("alertdialog")).textContent).toContain("31 records hold a value");
  expect(sentTo(server)).toEqual([]);
  await press("Overwrite and save");
  await waitFor(() => expect(sentTo(server)).toMatchObject([{ setForAll: true, isNew: false }]));
});

test("options are typed with Enter and ordered with the keyboard", async () => {
  const user = userEvent.setup();
  const server = aServer();
  editing({ ...TOWER, options: [] }, server);
  for (const option of ["North", "South", "East"]) await user.type(box("New option"), `${option}{Enter}`);
  await user.type(box("New option"), "North{Enter}");
  expect(screen.getByText("This option is there already.")).toBeTruthy();
  const east = screen.getByRole("listitem", { name: "East" });
  east.focus();
  await user.keyboard("{Alt>}{ArrowUp}{ArrowUp}{/Alt}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("East");
  await press("Save");
  expect(sentTo(server)[0]?.definition.options.map(({ value }) => value)).toEqual(["East", "North", "South"]);
});

test("an option that is typed and not yet added to the others is saved with them", async () => {
  const server = aServer();
  editing({ ...TOWER, options: [] }, server);
  await userEvent.setup().type(box("New option"), " Roof ");
  await press("Save");
  expect(sentTo(server)[0]?.definition.options).toEqual([{ value: "Roof", retired: false }]);
});

test("an option in use is no longer offered instead of removed, after a confirmation; an unused one goes", async () => {
  const server = aServer({
    customerFieldUse: [
      { kind: "use", records: 4 },
      { kind: "use", records: 0 },
    ],
  });
  editing({ ...TOWER, options: [...(TOWER.options ?? []), { value: "East", retired: false }] }, server);
  await press("Remove North");
  expect((await screen.findByRole("alertdialog")).textContent).toContain("4 records hold it");
  await press("Stop offering it");
  await userEvent.setup().click(await screen.findByRole("button", { name: "Remove South" }));
  await waitFor(() => expect(screen.queryByRole("listitem", { name: "South" })).toBeNull());
  await press("Save");
  await waitFor(() => expect(sentTo(server)).toHaveLength(1));
  expect(sentTo(server)[0]?.definition.options).toEqual([
    { value: "North", retired: true },
    { value: "East", retired: false },
  ]);
});

test("a colleague's change to another parameter is kept when this form is saved", async () => {
  const server = aServer();
  const { send } = editing({ name: "note", title: "Note" }, server);
  type("Field title", "Remark");
  send.fields(someFields({ name: "note", title: "Note", searchable: true }));
  await press("Save");
  expect(sentTo(server)).toMatchObject([{ definition: { title: "Remark", searchable: true } }]);
});

test("a colleague's change to the same parameter is decided before anything is saved", async () => {
  const server = aServer();
  const { send } = editing({ name: "note", title: "Note" }, server);
  type("Field title", "Remark");
  send.fields(someFields({ name: "note", title: "Hint" }));
  await press("Save");
  expect(sentTo(server)).toEqual([]);
  await press("Take");
  expect(box("Field title").value).toBe("Hint");
});

test("a field that a colleague deletes says so, and one that never was too", () => {
  const { send } = editing({ name: "note", title: "Note" });
  send.fields([]);
  expect(screen.getByRole("heading", { name: "There is no such field" })).toBeTruthy();
});

test("10 §8.16: every type is offered, and what means nothing for one is not", async () => {
  adding();
  const user = userEvent.setup();
  const become = async (type: string) => {
    await user.click(screen.getByRole("button", { name: /^Type/ }));
    const options = within(await screen.findByRole("listbox")).getAllByRole("option");
    const names = options.map((one) => one.textContent);
    await user.click(options[names.indexOf(type)] as HTMLElement);
    return names;
  };
  expect(await become("Password")).toEqual(Object.values(TYPE_LABELS));
  expect(screen.queryByText("Default value")).toBeNull();
  const flag = (name: RegExp) => screen.getByRole<HTMLInputElement>("checkbox", { name });
  expect([flag(/^Unique/).disabled, flag(/^Searchable/).disabled, flag(/^Required/).disabled]).toEqual([
    true,
    true,
    false,
  ]);
  await user.click(screen.getByRole("button", { name: /portal profile/ }));
  expect(
    within(await screen.findByRole("listbox"))
      .getAllByRole("option")
      .map((one) => one.textContent),
  ).toEqual(["Not shown"]);
  await user.keyboard("{Escape}");
  await become("File");
  await user.click(screen.getByRole("button", { name: /portal profile/ }));
  expect(
    within(await screen.findByRole("listbox"))
      .getAllByRole("option")
      .map((one) => one.textContent),
  ).toEqual(["Not shown", "View"]);
});

test("what was typed survives a reload", async () => {
  const before = adding();
  await userEvent.setup().type(box("Field title"), "Tower");
  await before.drafts.flush();
  before.unmount();
  adding({ storage: before.storage });
  await waitFor(() => expect(box("Field title").value).toBe("Tower"));
});

test("who may only look can change nothing; without the permission there is no access", () => {
  const seen = editing({ name: "note", title: "Note" }, { session: reader });
  expect(box("Field title").readOnly).toBe(true);
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  seen.unmount();
  adding({ session: aSession() });
  expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
});
