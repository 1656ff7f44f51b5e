import { fireEvent, screen, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import type { Directory } from "@trunkline/domain/config/directory";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import type { Job } from "@trunkline/domain/jobs/job";
import { beforeAll, expect, test } from "vitest";
import { DIRECTORY, aSession } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import LabelsPage from "./labels.tsx";
import { aServer, box, configurer, reader } from "./testing.ts";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
});

const open = (options: DeskOptions = {}) =>
  openDesk(LabelsPage, "/config/labels", "/config/labels", { session: configurer, ...options });
const press = (name: string) => userEvent.setup().click(screen.getByRole("button", { name }));

test("a label is added with a colour of the palette", async () => {
  const server = aServer({ saveLabel: { kind: "done", labelId: "new" } });
  open(server);
  await press("Add");
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.input(box("Title"), { target: { value: "Fibre" } });
  await userEvent.setup().click(dialog.getByRole("radio", { name: "Teal" }));
  await userEvent.setup().click(dialog.getByRole("button", { name: "Add" }));
  expect(server.to("saveLabel")).toEqual([
    { key: expect.any(String), labelId: null, title: "Fibre", colour: "#0d9488" },
  ]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("14 §2.4: a label is found by its title", async () => {
  open();
  await userEvent.setup().type(screen.getByRole("textbox", { name: "Table search" }), "vi");
  expect(screen.getAllByRole("button", { name: /^Edit/ })).toHaveLength(1);
  expect(screen.getByText(/^1, filtered from/)).toBeTruthy();
});

test("any other colour can be typed, and what is none is refused before the server is asked", async () => {
  const server = aServer({ saveLabel: { kind: "done", labelId: "vip" } });
  open(server);
  await press("Edit VIP");
  fireEvent.input(box("Colour code"), { target: { value: "reddish" } });
  await press("Save");
  expect(screen.getByText(/Six digits/)).toBeTruthy();
  fireEvent.input(box("Colour code"), { target: { value: "ABC" } });
  await press("Save");
  expect(server.to("saveLabel")).toEqual([
    { key: expect.any(String), labelId: "vip", title: "VIP", colour: "#aabbcc" },
  ]);
});

test("a title that another label has is refused at the field, and the dialog keeps what was typed", async () => {
  open(aServer({ saveLabel: { kind: "fields", problems: { title: { kind: "taken", number: null } } } }));
  await press("Add");
  fireEvent.input(box("Title"), { target: { value: "vip" } });
  await userEvent.setup().click(within(screen.getByRole("dialog")).getByRole("button", { name: "Add" }));
  expect(await screen.findByText("Another label has this title.")).toBeTruthy();
  expect(box("Title").value).toBe("vip");
});

test("deleting a label says from how many records it goes, and does so only then", async () => {
  const server = aServer({ labelUse: { kind: "use", records: 1234 } });
  open(server);
  await press("Delete VIP");
  expect((await screen.findByRole("alertdialog")).textContent).toContain("taken off 1,234 records");
  expect(server.to("removeLabel")).toEqual([]);
  await press("Delete the label");
  expect(server.to("removeLabel")).toEqual([{ labelId: "vip" }]);
});

test("a colleague's label appears by itself", () => {
  const { send } = open();
  send.directory({
    ...DIRECTORY,
    labels: { ...DIRECTORY.labels, f: { title: "Fibre", colour: "#0d9488" } },
  } as Directory);
  expect(screen.getByText("Fibre")).toBeTruthy();
});

test("who may only look has no buttons to change labels with", () => {
  open({ session: reader });
  expect(screen.getByText("VIP")).toBeTruthy();
  for (const name of ["Add", "Edit VIP", "Delete VIP"])
    expect(screen.queryByRole("button", { name })).toBeNull();
});

test("without the permission the address says no access", () => {
  open({ session: aSession() });
  expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
});

const leaving: Job = {
  id: "old",
  uid: "eva",
  kind: "label",
  state: "running",
  title: "Old",
  total: 100_000,
  done: 400,
  failed: [],
  createdAt: null,
};

test("a deleted label that still stands in records says how far it is, live, until it is gone from all", () => {
  const { send } = open({ removals: [leaving, { ...leaving, id: "attr_x", kind: "field", title: "Tower" }] });
  const bar = () => screen.queryByRole("progressbar", { name: "Removing Old" });
  expect(screen.getAllByRole("progressbar")).toHaveLength(1);
  expect(bar()?.closest(".banner")?.textContent).toBe(
    "“Old” is being removed from 100,000 records. You can leave this page.400 done ",
  );
  send.removals([{ ...leaving, done: 99_800 }]);
  expect(bar()).toMatchObject({ max: 100_000, value: 99_800 });
  send.removals([]);
  expect(bar()).toBeNull();
});

test("an administrator of one partner is not told from how many records of all partners a label goes", () => {
  open({ session: { ...reader, partner: "p1" as PartnerId }, removals: [leaving] });
  expect(document.body.textContent).not.toContain("being removed");
});
