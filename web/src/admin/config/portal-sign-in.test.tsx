import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { toaster } from "@kobalte/core/toast";
import { afterEach, expect, test } from "vitest";
import { CallError } from "../../data/calls.ts";
import { aSession } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import PortalSignInPage from "./portal-sign-in.tsx";
import { aServer, configurer, reader } from "./testing.ts";

afterEach(() => toaster.clear());

const shared = [
  { customerId: "c4", number: 4, name: "Anna Four", kind: "customer", email: "shared@x.cz" },
  { customerId: "c9", number: 9, name: "Nils Nine", kind: "customer", email: "shared@x.cz" },
];
const none = { customerId: "c12", number: 12, name: "No Mail", kind: "customer", email: null };
const found = { kind: "found", sharing: 2, without: 1, examples: [...shared, none] };
const nobody = { kind: "found", sharing: 0, without: 0, examples: [] };

const open = (options: DeskOptions = {}) =>
  openDesk(PortalSignInPage, "/config/portal-sign-in", "/config/portal-sign-in", {
    session: configurer,
    ...options,
  });
const pick = async (which: string) => {
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: /Authentication field/ }));
  await user.click(await screen.findByRole("option", { name: which }));
  return user;
};
const choose = async (which: string) => {
  const user = await pick(which);
  return { user, dialog: within(await screen.findByRole("alertdialog")) };
};

test("21 example 5: changing to Email names who could not sign in, and is done only after a yes", async () => {
  const server = aServer({ findEmailSignIn: found });
  const { send } = open(server);
  const { user, dialog } = await choose("Email");
  expect(
    await dialog.findByText(
      "2 records share their first e-mail address with another, and 1 customer has no e-mail address: they cannot sign in until that is put right.",
    ),
  ).toBeTruthy();
  expect(dialog.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "#4 Anna Fourshared@x.cz",
    "#9 Nils Nineshared@x.cz",
    "#12 No Mailno e-mail address",
  ]);
  expect(dialog.getByRole("link", { name: /#9/ }).getAttribute("href")).toBe("/customers/9");
  expect(server.to("saveCustomersConfig")).toEqual([]);
  await user.click(dialog.getByRole("button", { name: "Sign in by e-mail" }));
  expect(server.to("saveCustomersConfig")).toEqual([{ settings: { authField: "email" } }]);
  send.customersConfig({ authField: "email" });
  expect(await screen.findByText("Customers sign in by e-mail now")).toBeTruthy();
  expect(await screen.findByRole("heading", { name: "Customers who cannot sign in" })).toBeTruthy();
});

test("a no leaves everything as it was, and more than are named are counted", async () => {
  const server = aServer({ findEmailSignIn: { ...found, sharing: 5000 } });
  open(server);
  const { user, dialog } = await choose("Email");
  expect(await dialog.findByText("and 4,998 more.")).toBeTruthy();
  await user.click(dialog.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(server.to("saveCustomersConfig")).toEqual([]);
  const chosen = await screen.findByRole("button", { name: /Authentication field/ });
  expect(chosen.textContent).toContain("Login");
});

test("back to Login is asked about too", async () => {
  const server = aServer({ findEmailSignIn: nobody });
  const { send } = open(server);
  send.customersConfig({ authField: "email" });
  expect(await screen.findByText("Every customer has an e-mail address of his own.")).toBeTruthy();
  const { user, dialog } = await choose("Login");
  await user.click(dialog.getByRole("button", { name: "Sign in by login" }));
  expect(server.to("saveCustomersConfig")).toEqual([{ settings: { authField: "login" } }]);
});

test("without the server nothing is asked and nothing changes", async () => {
  const server = aServer({ findEmailSignIn: new CallError("offline", "cut") });
  open(server);
  await pick("Email");
  expect(await screen.findByText("Not changed")).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(server.to("saveCustomersConfig")).toEqual([]);
});

test("who may only look, or is bound to a partner, sees the choice and cannot make it", () => {
  for (const session of [reader, { ...configurer, partner: "p2" as never }]) {
    const { unmount } = open({ session });
    expect(screen.getByRole("button", { name: /Authentication field/ }).hasAttribute("disabled")).toBe(true);
    unmount();
  }
});

test("without the permission the address says no access", () => {
  open({ session: aSession({ permissions: ["config.system.view"] }) });
  expect(screen.getByRole("heading", { name: "No access" })).toBeTruthy();
});
