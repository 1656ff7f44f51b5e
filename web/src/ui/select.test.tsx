import { createSignal } from "solid-js";
import { render, screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Dialog } from "./dialog.tsx";
import { Select } from "./select.tsx";

const options = [
  { value: "a", label: "First" },
  { value: "b", label: "Second" },
] as const;

test("the chosen option shows, also after another one was chosen or stored", async () => {
  const user = userEvent.setup();
  const [value, setValue] = createSignal<"a" | "b">("a");
  render(() => <Select label="Order" options={options} value={value()} onChange={setValue} />);
  const shown = () => screen.getByRole("button", { name: /Order/, hidden: true }).textContent;
  expect(shown()).toContain("First");
  await user.click(screen.getByRole("button", { name: /Order/ }));
  await user.click(await screen.findByRole("option", { name: "Second" }));
  expect(shown()).toContain("Second");
  setValue("a");
  expect(shown()).toContain("First");
});

test("choosing reads what is chosen without making anything that nobody puts away", async () => {
  const user = userEvent.setup();
  const warn = vi.spyOn(console, "warn");
  const [value, setValue] = createSignal<"a" | "b">("a");
  const [known] = createSignal(true);
  render(() => (
    <Select label="Order" options={options} value={known() ? value() : "a"} onChange={setValue} />
  ));
  await user.click(screen.getByRole("button", { name: /Order/ }));
  await user.click(await screen.findByRole("option", { name: "Second" }));
  expect(screen.getByRole("button", { name: /Order/, hidden: true }).textContent).toContain("Second");
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test("an option whose value is the empty text is a choice like any other", () => {
  render(() => (
    <Select
      label="Status"
      options={[
        { value: "", label: "No change" },
        { value: "new", label: "New" },
      ]}
      value=""
      onChange={() => undefined}
    />
  ));
  expect(screen.getByRole("button", { name: /Status/ }).textContent).toBe("No change");
});

test("inside a dialog its list is there for everybody, though all around the dialog is hidden", async () => {
  const user = userEvent.setup();
  render(() => (
    <>
      <p role="note">Behind it</p>
      <Dialog open onClose={() => undefined} title="Change">
        <Select label="Order" options={options} value="a" onChange={() => undefined} />
      </Dialog>
    </>
  ));
  await user.click(screen.getByRole("button", { name: /Order/ }));
  const list = await screen.findByRole("listbox");
  // What is outside is hidden a frame later, and its list with it if it counts as outside.
  await waitFor(() => expect(screen.queryByRole("note")).toBeNull());
  await new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done))));
  expect(list.closest("[aria-hidden]")).toBeNull();
});
