import { createSignal } from "solid-js";
import { render, screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Palette, type PaletteItem } from "./palette.tsx";

function setUp() {
  const ran: string[] = [];
  const [open, setOpen] = createSignal(true);
  const [loads, setLoads] = createSignal(0);
  const item = (label: string, group = "Pages"): PaletteItem => ({
    id: label,
    group,
    label,
    run: () => ran.push(label),
  });
  const items = [item("Customers"), item("Add a customer"), item("Show all keys", "Actions")];
  render(() => (
    <Palette
      open={open()}
      onClose={() => setOpen(false)}
      placeholder="Find"
      find={(query) => items.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()))}
      onFirstUse={() => setLoads(loads() + 1)}
    />
  ));
  return { ran, open, loads, box: screen.getByRole("combobox", { name: "Find" }) };
}

test("typing narrows, arrows choose, Enter runs and closes", async () => {
  const { ran, open, box } = setUp();
  const user = userEvent.setup();
  await user.type(box, "customer");
  expect(screen.getAllByRole("option")).toHaveLength(2);
  await user.keyboard("{ArrowDown}");
  expect(screen.getByRole("option", { selected: true }).textContent).toContain("Add a customer");
  await user.keyboard("{Enter}");
  expect(ran).toEqual(["Add a customer"]);
  expect(open()).toBe(false);
});

test("the first result is chosen again after every change of the text", async () => {
  const { box } = setUp();
  const user = userEvent.setup();
  await user.type(box, "a");
  await user.keyboard("{ArrowDown}");
  await user.type(box, "d");
  expect(screen.getByRole("option", { selected: true }).textContent).toContain("Add a customer");
});

test("nothing found is said", async () => {
  const { box } = setUp();
  await userEvent.setup().type(box, "zzz");
  expect(screen.getByRole("status").textContent).toContain("zzz");
});

test("opening loads once, whatever the load reads and sets", () => {
  expect(setUp().loads()).toBe(1);
});

test("what was pressed is run, also when an answer puts something else there before the release", async () => {
  const ran: string[] = [];
  const item = (label: string): PaletteItem => ({
    id: label,
    group: "Pages",
    label,
    run: () => ran.push(label),
  });
  const [found, setFound] = createSignal([item("First"), item("Second")]);
  render(() => <Palette open onClose={() => undefined} placeholder="Find" find={found} />);
  const user = userEvent.setup();
  await user.pointer({ keys: "[MouseLeft>]", target: screen.getByText("First") });
  setFound([item("New"), item("First")]);
  await user.pointer({ keys: "[/MouseLeft]", target: screen.getAllByRole("option")[0] as HTMLElement });
  expect(ran).toEqual(["First"]);
});

test("a search is told as busy once it lasts, not between two letters", async () => {
  const [busy, setBusy] = createSignal(false);
  render(() => <Palette open onClose={() => undefined} placeholder="Find" find={() => []} busy={busy()} />);
  const mark = () => document.querySelector(".busy-mark");
  setBusy(true);
  expect(mark()).toBeNull();
  await waitFor(() => expect(mark()).not.toBeNull());
  setBusy(false);
  expect(mark()).toBeNull();
});
