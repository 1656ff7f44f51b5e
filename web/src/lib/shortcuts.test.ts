import { createRoot } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { keysText, makeShortcuts } from "./shortcuts.ts";

afterEach(() => document.body.replaceChildren());

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
  const leave = add("mod+s", "dialog");
  press("s", { ctrlKey: true });
  expect(shortcuts.list().map((one) => one.label)).toEqual(["dialog"]);
  leave();
  press("s", { ctrlKey: true });
  expect(log).toEqual(["dialog", "page"]);
  shortcuts.stop();
});

test("keys read as on the person's machine", () => {
  expect(keysText("mod+shift+k", false)).toBe("Ctrl Shift K");
  expect(keysText("mod+k", true)).toBe("⌘ K");
});
