/** What is typed while the box it is meant for is still on its way. */
export interface TypeAhead {
  /** Lets keys go where they go again, and gives what was typed; nothing the second time. */
  stop(): string;
}

/** Keeps every letter from now on: the page behind would take the first of a name for a shortcut of its own. */
export function makeTypeAhead(target: EventTarget): TypeAhead {
  let text = "";
  const start = document.activeElement;
  const onKey = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Whoever gave up waiting, or went on to another box, types for himself again.
    if (event.key === "Escape" || document.activeElement !== start) {
      target.removeEventListener("keydown", onKey, { capture: true });
      return;
    }
    if (event.key === "Backspace") text = text.slice(0, -1);
    else if (event.key.length === 1) text += event.key;
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  target.addEventListener("keydown", onKey, { capture: true });
  return {
    stop() {
      target.removeEventListener("keydown", onKey, { capture: true });
      const typed = text;
      text = "";
      return typed;
    },
  };
}
