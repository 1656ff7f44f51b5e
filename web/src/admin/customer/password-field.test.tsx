import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { createSignal } from "solid-js";
import { describe, expect, test } from "vitest";
import type { ShowPasswordAnswer } from "@trunkline/domain/calls/customers";
import type { Customer } from "@trunkline/domain/customer/record";
import type { EntryId } from "@trunkline/domain/ids/ids";
import type { Caller } from "../../data/calls.ts";
import { fakeClock } from "../../lib/testing/fake-clock.ts";
import { aCustomer, aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";
import { PasswordField } from "./password-field.tsx";

const SHOWER = aSession({
  permissions: ["customers.view", "customers.view.edit", "customers.view.showPassword"],
});
const SET = Date.UTC(2026, 10, 20);
const shown: ShowPasswordAnswer = {
  kind: "shown",
  password: "Xk3aa9Qz",
  setAt: SET,
  entryId: "e9" as EntryId,
};
const setAt = (at: number) => aCustomer({ passwordAt: { toMillis: () => at } });

function open(answers: readonly unknown[] = [shown], session = SHOWER, first: Customer = aCustomer()) {
  const clock = fakeClock();
  const asked: { name: string; input: unknown }[] = [];
  const left = [...answers];
  const call: Caller = async (name, input) => {
    asked.push({ name, input });
    return left.shift() as never;
  };
  const [customer, setCustomer] = createSignal(first);
  const desk = openDesk(() => <PasswordField customer={customer()} mayEdit clock={clock} />, "/", "/", {
    session,
    call,
  });
  return { ...desk, clock, asked, setCustomer, user: userEvent.setup() };
}

const box = () => screen.getByLabelText("Portal password") as HTMLInputElement;
const button = (name: string) => screen.getByRole("button", { name });

describe("the portal password (10 §4)", () => {
  test("10 example 4: is masked, shown on request and masked again after 30 seconds", async () => {
    const { user, clock, asked } = open();
    expect(box().value).toBe("••••••••");
    await user.click(button("Show"));
    await waitFor(() => expect(box().value).toBe("Xk3aa9Qz"));
    expect(asked).toEqual([{ name: "showPassword", input: { customerId: "c17", own: null } }]);
    clock.pass(29_999);
    expect(box().value).toBe("Xk3aa9Qz");
    clock.pass(1);
    expect(box().value).toBe("••••••••");
  });

  test("Hide masks it at once", async () => {
    const { user } = open();
    await user.click(button("Show"));
    await user.click(await screen.findByRole("button", { name: "Hide" }));
    expect(box().value).toBe("••••••••");
  });

  test("a new one being typed stays beyond the 30 seconds", async () => {
    const { user, clock } = open();
    await user.click(button("Show"));
    await waitFor(() => expect(box().readOnly).toBe(false));
    await user.type(box(), "7");
    clock.pass(60_000);
    expect(box().value).toBe("Xk3aa9Qz7");
  });

  test("10 example 4: the 21st within an hour is refused and says when it is possible again", async () => {
    const { user } = open([{ kind: "limit", minutes: 12 }]);
    await user.click(button("Show"));
    expect(await screen.findByText(/Possible again in 12 minutes/)).toBeTruthy();
    expect(box().value).toBe("••••••••");
  });

  test("10 example 4: with a sign-in 13 hours old the own password is asked first, and again when it was wrong", async () => {
    const { user, asked } = open([{ kind: "sign-in-too-old" }, { kind: "wrong-password" }, shown]);
    await user.click(button("Show"));
    await user.type(await screen.findByLabelText("Your password"), "mine");
    await user.click(button("Show the password"));
    expect(await screen.findByText("This is not your password.")).toBeTruthy();
    await user.type(screen.getByLabelText("Your password"), "right");
    await user.click(button("Show the password"));
    await waitFor(() => expect(box().value).toBe("Xk3aa9Qz"));
    expect(asked.map(({ input }) => (input as { own: string | null }).own)).toEqual([null, "mine", "right"]);
  });

  test("a password shown before the record tells that it was set stays in sight; the next one masks it", async () => {
    const { user, setCustomer } = open([shown], SHOWER, setAt(SET - 1_000));
    await user.click(button("Show"));
    await waitFor(() => expect(box().value).toBe("Xk3aa9Qz"));
    setCustomer(setAt(SET));
    expect(box().value).toBe("Xk3aa9Qz");
    setCustomer(setAt(SET + 1));
    expect(box().value).toBe("••••••••");
  });

  test("a password that was replaced while the answer was under way is not shown", async () => {
    const { user, asked } = open([shown], SHOWER, setAt(SET + 1));
    await user.click(button("Show"));
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(box().value).toBe("••••••••");
  });

  test("there is no Show without the permission", () => {
    open([], aSession());
    expect(screen.queryByRole("button", { name: "Show" })).toBeNull();
    expect(button("Set new password")).toBeTruthy();
  });

  test("a shown password is masked when the permission is taken", async () => {
    const { user, send } = open();
    await user.click(button("Show"));
    await waitFor(() => expect(box().value).toBe("Xk3aa9Qz"));
    send.session(aSession());
    expect(box().value).toBe("••••••••");
  });

  test("10 example 13: one the customer chose reads so, with Set new password and no Show; then Show works again", async () => {
    const chosen = aCustomer({
      passwordBy: "customer",
      passwordAt: { toMillis: () => Date.UTC(2026, 8, 8, 12) },
    });
    const { user, setCustomer, asked } = open(
      [
        { kind: "password", password: "Gen3rated" },
        { kind: "done", entryId: "e9" },
      ],
      SHOWER,
      chosen,
    );
    expect(box().value).toBe("Chosen by the customer on 2026-09-08");
    expect(screen.getByText("It cannot be shown.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show" })).toBeNull();
    await user.click(button("Set new password"));
    await user.click(button("Generate a password"));
    await waitFor(() => expect(box().value).toBe("Gen3rated"));
    await user.click(button("Set password"));
    await waitFor(() =>
      expect(asked.at(-1)).toEqual({
        name: "setPassword",
        input: { key: expect.any(String), customerId: "c17", password: "Gen3rated" },
      }),
    );
    setCustomer(aCustomer({ passwordBy: "admin" }));
    expect(button("Show")).toBeTruthy();
    expect(box().value).toBe("••••••••");
  });

  test("one that is too short is refused before anything is sent", async () => {
    const { user, asked } = open();
    await user.click(button("Set new password"));
    await user.type(box(), "abc");
    await user.click(button("Set password"));
    expect(screen.getByText("At least 6 characters.")).toBeTruthy();
    expect(asked).toEqual([]);
  });

  test("one without a copy says so and offers no Show any more", async () => {
    const { user } = open([{ kind: "no-copy" }]);
    await user.click(button("Show"));
    expect(await screen.findByText("It cannot be shown.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show" })).toBeNull();
  });

  test("what is typed never reaches the drafts of this device, and is gone after leaving", async () => {
    const user = userEvent.setup();
    const { drafts, storage, history } = openDesk(CustomerPage, "/customers/:number", "/customers/17", {
      customer: aCustomer(),
    });
    await user.click(button("Set new password"));
    expect(document.activeElement).toBe(box());
    await user.type(box(), "S3cret-word");
    await drafts.flush();
    expect(await storage.keys()).toEqual([]);
    history.set({ value: "/elsewhere" });
    await screen.findByText("Elsewhere");
    history.set({ value: "/customers/17" });
    await waitFor(() => expect(box().value).toBe("••••••••"));
  });
});
