/** What somebody did to the page before its scripts came. */
interface Begun {
  readonly values: readonly (string | boolean)[];
  readonly focused: number;
  readonly selection: readonly [number, number] | undefined;
  /** Enter, or the button that sends the form. */
  readonly sent: boolean;
}

/**
 * Takes the page that stood there before the scripts came away, and gives back what puts into the live one what was
 * typed meanwhile: the same inputs in the same order, or nothing at all. Who pressed Sign in already need not again.
 */
export function takeStill(root: HTMLElement): () => void {
  const begun = begunIn(root);
  root.replaceChildren();
  delete document.documentElement.dataset["known"];
  delete document.documentElement.dataset["sent"];
  return () => {
    const inputs = inputsOf(root);
    if (inputs.length !== begun.values.length) return;
    for (const [at, input] of inputs.entries()) continueWith(input, begun.values[at]);
    const focused = inputs[begun.focused];
    focused?.focus();
    if (focused !== undefined && begun.selection !== undefined) focused.setSelectionRange(...begun.selection);
    if (begun.sent) root.querySelector("form")?.requestSubmit();
  };
}

const inputsOf = (root: HTMLElement): HTMLInputElement[] => [...root.querySelectorAll("input")];
const isBox = (input: HTMLInputElement): boolean => input.type === "checkbox";

function begunIn(root: HTMLElement): Begun {
  const inputs = inputsOf(root);
  const focused = inputs.findIndex((input) => input === document.activeElement);
  const { selectionStart, selectionEnd } = inputs[focused] ?? { selectionStart: null, selectionEnd: null };
  return {
    values: inputs.map((input) => (isBox(input) ? input.checked : input.value)),
    focused,
    selection: selectionStart === null || selectionEnd === null ? undefined : [selectionStart, selectionEnd],
    sent: "sent" in document.documentElement.dataset,
  };
}

// By the events a person's hand makes, so that the form hears of it in its usual way.
function continueWith(input: HTMLInputElement, value: string | boolean | undefined): void {
  if (isBox(input)) {
    if (input.checked !== value) input.click();
  } else if (typeof value === "string" && value !== input.value) {
    input.value = value;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
