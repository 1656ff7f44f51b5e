/**
 * Takes the page that stood there before the scripts came away, and gives back what puts into the live one what was
 * typed meanwhile: the same inputs in the same order, or nothing at all. Who pressed Sign in already need not again.
 */
export function takeStill(root: HTMLElement): () => void {
  const begun = inputsOf(root);
  const focused = begun.findIndex((input) => input === document.activeElement);
  const { selectionStart, selectionEnd } = begun[focused] ?? { selectionStart: null, selectionEnd: null };
  // A button that is held down is not there any more when its click would come.
  const sent = document.querySelector("[data-sent],[type=submit]:active") !== null;
  root.replaceChildren();
  const { dataset } = document.documentElement;
  delete dataset["known"];
  delete dataset["sent"];
  return () => {
    const inputs = inputsOf(root);
    if (inputs.length !== begun.length) return;
    for (const [at, input] of inputs.entries()) continueWith(input, begun[at] ?? input);
    inputs[focused]?.focus();
    if (selectionStart !== null) inputs[focused]?.setSelectionRange(selectionStart, selectionEnd);
    if (sent) root.querySelector("form")?.requestSubmit();
  };
}

const inputsOf = (root: HTMLElement): HTMLInputElement[] => [...root.querySelectorAll("input")];

// By the events a person's hand makes, so that the form hears of it in its usual way.
function continueWith(input: HTMLInputElement, { checked, value }: HTMLInputElement): void {
  if (input.checked !== checked) input.click();
  if (input.value === value) return;
  input.value = value;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
