import { screen, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Caller } from "../../data/calls.ts";
import { aCustomer, aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";

test.each([
  ["Convert to lead", "Convert", "new", "John Doe is a lead now"],
  ["Delete", "Delete", "inactive", "John Doe was deleted"],
] as const)("%s ends at the list, also when the record leaves before the answer", async (...one) => {
  const [item, confirm, status, title] = one;
  // What the listener tells first is that he is gone.
  const call: Caller = async () => {
    desk.send.customer(undefined);
    return { kind: "done", entryId: "e9" } as never;
  };
  const desk = openDesk(CustomerPage, "/customers/:number", "/customers/17", {
    customer: aCustomer({ status, name: "John Doe" }),
    session: aSession({ permissions: ["customers.view", "customers.view.convert", "customers.view.delete"] }),
    call,
  });
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Actions" }));
  await user.click(await screen.findByRole("menuitem", { name: item }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: confirm }));
  expect(await screen.findByText("Elsewhere")).toBeTruthy();
  expect(await screen.findByText(title)).toBeTruthy();
});
