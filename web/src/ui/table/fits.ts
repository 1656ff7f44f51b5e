/** What a cell keeps free at its sides, together. */
export const EDGES = 16;
/** Writing in which a letter is as wide whatever stands beside it: Latin, Greek, Cyrillic, and what is written with them. */
const PLAIN =
  /^[\u0020-\u007e\u00a0-\u024f\u0370-\u03ff\u0400-\u0482\u048a-\u04ff\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2212]*$/;
/** So much room, of its size, somebody may have put after each letter (WCAG 1.4.12). */
const SPACED = 0.12;

interface Measures {
  readonly spaced: number;
  of(letter: string): number;
}
const widths = new Map<string, number>();
let measures: Measures | undefined;

/** Pixels of a text in the letters of the page: as it is, and with them spaced out. */
export interface TextWidth {
  readonly plain: number;
  readonly spaced: number;
}

const NOTHING: TextWidth = { plain: 0, spaced: 0 };

/** How wide a text is; undefined where only the browser's layout can tell. */
export function textWidth(text: string): TextWidth | undefined {
  if (text === "") return NOTHING;
  if (!PLAIN.test(text)) return undefined;
  measures ??= measuring();
  let plain = 0;
  for (const letter of text) {
    let width = widths.get(letter);
    if (width === undefined) widths.set(letter, (width = measures.of(letter)));
    plain += width;
  }
  return { plain, spaced: plain + text.length * measures.spaced };
}

/**
 * Whether what is so wide surely stands whole in a column of so many pixels, and stays off the next one even with its
 * letters spaced out. To the browser each box that cuts is a layer with a clip of its own, and those of all cells were a good
 * quarter of what drawing a page of rows cost: so a cell cuts only what it may have to.
 */
export function fits(width: TextWidth | undefined, column: number): boolean {
  return width !== undefined && width.plain <= column - EDGES && width.spaced <= column;
}

function measuring(): Measures {
  const { font, fontSize } = getComputedStyle(document.body);
  const canvas = typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(1, 1).getContext("2d");
  // Where nothing can be measured, everything is cut.
  if (canvas === null) return { spaced: 0, of: () => Number.POSITIVE_INFINITY };
  canvas.font = font;
  return {
    spaced: SPACED * Number.parseFloat(fontSize),
    of: (letter) => canvas.measureText(letter).width,
  };
}
