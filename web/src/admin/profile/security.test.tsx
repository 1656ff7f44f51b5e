import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { CallError, type Caller } from "../../data/calls.ts";
import { openDesk } from "../testing/desk.tsx";
import Security from "./security.tsx";

const URI = "otpauth://totp/Trunkline:eva?issuer=Trunkline&secret=GEZDGNBVGY3TQOJQ";
const CODES = Array.from({ length: 10 }, (_, index) => `abcd-efgh-jkmn-pqr${"stuvwxyz23"[index] ?? ""}`);

function open(answers: Readonly<Record<string, readonly unknown[]>>) {
  const asked: { name: string; input: unknown }[] = [];
  const left = new Map(Object.entries(answers).map(([name, all]) => [name, [...all]]));
  const call: Caller = async (name, input) => {
    asked.push({ name, input });
    return left.get(name)?.shift() as never;
  };
  openDesk(Security, "/", "/", { call });
  return { asked, user: userEvent.setup() };
}

const state = (on: boolean, recoveryLeft = on ? 10 : 0) => ({ kind: "state", on, recoveryLeft });
const press = (name: string) => screen.findByRole("button", { name });

test("switching on: password, key as text and picture, first code, then ten recovery codes once", async () => {
  const { user, asked } = open({
    secondFactorState: [state(false), state(true)],
    beginSecondFactor: [{ kind: "wrong-password" }, { kind: "begun", uri: URI, secret: "GEZDGNBVGY3TQOJQ" }],
    confirmSecondFactor: [{ kind: "wrong-code" }, { kind: "signed-in", token: "t", recoveryCodes: CODES }],
  });
  await user.click(await press("Switch on"));
  await user.type(screen.getByLabelText(/Your password/), "correct horse");
  await user.click(await press("Go on"));
  expect(await screen.findByText("This is not your password.")).toBeTruthy();
  await user.click(await press("Go on"));

  expect(await screen.findByText("GEZD GNBV GY3T QOJQ")).toBeTruthy();
  const picture = await screen.findByRole("img", { name: "The key as a QR code" });
  expect(picture.querySelector("path")?.getAttribute("d")).toMatch(/^M4 4h1v1h-1z/);
  await user.type(screen.getByLabelText(/Code that the app shows/), "123456");
  await user.click(await press("Switch on"));
  expect(await screen.findByText(/not right, or was used already/)).toBeTruthy();
  await user.click(await press("Switch on"));

  for (const code of CODES) expect(await screen.findByText(code)).toBeTruthy();
  expect(screen.queryByText("GEZD GNBV GY3T QOJQ")).toBeNull();
  await user.click(await press("I have kept them"));
  expect(screen.queryByText(CODES[0] ?? "")).toBeNull();
  expect(await screen.findByText(/Recovery codes left: 10/)).toBeTruthy();
  expect(asked.map(({ name }) => name)).toEqual([
    "secondFactorState",
    "beginSecondFactor",
    "beginSecondFactor",
    "confirmSecondFactor",
    "confirmSecondFactor",
    "secondFactorState",
  ]);
});

test("switching off takes password and code, both at once, and says what was wrong at its field", async () => {
  const { user, asked } = open({
    secondFactorState: [state(true, 7), state(false)],
    removeSecondFactor: [{ kind: "wrong-code" }, { kind: "signed-in", token: "t" }],
  });
  expect(await screen.findByText(/Recovery codes left: 7/)).toBeTruthy();
  await user.click(await press("Switch off"));
  await user.click(await press("Switch off"));
  expect(await screen.findByText("Type the code.")).toBeTruthy();
  expect(asked.map(({ name }) => name)).toEqual(["secondFactorState"]);
  await user.type(screen.getByLabelText(/Your password/), "correct horse");
  await user.type(screen.getByLabelText(/Code, or a recovery code/), "123456");
  await user.click(await press("Switch off"));
  await waitFor(() =>
    expect(screen.getByLabelText(/Code, or a recovery code/).getAttribute("aria-invalid")).toBe("true"),
  );
  await user.click(await press("Switch off"));
  expect(await press("Switch on")).toBeTruthy();
  expect(asked[1]?.input).toEqual({ password: "correct horse", code: "123456" });
});

test("a state that cannot be read says so and can be asked again", async () => {
  let cut = true;
  const call: Caller = async () => {
    if (cut) throw new CallError("offline", "cut");
    return state(false) as never;
  };
  openDesk(Security, "/", "/", { call });
  const again = await press("Try again");
  cut = false;
  await userEvent.setup().click(again);
  expect(await press("Switch on")).toBeTruthy();
});

test("recovery codes stay on the page when the state cannot be read anew", async () => {
  let asks = 0;
  const call: Caller = async (name) => {
    if (name === "newRecoveryCodes") return { kind: "done", recoveryCodes: CODES } as never;
    asks += 1;
    if (asks > 1) throw new CallError("offline", "cut");
    return state(true, 3) as never;
  };
  openDesk(Security, "/", "/", { call });
  const user = userEvent.setup();
  await user.click(await press("New recovery codes"));
  await user.type(screen.getByLabelText(/Your password/), "correct horse");
  await user.type(screen.getByLabelText(/Code, or a recovery code/), "123456");
  await user.click(await press("Make new codes"));
  await waitFor(() => expect(asks).toBe(2));
  expect(screen.getByText(CODES[9] ?? "")).toBeTruthy();
});
