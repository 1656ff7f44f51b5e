import { createComputed, on, type Accessor } from "solid-js";

/** What had the focus; for an item of a menu, which closes with its choice, the button of that menu. */
function opener(): Element | null {
  const focused = document.activeElement;
  const menu = focused?.closest("[role=menu]") ?? null;
  return menu === null ? focused : document.getElementById(menu.getAttribute("aria-labelledby") ?? "");
}

/**
 * Gives the focus back to where it was when something opened over the page; Kobalte knows only triggers of its own.
 * Not when the focus went on by itself meanwhile, to a page that was opened from there.
 */
export function createFocusReturn(open: Accessor<boolean>): () => void {
  let from: Element | null = null;
  createComputed(on(open, (isOpen) => isOpen && (from = opener())));
  return () => {
    const now = document.activeElement;
    if (now !== null && now !== document.body) return;
    const back = from?.isConnected === true ? from : document.getElementById("content");
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  };
}
