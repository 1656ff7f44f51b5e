import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { someFields } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import PortalFieldsPage from "./portal-fields.tsx";
import { aServer, configurer, reader } from "./testing.ts";

const FIELDS = [
  { name: "phone", title: "Home phone", position: 0 },
  { name: "pin", title: "PIN", type: "password" as const, position: 1 },
  { name: "scan", title: "Scan", type: "file" as const, position: 2 },
];
const open = (options: DeskOptions = {}) =>
  openDesk(PortalFieldsPage, "/config/portal-fields", "/config/portal-fields", {
    session: configurer,
    fields: someFields(...FIELDS),
    ...options,
  });
const box = (title: string) =>
  screen.getByRole<HTMLButtonElement>("button", { name: new RegExp(`^${title}`) });
const offered = async (title: string) => {
  await userEvent.setup().click(box(title));
  return within(await screen.findByRole("listbox")).getAllByRole("option");
};

test("21 §2.3: each field is set at once by a call that changes nothing else of it", async () => {
  const server = aServer();
  const { send } = open(server);
  const options = await offered("Home phone");
  expect(options.map((one) => one.textContent)).toEqual(["Not shown", "View", "Edit"]);
  await userEvent.setup().click(options[2] as HTMLElement);
  expect(server.to("setFieldPortal")).toEqual([{ name: "phone", portal: "edit" }]);
  send.fields(someFields({ ...FIELDS[0], portal: "edit" }, ...FIELDS.slice(1)));
  await waitFor(() => expect(box("Home phone").textContent).toContain("Edit"));
});

test("a file can be shown but not edited, a password neither", async () => {
  open();
  expect(box("PIN").disabled).toBe(true);
  expect((await offered("Scan")).map((one) => one.textContent)).toEqual(["Not shown", "View"]);
});

test("a field made by a colleague appears at once; who may only look changes nothing", () => {
  const { send } = open({ session: reader });
  expect(box("Home phone").disabled).toBe(true);
  send.fields(someFields(...FIELDS, { name: "fresh", title: "Fresh one", position: 3 }));
  expect(box("Fresh one")).toBeTruthy();
});
