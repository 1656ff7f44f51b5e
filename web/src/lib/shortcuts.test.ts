import { createRoot } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { keysText, makeShortcuts } from "./shortcuts.ts";

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});

function press(key: string, options: KeyboardEventInit = {}, target: EventTarget = document.body) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options });
  target.dispatchEvent(event);
  return event;
}

function setUp() {
  const shortcuts = createRoot(() => makeShortcuts(window));
  const log: string[] = [];
  const add = (keys: string, name = keys) =>
    shortcuts.add({ keys, label: name, group: "Test", run: () => log.push(name) });
  return { shortcuts, log, add };
}

test("Ctrl and Cmd both open the palette, and the browser's own action is stopped", () => {
  const { add, log, shortcuts } = setUp();
  add("mod+k");
  expect(press("k", { ctrlKey: true }).defaultPrevented).toBe(true);
  press("k", { metaKey: true });
  press("k");
  expect(log).toEqual(["mod+k", "mod+k"]);
  shortcuts.stop();
});

test("a single key means text while somebody types, a key with Ctrl does not", () => {
  const { add, log, shortcuts } = setUp();
  add("/");
  add("mod+s");
  const input = document.body.appendChild(document.createElement("input"));
  press("/", {}, input);
  press("s", { ctrlKey: true }, input);
  expect(log).toEqual(["mod+s"]);
  const box = document.body.appendChild(document.createElement("input"));
  box.type = "checkbox";
  press("/", {}, box);
  expect(log).toEqual(["mod+s", "/"]);
  shortcuts.stop();
});

test("dialogs and menus keep their keys: no page is left and nothing is saved behind them", () => {
  const { add, log, shortcuts } = setUp();
  add("n");
  add("mod+s");
  for (const role of ["dialog", "alertdialog", "menu", "listbox"]) {
    const over = document.body.appendChild(document.createElement("div"));
    over.setAttribute("role", role);
    const button = over.appendChild(document.createElement("button"));
    expect(press("n", {}, button).defaultPrevented).toBe(false);
    expect(press("s", { ctrlKey: true }, button).defaultPrevented).toBe(true);
  }
  expect(log).toEqual([]);
  press("n", {}, document.body.appendChild(document.createElement("button")));
  expect(log).toEqual(["n"]);
  shortcuts.stop();
});

test("? is found whatever the keyboard needs to type it", () => {
  const { add, log, shortcuts } = setUp();
  add("?");
  press("?", { shiftKey: true });
  press("?");
  expect(log).toEqual(["?", "?"]);
  shortcuts.stop();
});

test("the newest owner of a key wins until it goes, and help lists each key once", () => {
  const { add, log, shortcuts } = setUp();
  add("mod+s", "page");
  const leave = add("mod+s", "part");
  press("s", { ctrlKey: true });
  expect(shortcuts.list().map((one) => one.label)).toEqual(["part"]);
  leave();
  press("s", { ctrlKey: true });
  expect(log).toEqual(["part", "page"]);
  shortcuts.stop();
});

test("keys without Ctrl can be switched off on this device, and then are not listed", () => {
  const first = setUp();
  first.add("n");
  first.add("mod+k");
  first.shortcuts.setSingle(false);
  press("n");
  press("k", { ctrlKey: true });
  expect(first.log).toEqual(["mod+k"]);
  expect(first.shortcuts.list().map(({ keys }) => keys)).toEqual(["mod+k"]);
  first.shortcuts.stop();
  const { add, log, shortcuts } = setUp();
  add("n");
  press("n");
  expect(log).toEqual([]);
  shortcuts.setSingle(true);
  press("n");
  expect(log).toEqual(["n"]);
  shortcuts.stop();
});

test("keys read as on the person's machine", () => {
  expect(keysText("mod+shift+k", false)).toBe("Ctrl Shift K");
  expect(keysText("mod+k", true)).toBe("⌘ K");
});
