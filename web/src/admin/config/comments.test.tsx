import { fireEvent, screen, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { COMMENTS_CONFIG, aSession } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import CommentsConfigPage from "./comments.tsx";
import { aServer, box, configurer, reader } from "./testing.ts";

const open = (options: DeskOptions = {}) =>
  openDesk(CommentsConfigPage, "/config/comments", "/config/comments", { session: configurer, ...options });
const press = (name: string) => userEvent.setup().click(screen.getByRole("button", { name }));
const titles = (label: string) =>
  within(screen.getByRole("list", { name: new RegExp(`^${label}`) }))
    .getAllByRole("textbox")
    .map((one) => (one as HTMLInputElement).value);

test("a type is added, renamed and moved; only that list is sent, and keys stay", async () => {
  const server = aServer();
  open(server);
  fireEvent.input(box("New type"), { target: { value: "Tower" } });
  await press("Add type");
  fireEvent.input(box("Title of type 2"), { target: { value: "Helpdesk" } });
  await press("Move Tower up");
  expect(titles("Types")).toEqual(["Comment", "Helpdesk", "Sales", "Billing", "Tower", "Technical"]);
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move Tower up");
  await press("Save");
  const [sent] = server.to("saveCommentsConfig") as { types: { key: string; title: string }[] }[];
  expect(sent).not.toHaveProperty("categories");
  expect(
    sent?.types.map(({ key, title }) =>
      title === "Tower" ? /^k[0-9a-f]{16}$/.test(key) : `${key} ${title}`,
    ),
  ).toEqual([
    "comment Comment",
    "support Helpdesk",
    "sales Sales",
    "billing Billing",
    true,
    "technical Technical",
  ]);
});

test("what is stored is taken out of the offer, and can be offered again; what was just added goes", async () => {
  const server = aServer();
  const { send } = open(server);
  await press("Remove Sales");
  expect(screen.getByText("No longer offered")).toBeTruthy();
  fireEvent.input(box("New category"), { target: { value: "Storm" } });
  await press("Add category");
  await press("Remove Storm");
  expect(titles("Categories")).toEqual(["Info", "Call", "Visit", "Warning"]);
  await press("Save");
  expect(server.to("saveCommentsConfig")).toMatchObject([
    { types: [{}, {}, { key: "sales", retired: true }, {}, {}] },
  ]);
  send.commentsConfig({
    ...COMMENTS_CONFIG,
    types: COMMENTS_CONFIG.types.map((one) => ({ ...one, retired: one.key === "sales" })),
  });
  await press("Offer Sales again");
  expect(screen.queryByText("No longer offered")).toBeNull();
});

test("what quick comments use has no way out", () => {
  open();
  for (const name of [/^Comment stays/, /^Info stays/])
    expect(screen.getByRole<HTMLButtonElement>("button", { name }).disabled).toBe(true);
});

test("two of the same title are refused before the server is asked", async () => {
  const server = aServer();
  open(server);
  fireEvent.input(box("Title of type 2"), { target: { value: "sales" } });
  await press("Save");
  expect(screen.getByText("Two of them have the same title.")).toBeTruthy();
  expect(server.to("saveCommentsConfig")).toEqual([]);
});

test("a colour is chosen by its name", async () => {
  const server = aServer();
  open(server);
  await userEvent.setup().click(screen.getByRole("button", { name: /^Colour of Call/ }));
  await userEvent.setup().click(await screen.findByRole("option", { name: "Violet" }));
  await press("Save");
  expect(server.to("saveCommentsConfig")).toMatchObject([
    { categories: [{}, { key: "call", colour: "violet" }, {}, {}] },
  ]);
});

test("a colleague's change appears by itself, and is asked about where it was touched", () => {
  const { send } = open();
  const renamed = COMMENTS_CONFIG.types.map((one) =>
    one.key === "sales" ? { ...one, title: "Trade" } : one,
  );
  send.commentsConfig({ ...COMMENTS_CONFIG, types: renamed });
  expect(titles("Types")).toContain("Trade");
  fireEvent.input(box("Title of type 2"), { target: { value: "Helpdesk" } });
  send.commentsConfig(COMMENTS_CONFIG);
  expect(screen.getByText(/A colleague changed this to/).textContent).toContain("Comment, Support, Sales");
});

test("who may only look cannot change, and without the permission there is no access", () => {
  const { unmount } = open({ session: reader });
  expect(box("Title of type 1").readOnly).toBe(true);
  for (const name of ["Save", "Add type", "Remove Sales"])
    expect(screen.queryByRole("button", { name })).toBeNull();
  unmount();
  open({ session: aSession() });
  expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
});
