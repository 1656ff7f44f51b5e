import { createSignal, onCleanup, type Accessor } from "solid-js";

/** One key, what it does, and where it is listed. */
export interface Shortcut {
  /** `mod+k` (Ctrl, or Cmd on a Mac), `shift+a`, `/`, `?`. */
  readonly keys: string;
  readonly label: string;
  readonly group: string;
  readonly run: () => void;
  /** Works while the person types; keys with `mod` always do. */
  readonly whileTyping?: boolean;
}

export interface Shortcuts {
  add(shortcut: Shortcut): () => void;
  /** All that work now, the newest of the same keys only: for the help of `?`. */
  readonly list: Accessor<readonly Shortcut[]>;
  /** Whether keys without Ctrl or Cmd work on this device; who speaks to the computer switches them off (WCAG 2.1.4). */
  readonly single: Accessor<boolean>;
  setSingle(wanted: boolean): void;
  stop(): void;
}

/** What lies over the page: the page's keys must do nothing to what cannot be seen, and menus are searched by letters. */
const OVER_THE_PAGE = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

const SINGLE = "trunkline-single-keys";

const withMod = (keys: string): boolean => keys.startsWith("mod+");

const TYPING = new Set(["INPUT", "TEXTAREA", "SELECT"]);
/** Inputs into which no text goes: single keys still work there. */
const NO_TEXT = new Set(["checkbox", "radio", "button", "submit"]);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return TYPING.has(target.tagName) || target.isContentEditable;
}

/** The name of a pressed key as shortcuts write it: `mod+shift+k`. Shift is told for letters only. */
export function keysOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const letter = /^[\p{L}]$/u.test(key) || event.key.length > 1;
  return [
    event.ctrlKey || event.metaKey ? "mod" : "",
    event.altKey ? "alt" : "",
    event.shiftKey && letter ? "shift" : "",
    key,
  ]
    .filter(Boolean)
    .join("+");
}

/** Listens for keys on a target; the newest owner of a key wins, and none while the focus is over the page. */
export function makeShortcuts(target: EventTarget): Shortcuts {
  // Not kept in a signal: pages leave while the router is still on its way, and of two that are taken away then one would
  // stay, and with it all of its page.
  let all: readonly Shortcut[] = [];
  const [changes, tell] = createSignal(0);
  const change = (next: readonly Shortcut[]) => {
    all = next;
    tell((count) => count + 1);
  };
  const [single, setSingle] = createSignal(localStorage.getItem(SINGLE) !== "off");
  const works = ({ keys }: Shortcut): boolean => single() || withMod(keys);
  const onKey = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.isComposing) return;
    const keys = keysOf(event);
    const found = all.findLast((shortcut) => shortcut.keys === keys);
    if (found === undefined || !works(found)) return;
    if (event.target instanceof Element && event.target.closest(OVER_THE_PAGE) !== null) {
      // Not the browser's dialog to save the page either.
      if (withMod(keys)) event.preventDefault();
      return;
    }
    if (isTyping(event.target) && !withMod(keys) && found.whileTyping !== true) return;
    event.preventDefault();
    found.run();
  };
  target.addEventListener("keydown", onKey);
  return {
    add(shortcut) {
      change([...all, shortcut]);
      return () => change(all.filter((other) => other !== shortcut));
    },
    list() {
      changes();
      return all.filter(
        (shortcut, at, list) => works(shortcut) && list.findLastIndex((o) => o.keys === shortcut.keys) === at,
      );
    },
    single,
    setSingle(wanted) {
      setSingle(wanted);
      localStorage.setItem(SINGLE, wanted ? "on" : "off");
    },
    stop: () => target.removeEventListener("keydown", onKey),
  };
}

/** Offers a shortcut for as long as its owner lives. */
export function createShortcut(shortcuts: Shortcuts, shortcut: Shortcut): void {
  onCleanup(shortcuts.add(shortcut));
}

/** Keys as people of this machine read them: `Ctrl K`, `⌘ K`. */
export function keysText(keys: string, mac: boolean): string {
  const names: Record<string, string> = {
    mod: mac ? "⌘" : "Ctrl",
    shift: mac ? "⇧" : "Shift",
    alt: mac ? "⌥" : "Alt",
  };
  return keys
    .split("+")
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
}
