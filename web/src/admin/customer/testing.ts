import { screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import type { EntryId } from "@trunkline/domain/ids/ids";
import { aCustomer } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";
// Fetched late in the product; here at once, so that no test waits for it.
import "./comments/form.tsx";

/** A Save that was stored. */
export const done: SaveAnswer = { kind: "done", entryId: "e9" as EntryId };

/** A Save that stored nothing, because a colleague changed the city too. */
export const asksAboutCity: SaveAnswer = {
  kind: "conflict",
  conflicts: [{ field: "city", base: "Oslo", theirs: "Paris", mine: "Bergen" }],
};

/** The page of customer 17. */
export const openPage = (options: DeskOptions = {}) =>
  openDesk(CustomerPage, "/customers/:number", "/customers/17", { customer: aCustomer(), ...options });

/** The text box with that caption. */
export const box = (label: string) =>
  screen.getByLabelText(new RegExp(`^${label}`), { selector: "input" }) as HTMLInputElement;

/** Replaces what stands in a text box. */
export async function type(label: string, text: string) {
  const user = userEvent.setup();
  await user.clear(box(label));
  if (text !== "") await user.type(box(label), text);
}

/** Presses the Save of the top bar. */
export const save = async () => userEvent.setup().click(screen.getByRole("button", { name: "Save" }));
