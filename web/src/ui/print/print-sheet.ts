import "./print-sheet.css";

/** A table as it is printed. */
export interface PrintedSheet {
  readonly title: string;
  readonly note: string;
  /** `end`: numbers and money stand at the end. */
  readonly heads: readonly { readonly text: string; readonly end: boolean }[];
  readonly lines: readonly (readonly string[])[];
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
}

/** Opens the browser's print window with this table alone, whatever stands on the page. */
export function printSheet({ title, note, heads, lines }: PrintedSheet): void {
  const cell = (name: "th" | "td") => (text: string, column: number) => {
    // Names of any direction keep it beside others.
    const made = element(name, element("bdi", text));
    if (heads[column]?.end === true) made.className = "end";
    return made;
  };
  const head = element("tr", ...heads.map(({ text }, column) => cell("th")(text, column)));
  const rows = lines.map((line) => element("tr", ...line.map(cell("td"))));
  const sheet = element(
    "section",
    element("h1", title),
    element("p", note),
    element("table", element("thead", head), element("tbody", ...rows)),
  );
  sheet.className = "print-sheet";
  document.querySelector(".print-sheet")?.remove();
  document.body.append(sheet);
  // Some browsers go on at once and ask later: the sheet stays until they are done.
  addEventListener("afterprint", () => sheet.remove(), { once: true });
  print();
}
