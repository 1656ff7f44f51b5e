import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { conditionOf } from "@trunkline/domain/list/condition";
import { expect, test } from "vitest";
import { aSession, someFields } from "../../testing/builders.ts";
import { openDesk, type DeskOptions } from "../../testing/desk.tsx";
import CustomerSearch from "../search.tsx";

const SEARCHER = aSession({ permissions: [...aSession().permissions, "customers.search"] });

const open = (options: DeskOptions = {}) =>
  openDesk(CustomerSearch, "/customers/search", "/customers/search", { session: SEARCHER, ...options });
const user = () => userEvent.setup();
const box = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const group = (name: string) => within(screen.getByRole("group", { name }));
const find = () => user().click(screen.getByRole("button", { name: "Find" }));
const filtersOf = (address: string) => Object.fromEntries(new URL(address, "http://here").searchParams);

test("Find opens the list with exactly what was typed and chosen", async () => {
  const { history } = open();
  await user().type(box("Full name"), " Lee & Søn, Oslo ");
  await user().click(group("Status").getByLabelText("Active"));
  await user().click(group("Status").getByLabelText("Blocked"));
  await user().type(group("Date of birth").getByLabelText("From"), "1980-02-01");
  await find();
  await waitFor(() => expect(history.get()).toMatch(/^\/customers\?/));
  expect(filtersOf(history.get())).toEqual({
    name: "Lee & Søn, Oslo",
    status: "active,blocked",
    birthday: "1980-02-01..",
  });
});

test("what was typed and chosen is there again after a reload, and on the way back from the list", async () => {
  const first = open();
  await user().type(box("Full name"), "Lee, Ann");
  await user().click(group("Status").getByLabelText("Active"));
  await user().click(group("Status").getByLabelText("Blocked"));
  await user().type(group("Date of birth").getByLabelText("To"), "1980-02-01");
  await waitFor(() => expect(first.history.get()).toContain("1980-02-01"));
  const address = first.history.get();
  first.unmount();
  const { history } = openDesk(CustomerSearch, "/customers/search", address, { session: SEARCHER });
  expect(box("Full name").value).toBe("Lee, Ann");
  expect(group("Status").getAllByRole("checkbox", { checked: true })).toHaveLength(2);
  await find();
  await waitFor(() => expect(history.get()).toMatch(/^\/customers\?/));
  expect(filtersOf(history.get())).toEqual({
    name: "Lee, Ann",
    status: "active,blocked",
    birthday: "..1980-02-01",
  });
});

test("14 §4.1.13: an empty form finds all customers, and so does every status", async () => {
  const { history } = open();
  await user().click(group("Status").getByLabelText("Select all"));
  expect((group("Status").getByLabelText("Inactive") as HTMLInputElement).checked).toBe(true);
  await find();
  await waitFor(() => expect(history.get()).toBe("/customers"));
});

test("14 example 9: a strict email is the whole address, a non-strict one a part of it", async () => {
  const strict = open({ searchFields: { emails: "strict" } });
  await user().type(box("Email"), "a@x");
  await find();
  await waitFor(() => expect(filtersOf(strict.history.get())).toEqual({ emails: "=a@x" }));
  expect(conditionOf({ key: "emails", kind: "text" }, "=a@x")).toMatchObject({ text: "a@x", whole: true });
  strict.unmount();
  const loose = open();
  await user().type(box("Email"), "a@x");
  await find();
  await waitFor(() => expect(filtersOf(loose.history.get())).toEqual({ emails: "a@x" }));
});

test("Reset empties every field and what was said about it", async () => {
  const { history } = open({ searchFields: { number: "loose" } });
  await user().type(box("ID"), "x");
  await user().type(box("Phone number"), "4930");
  await user().click(group("Category").getByLabelText("Select all"));
  await find();
  expect(screen.getByText("An ID is a whole number.")).toBeTruthy();
  await user().click(screen.getByRole("button", { name: "Reset" }));
  expect([box("ID").value, box("Phone number").value]).toEqual(["", ""]);
  expect(group("Category").queryAllByRole("checkbox", { checked: true })).toEqual([]);
  expect(screen.queryByText("An ID is a whole number.")).toBeNull();
  await waitFor(() => expect(history.get()).toBe("/customers/search"));
  await find();
  await waitFor(() => expect(history.get()).toBe("/customers"));
});

test("bad input is said at its field, and nothing is asked until it is right", async () => {
  const { history } = open({ searchFields: { number: "loose", balance: "loose" } });
  await user().type(box("ID"), "4x");
  await user().type(group("Account balance").getByLabelText("From"), "10");
  await user().type(group("Account balance").getByLabelText("To"), "-5.50");
  await find();
  expect(screen.getByText("The end is before the beginning.")).toBeTruthy();
  expect(document.activeElement).toBe(box("ID"));
  expect(history.get()).toMatch(/^\/customers\/search/);
  await user().clear(box("ID"));
  await user().type(box("ID"), "#42");
  await user().clear(group("Account balance").getByLabelText("From"));
  await find();
  await waitFor(() => expect(filtersOf(history.get())).toEqual({ number: "42", balance: "..-550" }));
});

test("14 §4.1.12: the fields are chosen once and kept; who never chose has the usual ones", async () => {
  open({ fields: someFields({ name: "contract", title: "Contract ID", searchable: true }) });
  expect(screen.queryByLabelText("City")).toBeNull();
  expect(screen.queryByLabelText("Contract ID")).toBeNull();
  await user().click(screen.getByRole("button", { name: "Configure search fields" }));
  await user().click(await screen.findByRole("switch", { name: "City" }));
  await user().click(screen.getByRole("switch", { name: "Contract ID" }));
  await user().click(screen.getByRole("checkbox", { name: "Strict: City" }));
  await user().type(screen.getByLabelText("Find a field"), "log");
  expect(screen.queryByRole("switch", { name: "City" })).toBeNull();
  await user().click(screen.getByRole("switch", { name: "Portal login" }));
  await user().click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.queryByLabelText("Portal login")).toBeNull();
  expect(box("Contract ID")).toBeTruthy();
  expect(box("City").closest(".field")?.textContent).toContain("strict");
});

test("additional fields that are not searchable are not offered", async () => {
  open({ fields: someFields({ name: "note", title: "Inner note", searchable: false }) });
  await user().click(screen.getByRole("button", { name: "Configure search fields" }));
  await screen.findByRole("switch", { name: "City" });
  expect(screen.queryByRole("switch", { name: "Inner note" })).toBeNull();
});

test("an administrator of one partner is not asked for the partner", () => {
  open({ session: { ...SEARCHER, partner: "p1" as never } });
  expect(screen.queryByRole("group", { name: "Partner" })).toBeNull();
  expect(screen.getByRole("group", { name: "Location" })).toBeTruthy();
});

test("who may not search finds no form", () => {
  open({ session: aSession() });
  expect(screen.queryByRole("button", { name: "Find" })).toBeNull();
  expect(screen.getByRole("heading", { level: 1 }).textContent).not.toContain("Search");
});

test("14 §4.1.10: comments are searched by whoever may open every customer, and by nobody else", async () => {
  const first = open({ searchFields: { comment: "loose" } });
  await user().type(box("Comment"), "owes a router");
  await find();
  await waitFor(() => expect(filtersOf(first.history.get())).toEqual({ comment: "owes a router" }));
  first.unmount();
  const strict = open({ searchFields: { comment: "strict" } });
  await user().type(box("Comment"), "Paid");
  await find();
  await waitFor(() => expect(filtersOf(strict.history.get())).toEqual({ comment: "=Paid" }));
  strict.unmount();
  const permissions = [
    ...SEARCHER.permissions.filter((one) => one !== "customers.view"),
    "customers.view.own",
  ];
  open({ searchFields: { comment: "loose" }, session: aSession({ permissions } as never) });
  expect(screen.queryByLabelText("Comment")).toBeNull();
  await user().click(screen.getByRole("button", { name: "Configure search fields" }));
  expect(await screen.findByRole("switch", { name: "City" })).toBeTruthy();
  expect(screen.queryByRole("switch", { name: "Comment" })).toBeNull();
});
