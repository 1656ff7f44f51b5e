import { createSignal, onCleanup, type Accessor } from "solid-js";

/** One-line boxes cut what is longer than they are; secrets stay the dots they are. */
const CUT =
  '.customer-columns .input-box > :is(input:not([type="password"], [aria-hidden], [role]), textarea)';

/**
 * True while the browser puts the page on paper, when it shows everything (12): then each box carries its whole text as
 * `data-printed`, which the print style shows in place of the control.
 */
export function createPrinting(): Accessor<boolean> {
  const [printing, setPrinting] = createSignal(false);
  const before = () => {
    setPrinting(true);
    // After that: what was left out of sight is there now.
    for (const one of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(CUT))
      if (one.value !== "") one.parentElement?.setAttribute("data-printed", one.value);
  };
  const after = () => {
    for (const one of document.querySelectorAll("[data-printed]")) one.removeAttribute("data-printed");
    setPrinting(false);
  };
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  onCleanup(() => {
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
  });
  return printing;
}
