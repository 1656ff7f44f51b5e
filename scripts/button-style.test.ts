import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("no button that cannot be pressed changes under the pointer", () => {
  const style = readFileSync(new URL("../web/src/ui/button.css", import.meta.url), "utf8");
  const hovered = [...style.matchAll(/^\.button[^{]*:hover[^{]*/gm)].map(([selector]) => selector.trim());
  expect(hovered).toHaveLength(4);
  expect(hovered.filter((one) => !one.endsWith(":hover:not(:disabled, [data-disabled])"))).toEqual([]);
});

test("the letters on a filled button stay white under the pointer", () => {
  const style = readFileSync(new URL("../web/src/ui/button.css", import.meta.url), "utf8");
  for (const look of ["primary", "danger"])
    expect(new RegExp(`\\.${look}:hover[^{]*{[^}]*color: var\\(--on-accent\\)`).test(style), look).toBe(true);
});
