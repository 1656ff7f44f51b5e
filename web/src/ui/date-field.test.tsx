import { createSignal } from "solid-js";
import { render, screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { DateField } from "./date-field.tsx";
import { TimeProvider } from "./time.tsx";

function setUp(start = "") {
  const [value, setValue] = createSignal(start);
  render(() => (
    <TimeProvider
      value={{
        locale: "en",
        timeZone: "Pacific/Kiritimati",
        dateFormat: "DD.MM.YYYY",
        hours: 24,
        now: () => 0,
      }}
    >
      <DateField label="Born" value={value()} onInput={setValue} />
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
