import { createSignal } from "solid-js";
import { fireEvent, render, screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { DateField, MomentField } from "./date-field.tsx";
import { TimeProvider } from "./time.tsx";

function setUp(start = "", Shown: typeof MomentField = DateField, hours: 12 | 24 = 24, error?: string) {
  const [value, setValue] = createSignal(start);
  render(() => (
    <TimeProvider
      value={{
        locale: "en",
        timeZone: "Pacific/Kiritimati",
        dateFormat: "DD.MM.YYYY",
        hours,
        now: () => 0,
      }}
    >
      <Shown label="Born" value={value()} onInput={setValue} error={error} />
    </TimeProvider>
  ));
  return { value, box: screen.getByLabelText("Born") as HTMLInputElement };
}

test("a day is written the way the installation writes days, whatever the browser's language and zone", () => {
  expect(setUp("2026-03-01").box.value).toBe("01.03.2026");
});

test("a typed day becomes a civil day, and leaving the field tidies it", async () => {
  const { value, box } = setUp();
  const user = userEvent.setup();
  await user.type(box, "1.3.2026");
  expect(value()).toBe("2026-03-01");
  expect(box.value).toBe("1.3.2026");
  await user.tab();
  expect(box.value).toBe("01.03.2026");
});

test("what is no day stays as typed, for the form to refuse", async () => {
  const { value, box } = setUp();
  const user = userEvent.setup();
  await user.type(box, "30.2.2026");
  await user.tab();
  expect(value()).toBe("30.2.2026");
  expect(box.value).toBe("30.2.2026");
});

test("what is no day is answered with how days are written", () => {
  setUp("30.2.2026", DateField, 24, "This is not a date.");
  expect(screen.getByText("Write it as DD.MM.YYYY.")).toBeTruthy();
});

test("a day with its time is written and typed the installation's way", async () => {
  const { value, box } = setUp("2026-03-01T14:30", MomentField);
  const user = userEvent.setup();
  expect(box.type).toBe("text");
  expect(box.value).toBe("01.03.2026 14:30");
  await user.clear(box);
  await user.type(box, "2.3.2026 9:05");
  expect(value()).toBe("2026-03-02T09:05");
  await user.tab();
  expect(box.value).toBe("02.03.2026 09:05");
});

test("where clocks have twelve hours, so has the field", async () => {
  const { value, box } = setUp("2026-03-01T14:30", MomentField, 12);
  expect(box.value).toBe("01.03.2026 2:30 PM");
  await userEvent.setup().clear(box);
  await userEvent.setup().type(box, "1.3.2026 12:15 am");
  expect(value()).toBe("2026-03-01T00:15");
});

test("a day that is picked keeps the time that stands there, and gets one where none does", () => {
  const { value, box } = setUp("2026-03-01T14:30", MomentField);
  const picker = box.parentElement?.querySelector<HTMLInputElement>(".date-picker");
  if (picker === null || picker === undefined) throw new Error("There is a calendar");
  fireEvent.input(picker, { target: { value: "2026-03-05" } });
  expect(value()).toBe("2026-03-05T14:30");
  fireEvent.input(box, { target: { value: "" } });
  expect(value()).toBe("");
  fireEvent.input(picker, { target: { value: "2026-03-06" } });
  expect(value()).toBe("2026-03-06T09:00");
});

test("a day without its time is no moment, and stays as typed", async () => {
  const { value, box } = setUp("", MomentField);
  await userEvent.setup().type(box, "1.3.2026");
  await userEvent.setup().tab();
  expect(value()).toBe("1.3.2026");
  expect(box.value).toBe("1.3.2026");
});
