import { createSignal } from "solid-js";
import { render, screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { MultiCombobox } from "./combobox.tsx";

const options = [
  { value: "vip", label: "VIP" },
  { value: "fiber", label: "Fiber" },
];

test("what was chosen can be taken away, but not where the choice is not to be made", async () => {
  const [values, setValues] = createSignal<readonly string[]>(["vip", "fiber"]);
  const [locked, setLocked] = createSignal(false);
  render(() => (
    <MultiCombobox
      label="Labels"
      options={options}
      values={values()}
      onChange={setValues}
      disabled={locked()}
    />
  ));
  await userEvent.setup().click(screen.getByRole("button", { name: "Remove VIP" }));
  expect(screen.queryByText("VIP")).toBeNull();
  setLocked(true);
  expect(screen.getByText("Fiber")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Remove/ })).toBeNull();
});

test("an option with a colour shows it, chosen and in the list", async () => {
  render(() => (
    <MultiCombobox
      label="Labels"
      options={[{ value: "vip", label: "VIP", colour: "#d97706" }]}
      values={["vip"]}
      onChange={() => undefined}
    />
  ));
  const dots = () =>
    [...document.querySelectorAll<HTMLElement>(".chip-dot")].map((dot) => dot.style.backgroundColor);
  expect(dots()).toEqual(["rgb(217, 119, 6)"]);
  await userEvent.setup().click(screen.getByRole("button", { name: "Show Labels" }));
  await screen.findByRole("option", { name: "VIP" });
  expect(dots()).toEqual(["rgb(217, 119, 6)", "rgb(217, 119, 6)"]);
});
