import { SyntaxFault } from "./source.ts";

export type TokenKind = "name" | "int" | "float" | "string" | "bytes" | "punctuation" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** The source text; for `end` it is `<EOF>`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The value of a string or bytes literal. */
  readonly value?: string | Uint8Array;
}

const SPACE = /(?:[\s\u200b\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /0[xX][0-9a-fA-F]+|(?:[0-9]+\.[0-9]+|\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const PUNCTUATION = /&&|\|\||==|!=|<=|>=|\*\*|[{}()[\];:,.?!<>=+\-*/%$]/y;
const PATH_TEXT = /\(default\)|[A-Za-z0-9_\-~%@]+(?:\.(?!(?:bind|data|id|__name__)\b)[A-Za-z0-9_\-~%@]+)*/y;

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\x07",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "`": "`",
  "?": "?",
  "/": "/",
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Tokens on demand: whether `/` divides or begins a path only the parser knows, so it reads paths itself. */
export class Lexer {
  readonly text: string;
  #at = 0;
  #next: Token | null = null;

  constructor(text: string) {
    this.text = text;
  }

  peek(): Token {
    return (this.#next ??= this.#read());
  }

  next(): Token {
    const token = this.peek();
    this.#next = null;
    this.#at = token.end;
    return token;
  }

  /** The literal text of a path segment that begins right here, or null; no space is skipped. */
  pathText(): { text: string; start: number; end: number } | null {
    const start = this.#at;
    const text = this.#match(PATH_TEXT, start);
    if (text === null) return null;
    this.#moveTo(start + text.length);
    return { text, start, end: this.#at };
  }

  /** The character right after the last token taken. */
  following(): string {
    return this.text.charAt(this.#at);
  }

  /** Where the last token taken ended. */
  get position(): number {
    return this.#at;
  }

  #moveTo(offset: number): void {
    this.#at = offset;
    this.#next = null;
  }

  #match(pattern: RegExp, at: number): string | null {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  #read(): Token {
    const start = this.#at + (this.#match(SPACE, this.#at)?.length ?? 0);
    if (start >= this.text.length) return { kind: "end", text: "<EOF>", start, end: start };
    const char = this.text.charAt(start);
    if (char === '"' || char === "'") return this.#string(start, start, "string");
    if (char === "b" && /["']/.test(this.text.charAt(start + 1)))
      return this.#string(start, start + 1, "bytes");
    const name = this.#match(NAME, start);
    if (name !== null) return { kind: "name", text: name, start, end: start + name.length };
    const number = this.#match(NUMBER, start);
    if (number !== null) {
      const kind = /^0[xX]/.test(number) || /^[0-9]+$/.test(number) ? "int" : "float";
      return { kind, text: number, start, end: start + number.length };
    }
    const mark = this.#match(PUNCTUATION, start);
    if (mark !== null) return { kind: "punctuation", text: mark, start, end: start + mark.length };
    throw new SyntaxFault(start, `Unexpected '${String.fromCodePoint(this.text.codePointAt(start) ?? 0)}'.`);
  }

  #string(start: number, quoteAt: number, kind: "string" | "bytes"): Token {
    const quote = this.text.charAt(quoteAt);
    let value = "";
    let at = quoteAt + 1;
    for (;;) {
      const char = this.text.charAt(at);
      if (char === "" || char === "\n") throw new SyntaxFault(start, `Unterminated string literal.`);
      if (char === quote) break;
      if (char === "\\") {
        const escape = this.#escape(at);
        value += escape.value;
        at = escape.end;
      } else {
        value += char;
        at++;
      }
    }
    const end = at + 1;
    const text = this.text.slice(start, end);
    return kind === "string"
      ? { kind, text, start, end, value }
      : { kind, text, start, end, value: bytesOf(value) };
  }

  #escape(at: number): { value: string; end: number } {
    const char = this.text.charAt(at + 1);
    const simple = SIMPLE_ESCAPES[char];
    if (simple !== undefined) return { value: simple, end: at + 2 };
    const digits = HEX_DIGITS[char];
    if (digits !== undefined) {
      const hex = this.text.slice(at + 2, at + 2 + digits);
      const code =
        /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : Number.NaN;
      if (code <= 0x10ffff) return { value: String.fromCodePoint(code), end: at + 2 + digits };
    }
    const octal = /^[0-3][0-7]{2}/.exec(this.text.slice(at + 1, at + 4))?.[0];
    if (octal !== undefined) return { value: String.fromCharCode(Number.parseInt(octal, 8)), end: at + 4 };
    throw new SyntaxFault(at, `Invalid escape sequence '\\${char}'.`);
  }
}

/** In a bytes literal an escape up to \xff is one byte; other characters are their UTF-8. */
function bytesOf(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code <= 0xff) bytes.push(code);
    else bytes.push(...new TextEncoder().encode(char));
  }
  return Uint8Array.from(bytes);
}
