import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Permission } from "@trunkline/domain/admin/permissions";
import type { Customer } from "@trunkline/domain/customer/record";
import { CallError, type Caller } from "../../data/calls.ts";
import { aCustomer, aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";

const ALL: readonly Permission[] = [
  "customers.view",
  "customers.view.edit",
  "customers.view.loginAs",
  "customers.view.convert",
  "customers.view.delete",
];

function open(customer: Customer, answer?: unknown, permissions = ALL) {
  const asked: { name: string; input: unknown }[] = [];
  const call: Caller = async (name, input) => {
    asked.push({ name, input });
    if (answer instanceof Error) throw answer;
    return answer as never;
  };
  const desk = openDesk(CustomerPage, "/customers/:number", "/customers/17", {
    customer,
    session: aSession({ permissions }),
    call,
  });
  return { ...desk, asked, user: userEvent.setup() };
}

const menu = () => screen.queryByRole("button", { name: "Actions" });
async function items(user: ReturnType<typeof userEvent.setup>) {
  await user.click(menu() as HTMLElement);
  const found = (await screen.findAllByRole("menuitem")).map((item) => item.textContent);
  await user.keyboard("{Escape}");
  return found;
}
async function choose(user: ReturnType<typeof userEvent.setup>, name: string) {
  await user.click(menu() as HTMLElement);
  await user.click(await screen.findByRole("menuitem", { name }));
}

afterEach(() => vi.restoreAllMocks());

describe("Actions (12 §2.1)", () => {
  test("12 example 2: New offers Convert to lead, Active and Blocked neither, Inactive Delete", async () => {
    const { user, send } = open(aCustomer({ status: "new" }));
    expect(await items(user)).toEqual(["Login as customer", "Convert to lead"]);
    send.customer(aCustomer({ status: "active" }));
    expect(await items(user)).toEqual(["Login as customer"]);
    send.customer(aCustomer({ status: "blocked" }));
    expect(await items(user)).toEqual(["Login as customer"]);
    send.customer(aCustomer({ status: "inactive" }));
    expect(await items(user)).toEqual(["Login as customer", "Delete"]);
  });

  test("what the status keeps out of the menu is named with what would bring it", async () => {
    const { user, send } = open(aCustomer({ status: "active" }));
    const hints = async () => {
      await user.click(menu() as HTMLElement);
      const shown = (await screen.findByRole("menu")).querySelectorAll(".popup-heading");
      const texts = [...shown].map((one) => one.textContent);
      await user.keyboard("{Escape}");
      return texts;
    };
    const [convert, remove] = ["Convert to lead: only while New", "Delete: set to Inactive and save first"];
    expect(await hints()).toEqual([convert, remove]);
    send.customer(aCustomer({ status: "inactive" }));
    expect(await hints()).toEqual([convert]);
    send.customer(aCustomer({ status: "new" }));
    expect(await hints()).toEqual([remove]);
    send.session(aSession({ permissions: ["customers.view", "customers.view.loginAs"] }));
    expect(await hints()).toEqual([]);
  });

  test("11 example 9: Inactive picked but not saved offers no Delete", async () => {
    const { user } = open(aCustomer({ status: "active" }));
    await user.click(screen.getByRole("button", { name: /^Status/ }));
    await user.click(await screen.findByRole("option", { name: /^Inactive/ }));
    expect(await items(user)).toEqual(["Login as customer"]);
  });

  test("an item is there only with its permission, and the menu only with an item", async () => {
    const { user, send } = open(aCustomer({ status: "inactive" }), undefined, [
      "customers.view",
      "customers.view.delete",
    ]);
    expect(await items(user)).toEqual(["Delete"]);
    send.session(aSession({ permissions: ["customers.view"] }));
    expect(menu()).toBeNull();
  });

  test("deleting names the customer and the balance, asks, and leaves the page", async () => {
    const gone = aCustomer({ status: "inactive", name: "John Doe", balance: -1250 });
    const { user, asked } = open(gone, { kind: "done", entryId: "e9" });
    await choose(user, "Delete");
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog.textContent).toContain("John Doe");
    expect(dialog.textContent).toContain("-12.50 $");
    expect(asked).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Elsewhere")).toBeTruthy();
    expect(asked).toEqual([
      { name: "deleteCustomer", input: { key: expect.any(String), customerId: "c17" } },
    ]);
  });

  test("deleting once more after no answer came is the same press", async () => {
    const { user, asked } = open(aCustomer({ status: "inactive" }), new CallError("offline", "away"));
    for (const presses of [1, 2]) {
      await choose(user, "Delete");
      const dialog = within(await screen.findByRole("alertdialog"));
      await user.click(dialog.getByRole("button", { name: "Delete" }));
      // Closed, and the focus is back where it came from.
      await waitFor(() => expect(document.activeElement).toBe(menu()));
      expect(asked).toHaveLength(presses);
    }
    expect(asked[1]).toEqual(asked[0]);
  });

  test("a customer whom somebody made Active meanwhile is not deleted, and it says so", async () => {
    const { user } = open(aCustomer({ status: "inactive" }), { kind: "not-inactive" });
    await choose(user, "Delete");
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText(/somebody changed the status meanwhile/)).toBeTruthy();
  });

  test("11 §9.3: a balance stands in the way of converting, and is named", async () => {
    const { user, asked } = open(aCustomer({ status: "new", balance: 500 }));
    await choose(user, "Convert to lead");
    expect((await screen.findByRole("dialog")).textContent).toContain("the account balance is not zero");
    expect(asked).toEqual([]);
  });

  test("converting asks, says what happens and leaves the page", async () => {
    const { user, asked } = open(aCustomer({ status: "new" }), { kind: "done", entryId: "e9" });
    await choose(user, "Convert to lead");
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Convert" }));
    expect(await screen.findByText("Elsewhere")).toBeTruthy();
    expect(asked).toEqual([{ name: "convertToLead", input: { key: expect.any(String), customerId: "c17" } }]);
  });

  test("a lead has no page yet, and whoever converts is told so before", async () => {
    const { user } = open(aCustomer({ status: "new" }));
    await choose(user, "Convert to lead");
    const text = (await screen.findByRole("alertdialog")).textContent;
    expect(text).toContain("There is no page of leads yet.");
    expect(text).toContain("nobody can see the lead, change it or make it a customer again");
  });

  test("Login as customer opens a new tab with the code in the fragment", async () => {
    const replace = vi.fn<(address: string) => void>();
    vi.spyOn(window, "open").mockReturnValue({
      location: { replace },
      close: () => undefined,
    } as unknown as Window);
    const { user } = open(aCustomer(), { kind: "done", code: "one-use-code-of-this-tab" });
    await choose(user, "Login as customer");
    await waitFor(() => expect(replace).toHaveBeenCalledOnce());
    const address = new URL(String(replace.mock.calls[0]?.[0]));
    expect([address.pathname, address.search]).toEqual(["/portal", ""]);
    expect(new URLSearchParams(address.hash.slice(1)).get("operator")).toBe("one-use-code-of-this-tab");
  });

  test("a blocked tab is offered as a link", async () => {
    vi.spyOn(window, "open").mockReturnValue(null);
    const { user } = open(aCustomer(), { kind: "done", code: "one-use-code-of-this-tab" });
    await choose(user, "Login as customer");
    const link = await screen.findByRole("link", { name: "Open the portal" });
    expect(link.getAttribute("href")).toContain("one-use-code-of-this-tab");
  });

  test("an action of the server waits for the connection", async () => {
    const { user, send } = open(aCustomer());
    send.connection("offline");
    await user.click(menu() as HTMLElement);
    expect((await screen.findByRole("menuitem")).getAttribute("aria-disabled")).toBe("true");
  });
});
