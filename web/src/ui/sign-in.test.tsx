import { render, screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { SignInForm, type Credentials, type SignInOutcome } from "./sign-in.tsx";

async function open(...outcomes: SignInOutcome[]) {
  const sent: Credentials[] = [];
  const user = userEvent.setup();
  const submit = async (credentials: Credentials): Promise<SignInOutcome> => {
    sent.push(credentials);
    return outcomes.shift() ?? { kind: "broken" };
  };
  render(() => (
    <SignInForm
      title="Trunkline"
      subtitle="Administration"
      identifierLabel="Login or e-mail"
      onSubmit={submit}
    />
  ));
  await user.type(screen.getByLabelText(/Login or e-mail/), "eva");
  await user.type(screen.getByLabelText(/Password/), "correct horse");
  const press = () => user.click(screen.getByRole("button", { name: "Sign in" }));
  await press();
  return { user, sent, press };
}

const codeBox = () => screen.getByLabelText(/Code of your authenticator app/) as HTMLInputElement;

test("nobody is asked for a code before the server wants one", async () => {
  const { sent } = await open({ kind: "refused" });
  expect(sent[0]?.code).toBeUndefined();
  expect(screen.queryByLabelText(/Code/)).toBeNull();
  expect(screen.getByText(/Login or password is wrong/)).toBeTruthy();
});

test("the code is asked for in a focused field that the device can fill, and is sent with what was typed before", async () => {
  const { user, sent, press } = await open({ kind: "code-needed" }, { kind: "entered" });
  await waitFor(() => expect(document.activeElement).toBe(codeBox()));
  expect(codeBox().autocomplete).toBe("one-time-code");
  expect(codeBox().inputMode).toBe("numeric");
  await user.type(codeBox(), " 123 456 ");
  await press();
  expect(sent[1]).toMatchObject({ identifier: "eva", password: "correct horse", code: "123 456" });
});

test("a refused code is told at its field, which keeps what was typed until it is changed", async () => {
  const { user, press } = await open({ kind: "code-needed" }, { kind: "refused" });
  await user.type(codeBox(), "123456");
  await press();
  await waitFor(() => expect(codeBox().getAttribute("aria-invalid")).toBe("true"));
  const error = document.getElementById(codeBox().getAttribute("aria-describedby") ?? "");
  expect(error?.textContent).toMatch(/only once/);
  expect(codeBox().value).toBe("123456");
  await user.type(codeBox(), "{Backspace}");
  expect(codeBox().getAttribute("aria-invalid")).toBeNull();
});

test("a recovery code is typed with letters, and the app's code can be chosen again", async () => {
  const { user, sent, press } = await open({ kind: "code-needed" }, { kind: "entered" });
  await user.click(screen.getByRole("button", { name: "Use a recovery code" }));
  const box = screen.getByLabelText(/Recovery code/) as HTMLInputElement;
  expect(box.inputMode).toBe("text");
  await user.type(box, "abcd-efgh-jkmn-pqrs");
  expect(screen.getByRole("button", { name: "Use the app" })).toBeTruthy();
  await press();
  expect(sent[1]?.code).toBe("abcd-efgh-jkmn-pqrs");
});
