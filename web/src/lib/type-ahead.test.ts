import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeShortcuts } from "./shortcuts.ts";
import { makeTypeAhead } from "./type-ahead.ts";

test("what is typed before the box is there is kept for it, and is no shortcut of the page", async () => {
  const ran: string[] = [];
  const shortcuts = makeShortcuts(window);
  for (const keys of ["n", "mod+s"])
    shortcuts.add({ keys, label: keys, group: "Page", run: () => ran.push(keys) });
  const ahead = makeTypeAhead(window);
  await userEvent.keyboard("nova{Backspace}{Control>}s{/Control}ák");
  expect([ahead.stop(), ran]).toEqual(["novák", ["mod+s"]]);
  await userEvent.keyboard("n");
  expect([ahead.stop(), ran]).toEqual(["", ["mod+s", "n"]]);
  shortcuts.stop();
});

test("who goes on to another box, or presses Escape, types there", async () => {
  const other = document.body.appendChild(document.createElement("input"));
  const ahead = makeTypeAhead(window);
  await userEvent.keyboard("a");
  await userEvent.type(other, "bc");
  expect(other.value).toBe("bc");
  other.blur();
  const given = makeTypeAhead(window);
  await userEvent.keyboard("a{Escape}bc");
  expect([ahead.stop(), given.stop()]).toEqual(["a", "a"]);
  other.remove();
});
