import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { toaster } from "@kobalte/core/toast";
import { afterEach, beforeAll, expect, test } from "vitest";
import { CallError } from "../../data/calls.ts";
import type { CustomersPort } from "../../data/ports.tsx";
import { aServer } from "../config/testing.ts";
import CustomerPage from "../customer/page.tsx";
import CustomerList from "../customers/list.tsx";
import { aCustomer, aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1200 });
  Element.prototype.scrollTo = () => undefined;
});
afterEach(() => toaster.clear());

const session = aSession({ permissions: [...aSession().permissions, "customers.list.massChange"] });
const counted = {
  kind: "counted",
  from: [{ partnerId: "p1", customers: 1 }],
  records: { comments: 4, planned: 1, entries: 37 },
  losing: 2,
};
const saved = { kind: "done" as const, entryId: "e9" as never };

function openPage(server = aServer({ countMove: counted })) {
  const sent: unknown[] = [];
  const save: CustomersPort["save"] = async (_customer, touched) => (sent.push(touched), saved);
  const customer = aCustomer({ number: 17, name: "John Doe", partnerId: "p1" });
  openDesk(CustomerPage, "/customers/:number", "/customers/17", {
    customer,
    session,
    save,
    call: server.call,
  });
  return { sent, server, user: userEvent.setup() };
}
const choosePartner = async (user: ReturnType<typeof userEvent.setup>, name: string) => {
  await user.click(await screen.findByRole("button", { name: /^Partner/ }));
  await user.click(await screen.findByRole("option", { name }));
};
const pressSave = (user: ReturnType<typeof userEvent.setup>) =>
  user.click(screen.getByRole("button", { name: "Save" }));

test("15 §4.10: a Save that moves the customer says what goes along and waits for a yes", async () => {
  const { sent, server, user } = openPage();
  await choosePartner(user, "NorthNet");
  await pressSave(user);
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByText("Move John Doe to NorthNet?")).toBeTruthy();
  expect(
    await dialog.findByText(
      "Goes along: 4 comments and to-dos, 1 planned change, 37 entries of the activity.",
    ),
  ).toBeTruthy();
  expect(
    dialog.getByText("Not visible any more to 2 administrators of Main, not even in an open page."),
  ).toBeTruthy();
  expect(server.to("countMove")).toEqual([{ customerIds: ["c17"], partnerId: "p2" }]);
  expect(sent).toEqual([]);
  await user.click(dialog.getByRole("button", { name: "Move to NorthNet" }));
  expect(sent).toEqual([{ partnerId: { base: "p1", mine: "p2" } }]);
  expect(await screen.findByText("Saved")).toBeTruthy();
});

test("a no keeps what was typed and stores nothing; the next Save asks again", async () => {
  const { sent, user } = openPage();
  await choosePartner(user, "NorthNet");
  await pressSave(user);
  const dialog = within(await screen.findByRole("alertdialog"));
  await user.click(dialog.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(sent).toEqual([]);
  const chosen = await screen.findByRole("button", { name: /^Partner/ });
  expect(chosen.textContent).toContain("NorthNet");
  await pressSave(user);
  expect(await screen.findByRole("alertdialog")).toBeTruthy();
});

test("what could not be counted is not moved", async () => {
  const server = aServer({ countMove: [new CallError("offline", "cut"), counted] });
  const { user } = openPage(server);
  await choosePartner(user, "NorthNet");
  await pressSave(user);
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(await dialog.findByText("It is not known what would move.")).toBeTruthy();
  const move = () => dialog.getByRole("button", { name: "Move to NorthNet" });
  expect(move().getAttribute("aria-busy") ?? move().getAttribute("aria-disabled")).toBe("true");
  await user.click(dialog.getByRole("button", { name: "Count again" }));
  expect(await dialog.findByText(/^Goes along/)).toBeTruthy();
});

test("15 §4.10: a mass change that moves customers counts them by the partner they leave", async () => {
  const user = userEvent.setup();
  const server = aServer({
    startMassAction: { kind: "started", jobId: "j1" },
    countMove: {
      ...counted,
      from: [
        { partnerId: "p1", customers: 120 },
        { partnerId: "south", customers: 1 },
      ],
      records: null,
      losing: 0,
    },
  });
  openDesk(CustomerList, "/customers", "/customers", {
    rows: [aCustomer({ number: 3 }), aCustomer({ number: 4 })],
    session,
    call: server.call,
  });
  for (const number of [3, 4]) await user.click(screen.getByLabelText(`Select Customer ${number}`));
  await user.click(screen.getByRole("button", { name: "Actions" }));
  await user.click(await screen.findByRole("menuitem", { name: /Change/ }));
  await choosePartner(user, "NorthNet");
  await user.click(screen.getByRole("button", { name: "Change 2 customers" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(await dialog.findByText("From Main: 120 customers")).toBeTruthy();
  expect(dialog.getByText("From south: 1 customer")).toBeTruthy();
  expect(
    dialog.getByText("Goes along: all comments, to-dos, planned changes and the whole activity."),
  ).toBeTruthy();
  expect(server.to("startMassAction")).toEqual([]);
  await user.click(dialog.getByRole("button", { name: "Move to NorthNet" }));
  expect(server.to("startMassAction")).toMatchObject([
    { customerIds: ["c3", "c4"], action: { do: "change", values: { partnerId: "p2" } } },
  ]);
});
