import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import type { RouteSectionProps } from "@solidjs/router";
import { expect, test } from "vitest";
import { aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import { Frame } from "./frame.tsx";

/* The main menu, which on a phone lies over the page and is opened by a button behind it. */

const Page = () => <Frame {...({ children: <p>The page</p> } as unknown as RouteSectionProps)} />;
const open = () => openDesk(Page, "/customers", "/customers");
const opener = () => screen.getByRole("button", { name: "Menu" });
const menu = () => within(screen.getByRole("navigation", { name: "Main menu" }));
const names = () =>
  menu()
    .getAllByRole("link")
    .map((link) => link.textContent);
const isOpen = () => document.querySelector(".frame")?.hasAttribute("data-rail-open") === true;

test("the button opens the menu, says so, and the keys go on in it", async () => {
  const user = userEvent.setup();
  open();
  expect([isOpen(), opener().getAttribute("aria-expanded")]).toEqual([false, "false"]);
  await user.click(opener());
  expect([isOpen(), opener().getAttribute("aria-expanded")]).toEqual([true, "true"]);
  expect(document.activeElement).toBe(menu().getAllByRole("link")[0]);
});

test("Escape closes it and gives the focus back; a press beside it closes it too", async () => {
  const user = userEvent.setup();
  open();
  await user.click(opener());
  await user.keyboard("{Escape}");
  expect([isOpen(), document.activeElement]).toEqual([false, opener()]);
  await user.click(opener());
  await user.click(screen.getByRole("button", { name: "Close the menu" }));
  expect(isOpen()).toBe(false);
});

test("closed, Escape is not the menu's", async () => {
  const user = userEvent.setup();
  open();
  menu().getAllByRole("link")[0]?.focus();
  await user.keyboard("{Escape}");
  expect(document.activeElement).toBe(menu().getAllByRole("link")[0]);
});

test("another page closes it", async () => {
  const user = userEvent.setup();
  const { history } = open();
  await user.click(opener());
  await user.click(menu().getByRole("link", { name: "Add" }));
  await waitFor(() => expect(history.get()).toBe("/customers/add"));
  expect(document.querySelector("[data-rail-open]")).toBeNull();
});

test("the page one is on is marked, and only what one may open stands there, live", () => {
  const { send } = open();
  expect(menu().getByRole("link", { current: "page" }).textContent).toBe("List");
  expect(names()).toEqual(["Add", "List"]);
  send.session(
    aSession({
      permissions: ["customers.list", "customers.search", "administration.logs", "config.system.view"],
    }),
  );
  expect(names()).toEqual(["Search", "List", "Logs", "Config"]);
});
