/** The colours offered for labels; any other can be typed. Names are what a screen reader says. */
export const PALETTE: readonly { readonly name: string; readonly colour: string }[] = [
  { name: "Red", colour: "#dc2626" },
  { name: "Orange", colour: "#ea580c" },
  { name: "Amber", colour: "#d97706" },
  { name: "Olive", colour: "#65a30d" },
  { name: "Green", colour: "#16a34a" },
  { name: "Teal", colour: "#0d9488" },
  { name: "Cyan", colour: "#0891b2" },
  { name: "Blue", colour: "#2563eb" },
  { name: "Violet", colour: "#7c3aed" },
  { name: "Magenta", colour: "#c026d3" },
  { name: "Pink", colour: "#db2777" },
  { name: "Gray", colour: "#64748b" },
];

/** A typed colour as it is stored, `#rrggbb`; undefined when it is none. */
export function readColour(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  if (short !== null)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join("")}`;
  const full = /^#?([0-9a-f]{6})$/.exec(text);
  return full === null ? undefined : `#${full[1]}`;
}
