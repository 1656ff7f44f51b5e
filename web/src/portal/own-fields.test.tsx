import { createSignal } from "solid-js";
import { render, screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { readGeneral, type GeneralConfig } from "@trunkline/domain/config/general";
import type { PortalAttr } from "@trunkline/domain/portal/portal";
import { CallError } from "../data/calls.ts";
import { OwnFields, type SaveAnswer } from "./own-fields.tsx";

const attr = (part: Partial<PortalAttr>): PortalAttr => ({
  name: "home_phone",
  title: "Home phone",
  type: "phone",
  value: null,
  edit: true,
  required: false,
  min: null,
  max: null,
  options: [],
  ...part,
});

const general = readGeneral({ timeZone: "Pacific/Kiritimati", dateFormat: "DD.MM.YYYY" });

function open(
  first: readonly PortalAttr[],
  answer: () => Promise<SaveAnswer>,
  readOnly = false,
  settings?: GeneralConfig,
) {
  const saved: unknown[] = [];
  const [attrs, setAttrs] = createSignal(first);
  if (!general.ok) throw new Error("These settings can be read");
  const { value } = general;
  render(() => (
    <OwnFields
      attrs={attrs()}
      general={settings ?? value}
      readOnly={readOnly}
      save={(touched) => {
        saved.push(touched);
        return answer();
      }}
    />
  ));
  return { saved, setAttrs, user: userEvent.setup() };
}
const box = (label: RegExp) => screen.getByLabelText<HTMLInputElement>(label, { selector: "input" });
const save = () => screen.getByRole("button", { name: "Save" });
const done = async (): Promise<SaveAnswer> => ({ kind: "done" });

test("10 §8.22: what the customer changed is sent with the value it was loaded with, and nothing else", async () => {
  const { saved, user } = open(
    [attr({ value: "+420 777 000 111" }), attr({ name: "note", title: "Note", type: "string", value: "x" })],
    done,
  );
  expect(save().hasAttribute("disabled")).toBe(true);
  await user.clear(box(/Home phone/));
  await user.type(box(/Home phone/), "+420 777 000 222");
  await user.click(save());
  expect(saved).toEqual([{ attr_home_phone: { base: "+420 777 000 111", mine: "+420 777 000 222" } }]);
  expect(await screen.findByText("Saved.")).toBeTruthy();
});

test("a bad value is said at its field and sent to nobody; what the server refuses too", async () => {
  const { saved, user } = open([attr({})], async () => ({
    kind: "fields",
    problems: { attr_home_phone: { kind: "taken", number: null } },
  }));
  await user.type(box(/Home phone/), "12");
  await user.click(save());
  expect(screen.getByText("“12” is not valid.")).toBeTruthy();
  expect(saved).toEqual([]);
  await user.type(box(/Home phone/), "3456");
  await user.click(save());
  expect(await screen.findByText(/already used/)).toBeTruthy();
  expect(box(/Home phone/).value).toBe("123456");
});

test("changed by the provider meanwhile: the customer sees it and chooses before anything is sent", async () => {
  const { saved, setAttrs, user } = open([attr({ value: "111111" })], done);
  await user.type(box(/Home phone/), "9");
  setAttrs([attr({ value: "222222" })]);
  await user.click(save());
  expect(saved).toEqual([]);
  expect(screen.getByText("222222")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Keep mine" }));
  await user.click(save());
  expect(saved).toEqual([{ attr_home_phone: { base: "222222", mine: "1111119" } }]);
});

test("without a connection everything typed is kept and can be sent again", async () => {
  let there = false;
  const { saved, user } = open([attr({})], async () => {
    if (!there) throw new CallError("offline", "No connection");
    return { kind: "done" };
  });
  await user.type(box(/Home phone/), "123456");
  await user.click(save());
  expect(await screen.findByText(/No connection. What you typed is kept/)).toBeTruthy();
  there = true;
  await user.click(save());
  await waitFor(() => expect(saved.length).toBe(2));
});

test("too many changes in a short time are refused with when to go on, and everything typed is kept", async () => {
  const { user } = open([attr({})], async () => ({ kind: "limit", minutes: 7 }));
  await user.type(box(/Home phone/), "123456");
  await user.click(save());
  expect(await screen.findByText(/What you typed is kept; press Save again in 7 minutes/)).toBeTruthy();
  expect(box(/Home phone/).value).toBe("123456");
});

test("an operator who only looks on can change nothing", () => {
  open([attr({ value: "111111" })], done, true);
  expect(box(/Home phone/).readOnly).toBe(true);
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

test("a Date and a Date & time are shown the installation's way, changed and saved", async () => {
  const { saved, user } = open(
    [
      attr({ name: "born", title: "Born", type: "date", value: "2026-03-01" }),
      attr({ name: "visit", title: "Visit", type: "datetime", value: "2026-03-01T14:30" }),
    ],
    done,
  );
  expect(box(/Born/).value).toBe("01.03.2026");
  await user.clear(box(/Born/));
  await user.type(box(/Born/), "31.2.2026");
  await user.click(save());
  expect(screen.getByText(/is not a date|not a day/)).toBeTruthy();
  expect(screen.getByText("Write it as DD.MM.YYYY.")).toBeTruthy();
  await user.clear(box(/Visit/));
  await user.type(box(/Visit/), "1.3.2026");
  await user.click(save());
  expect(screen.getByText("Write it as DD.MM.YYYY HH:MM.")).toBeTruthy();
  expect(saved).toEqual([]);
  await user.type(box(/Visit/), " 16:00");
  await user.clear(box(/Born/));
  await user.type(box(/Born/), "2.3.2026");
  await user.click(save());
  expect(saved).toEqual([
    {
      attr_born: { base: "2026-03-01", mine: "2026-03-02" },
      attr_visit: { base: "2026-03-01T14:30", mine: "2026-03-01T16:00" },
    },
  ]);
});

test("a field that breaks takes no other with it", async () => {
  if (!general.ok) throw new Error("These settings can be read");
  // No reader lets this through: it stands for whatever a field may break on.
  const broken = { ...general.value, dateFormat: undefined as never };
  const born = attr({ name: "born", title: "Born", type: "date", value: "2026-03-01" });
  const { saved, user } = open([born, attr({})], done, false, broken);
  expect(screen.getByText(/cannot be shown here/).textContent).toContain("Born");
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  await user.type(box(/Home phone/), "123456");
  await user.click(save());
  expect(saved).toEqual([{ attr_home_phone: { base: null, mine: "123456" } }]);
});
