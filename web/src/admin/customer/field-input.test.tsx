import { screen, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { CustomersPort } from "../../data/ports.tsx";
import { aCustomer, aSession, someFields } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";

/** Customer 17 with one additional field; what Save was asked to store. */
function open(field: Partial<FieldDefinition>, attrs: Record<string, unknown> = {}) {
  const saved: unknown[] = [];
  const save: CustomersPort["save"] = async (_customer, touched) => {
    saved.push(Object.fromEntries(Object.entries(touched).map(([key, { mine }]) => [key, mine])));
    return { kind: "nothing" };
  };
  const desk = openDesk(CustomerPage, "/customers/:number", "/customers/17", {
    customer: aCustomer(attrs),
    fields: someFields(field),
    save,
  });
  return { ...desk, saved };
}
const press = (name: string | RegExp) =>
  userEvent.setup().click(screen.getByRole("button", { name, hidden: true }));
const options = async () =>
  within(await screen.findByRole("listbox"))
    .getAllByRole("option")
    .map((one) => one.textContent);
const ROOF: Partial<FieldDefinition> = {
  name: "roof",
  title: "Roof",
  type: "select",
  options: [
    { value: "Flat", retired: false },
    { value: "Steep", retired: true },
  ],
};

test("a choice that is not required can be taken back", async () => {
  const { saved } = open(ROOF, { attr_roof: "Flat" });
  await press(/^Roof/);
  expect(await options()).toEqual(["None", "Flat", "Steep"]);
  await userEvent.setup().click(screen.getByRole("option", { name: "None" }));
  await press("Save");
  expect(saved).toEqual([{ attr_roof: null }]);
});

test("10 §7.6: a deleted label that still stands in the record is neither shown nor offered", () => {
  open(ROOF, { labelIds: ["vip", "gone"] });
  const labels = document.querySelector("[data-field=labelIds]");
  expect(labels?.textContent).toContain("VIP");
  expect(labels?.textContent).not.toContain("gone");
  expect(labels?.querySelectorAll(".chip-dot")).toHaveLength(1);
});

test("a time over which the office's clock goes forward is refused at the field", async () => {
  const { saved } = open({ name: "visit", title: "Visit", type: "datetime" });
  const visit = screen.getByLabelText(/^Visit/, { selector: "input[type=text]" });
  await userEvent.setup().type(visit, "2026-03-29 02:30");
  await press("Save");
  expect(screen.getByText(/There is no such time on this day/)).toBeTruthy();
  expect(saved).toEqual([]);
  await userEvent.setup().clear(visit);
  await userEvent.setup().type(visit, "2026-10-25 02:30");
  await press("Save");
  expect(saved).toEqual([{ attr_visit: "2026-10-25T02:30" }]);
});

test("a required choice offers no way to leave it empty, and says so when it is", async () => {
  const { saved } = open({ ...ROOF, required: true });
  await userEvent.setup().type(screen.getByLabelText(/^City/, { selector: "input" }), "x");
  await press("Save");
  expect(screen.getByText("This field is required.")).toBeTruthy();
  await press(/^Roof/);
  expect(await options()).toEqual(["Flat", "Steep"]);
  expect(saved).toEqual([]);
});

test("a required yes or no must be answered, and No is an answer", async () => {
  const { saved } = open({ name: "dog", title: "Dog", type: "boolean", required: true });
  await press(/^Dog/);
  await userEvent.setup().click(await screen.findByRole("option", { name: "No" }));
  await press("Save");
  expect(saved).toEqual([{ attr_dog: false }]);
});

test("10 example 8: a required field made while the page is open appears there and holds up Save", async () => {
  const { saved, send } = open({ name: "note", title: "Note" });
  send.fields(
    someFields(
      { name: "note", title: "Note" },
      { name: "service_location", title: "Service location", required: true },
    ),
  );
  const box = screen.getByLabelText(/^Service location/, { selector: "input" });
  await userEvent.setup().type(screen.getByLabelText(/^Note/, { selector: "input" }), "x");
  await press("Save");
  expect(saved).toEqual([]);
  expect(screen.getByText("This field is required.")).toBeTruthy();
  await userEvent.setup().type(box, "Roof");
  await press("Save");
  expect(saved).toEqual([{ attr_note: "x", attr_service_location: "Roof" }]);
});

test("a field keeps its box, and so the focus, while its error comes and goes", async () => {
  open({ name: "code", title: "Code", min: 4 });
  const box = screen.getByLabelText(/^Code/, { selector: "input" });
  await userEvent.setup().type(box, "ab{Tab}");
  expect(screen.getByText("At least 4 characters.")).toBeTruthy();
  await userEvent.setup().type(box, "cd");
  expect([document.activeElement, screen.queryByText("At least 4 characters.")]).toEqual([box, null]);
  expect(screen.getByLabelText(/^Code/, { selector: "input" })).toBe(box);
});

test("a web address is a link, one with another scheme is not", () => {
  const site = { name: "site", title: "Site", type: "url" } as const;
  const { unmount } = open(site, { attr_site: "https://example.com/a" });
  expect(screen.getByRole("link", { name: "Open Site" }).getAttribute("href")).toBe("https://example.com/a");
  unmount();
  open(site, { attr_site: "javascript:alert(1)" });
  expect(screen.queryByRole("link", { name: "Open Site" })).toBeNull();
});

test("14 example 19: who may configure gets to the settings of additional fields, a technician does not", () => {
  const fields = { customer: aCustomer() };
  const { unmount } = openDesk(CustomerPage, "/customers/:number", "/customers/17", fields);
  expect(screen.queryByRole("link", { name: /Additional fields/ })).toBeNull();
  unmount();
  const session = aSession({
    permissions: [...aSession().permissions, "config.system.view", "config.system.edit"],
  });
  openDesk(CustomerPage, "/customers/:number", "/customers/17", { ...fields, session });
  const link = screen.getByRole("link", { name: /Additional fields/ });
  expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual(["/config/fields", "_blank"]);
});
