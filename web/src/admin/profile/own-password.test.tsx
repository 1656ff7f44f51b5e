import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { CallError, type Caller } from "../../data/calls.ts";
import { openDesk } from "../testing/desk.tsx";
import { OwnPassword } from "./own-password.tsx";

function open(...answers: readonly unknown[]) {
  const asked: unknown[] = [];
  const left = [...answers];
  const call: Caller = async (_name, input) => {
    asked.push(input);
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer as never;
  };
  openDesk(OwnPassword, "/", "/", { call });
  const user = userEvent.setup();
  const box = (name: RegExp) => screen.getByLabelText<HTMLInputElement>(name);
  const fill = async (current: string, next: string, again = next) => {
    for (const [name, text] of [
      [/password now/, current],
      [/^New password(?! again)/, next],
      [/again/, again],
    ] as const) {
      await user.clear(box(name));
      if (text !== "") await user.type(box(name), text);
    }
    await user.click(screen.getByRole("button", { name: "Change password" }));
  };
  return {
    asked,
    user,
    box,
    fill,
    begin: () => user.click(screen.getByRole("button", { name: "Change password" })),
  };
}

test("what cannot be a password is told at its field and asks nobody", async () => {
  const { asked, begin, fill, box } = open();
  await begin();
  await fill("", "");
  expect(box(/password now/).getAttribute("aria-invalid")).toBe("true");
  expect(box(/^New password(?! again)/).getAttribute("aria-invalid")).toBe("true");
  await fill("correct horse", "nine char");
  expect(box(/^New password(?! again)/).getAttribute("aria-invalid")).toBe("true");
  expect(box(/again/).getAttribute("aria-invalid")).not.toBe("true");
  await fill("correct horse", "battery staple", "battery stable");
  expect(screen.getByText("This is not the same as the new password.")).toBeTruthy();
  expect(asked).toEqual([]);
});

test("a wrong password, a lock and a lost answer leave everything typed; then it is changed", async () => {
  const { asked, begin, fill, box } = open(
    { kind: "wrong-password" },
    { kind: "locked", seconds: 840 },
    new CallError("offline", "offline"),
    { kind: "signed-in", token: "t" },
  );
  await begin();
  await fill("wrong horse", "battery staple");
  expect(await screen.findByText("This is not your password.")).toBeTruthy();
  await fill("correct horse", "battery staple");
  expect(await screen.findByText("Too many tries. Try again in 14 min.")).toBeTruthy();
  await fill("correct horse", "battery staple");
  expect(await screen.findByText("The server cannot be reached. Try again.")).toBeTruthy();
  expect(box(/password now/).value).toBe("correct horse");
  await fill("correct horse", "battery staple");
  await waitFor(() => expect(screen.queryByLabelText(/password now/)).toBeNull());
  expect(asked.at(-1)).toEqual({ current: "correct horse", next: "battery staple" });
});

test("the letters are shown and hidden in all three boxes at once", async () => {
  const { begin, user, box } = open();
  await begin();
  const types = () => [/password now/, /^New password(?! again)/, /again/].map((name) => box(name).type);
  expect(types()).toEqual(["password", "password", "password"]);
  await user.click(screen.getByRole("button", { name: "Show" }));
  expect(types()).toEqual(["text", "text", "text"]);
});
