import { createSignal } from "solid-js";
import { fireEvent, render, screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Menu, type MenuItem } from "./menu.tsx";

test("a line that is told anew while the menu is open stays where it is, and does what it was told last", async () => {
  const ran: string[] = [];
  const items = (count: number): readonly MenuItem[] => [
    { label: "Change", end: count, onSelect: () => ran.push(`change ${count}`) },
    { kind: "line" },
    ...(count > 1 ? [{ label: "Delete", end: count, onSelect: () => ran.push(`delete ${count}`) }] : []),
  ];
  const [told, setTold] = createSignal(items(2));
  render(() => <Menu trigger="Actions" items={told()} />);
  await userEvent.click(screen.getByRole("button", { name: "Actions" }));
  const change = await screen.findByRole("menuitem", { name: /Change/ });
  fireEvent.pointerDown(change);
  setTold(items(1));
  expect(screen.getByRole("menuitem", { name: /Change/ })).toBe(change);
  expect(change.textContent).toBe("Change1");
  expect(screen.queryByRole("menuitem", { name: /Delete/ })).toBeNull();
  await userEvent.click(change);
  expect(ran).toEqual(["change 1"]);
});
