import type { Issue } from "../api.ts";

/** A source text that can turn an offset into a line and column, both starting at 1. */
export class Source {
  readonly text: string;
  readonly #lineStarts: number[] = [0];

  constructor(text: string) {
    this.text = text;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#lineStarts.push(at + 1);
  }

  position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }

  issue(severity: Issue["severity"], offset: number, description: string): Issue {
    return { severity, description, ...this.position(offset) };
  }
}

/** Stops the parser at the first error; the ruleset is refused whole, so there is nothing to recover for. */
export class SyntaxFault extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.name = "SyntaxFault";
    this.offset = offset;
  }
}
