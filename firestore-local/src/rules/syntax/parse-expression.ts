import type { BinaryOp, Expr, Span } from "./ast.ts";
import type { Lexer, Token } from "./lexer.ts";
import { SyntaxFault } from "./source.ts";

/** How deep the parser follows brackets; the official limit (99 levels, check/nesting.ts) is stricter for what it counts. */
const MAX_DEPTH = 200;
/** How long a chain of members, calls and indexes may be. */
const MAX_CHAIN = 1_000;
const TOO_COMPLEX = "Expression is too complex to evaluate safely.";
const INT_MAX = 2n ** 63n - 1n;

/** From loose to tight; each level is left-associative. */
const LEVELS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["in", "is"],
  ["<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Reads one expression at a time from a lexer shared with the statement parser. */
export class ExpressionParser {
  readonly #lexer: Lexer;
  #depth = 0;

  constructor(lexer: Lexer) {
    this.#lexer = lexer;
  }

  /** A whole expression. Throws SyntaxFault. */
  expression(): Expr {
    return this.#nested(() => {
      const condition = this.#binary(0);
      if (!this.#take("?")) return condition;
      const whenTrue = this.expression();
      this.expect(":");
      const whenFalse = this.expression();
      return { kind: "ternary", condition, whenTrue, whenFalse, start: condition.start, end: whenFalse.end };
    });
  }

  /** Takes a punctuation mark or reports what stands there instead. */
  expect(mark: string): Token {
    const token = this.#lexer.peek();
    if (token.text !== mark || token.kind === "string") throw unexpected(token, mark);
    return this.#lexer.next();
  }

  #nested(parse: () => Expr): Expr {
    if (++this.#depth > MAX_DEPTH) throw new SyntaxFault(this.#lexer.peek().start, TOO_COMPLEX);
    const expr = parse();
    this.#depth--;
    return expr;
  }

  #take(mark: string): Token | null {
    const token = this.#lexer.peek();
    return token.text === mark && token.kind !== "string" ? this.#lexer.next() : null;
  }

  #binary(level: number): Expr {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const token = this.#lexer.peek();
      if (token.kind === "string" || !operators.includes(token.text)) return left;
      this.#lexer.next();
      left = this.#operation(left, token, level);
    }
  }

  #operation(left: Expr, operator: Token, level: number): Expr {
    const { start } = left;
    if (operator.text === "is") {
      const type = this.#lexer.next();
      if (type.kind !== "name") throw unexpected(type, "a type");
      return { kind: "is", operand: left, type: type.text, start, end: type.end };
    }
    const right = this.#binary(level + 1);
    const { end } = right;
    if (operator.text === "&&" || operator.text === "||")
      return { kind: "logical", op: operator.text, left, right, start, end };
    return { kind: "binary", op: operator.text as BinaryOp, left, right, start, end };
  }

  #unary(): Expr {
    const operator = this.#take("!") ?? this.#take("-");
    if (operator === null) return this.#postfix();
    return this.#nested(() => {
      const op = operator.text === "!" ? "!" : "-";
      const number = this.#lexer.peek();
      if (op === "-" && number.kind === "int" && BigInt(number.text) === INT_MAX + 1n) {
        // The lowest integer has no positive twin to negate.
        this.#lexer.next();
        return { kind: "literal", value: -INT_MAX - 1n, start: operator.start, end: number.end };
      }
      const operand = this.#unary();
      return { kind: "unary", op, operand, start: operator.start, end: operand.end };
    });
  }

  #postfix(): Expr {
    let object = this.#primary();
    for (let links = 0; ; links++) {
      if (links > MAX_CHAIN) throw new SyntaxFault(object.start, TOO_COMPLEX);
      if (this.#take(".")) object = this.#member(object);
      else if (this.#take("[")) object = this.#index(object);
      else return object;
    }
  }

  #member(object: Expr): Expr {
    const name = this.#lexer.next();
    if (name.kind !== "name") throw unexpected(name, "a property name");
    const { start } = object;
    if (this.#lexer.peek().text !== "(")
      return { kind: "member", object, name: name.text, start, end: name.end };
    const { args, end } = this.#arguments();
    return { kind: "method", object, name: name.text, args, start, end };
  }

  #index(object: Expr): Expr {
    const { start } = object;
    const index = this.expression();
    if (this.#take(":")) {
      const to = this.expression();
      return { kind: "range", object, from: index, to, start, end: this.expect("]").end };
    }
    return { kind: "index", object, index, start, end: this.expect("]").end };
  }

  #arguments(): { args: Expr[]; end: number } {
    this.expect("(");
    const args = this.#sequence(")", () => this.expression());
    return { args, end: this.expect(")").end };
  }

  #sequence<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    while (this.#lexer.peek().text !== close || this.#lexer.peek().kind === "string") {
      items.push(item());
      if (!this.#take(",")) break;
    }
    return items;
  }

  #primary(): Expr {
    const token = this.#lexer.peek();
    switch (token.kind) {
      case "int":
      case "float":
      case "string":
      case "bytes":
        return this.#literal(this.#lexer.next());
      case "name":
        return this.#name(this.#lexer.next());
      case "end":
        throw unexpected(token);
      case "punctuation":
        return this.#bracketed(token);
    }
  }

  #literal(token: Token): Expr {
    const span: Span = { start: token.start, end: token.end };
    if (token.kind === "float") return { kind: "literal", value: Number(token.text), ...span };
    if (token.kind === "int") {
      const value = BigInt(token.text);
      if (value > INT_MAX)
        throw new SyntaxFault(token.start, `Integer literal '${token.text}' is out of range.`);
      return { kind: "literal", value, ...span };
    }
    return { kind: "literal", value: token.value ?? "", ...span };
  }

  #name(token: Token): Expr {
    const { start, end, text } = token;
    if (text === "true" || text === "false") return { kind: "literal", value: text === "true", start, end };
    if (text === "null") return { kind: "literal", value: null, start, end };
    if (this.#lexer.peek().text !== "(") return { kind: "name", name: text, start, end };
    const call = this.#arguments();
    return { kind: "call", name: text, args: call.args, start, end: call.end };
  }

  #bracketed(token: Token): Expr {
    const { start } = token;
    if (token.text === "/") return this.#path();
    if (this.#take("(")) {
      const inner = this.expression();
      return { kind: "group", inner, start, end: this.expect(")").end };
    }
    if (this.#take("[")) {
      const items = this.#sequence("]", () => this.expression());
      return { kind: "list", items, start, end: this.expect("]").end };
    }
    if (this.#take("{")) {
      const entries = this.#sequence("}", () => {
        const key = this.expression();
        this.expect(":");
        return { key, value: this.expression() };
      });
      return { kind: "map", entries, start, end: this.expect("}").end };
    }
    throw unexpected(token);
  }

  #path(): Expr {
    const { start } = this.#lexer.peek();
    const segments: (string | Expr)[] = [];
    while (this.#lexer.peek().text === "/") {
      this.#lexer.next();
      const literal = this.#lexer.pathText();
      if (literal !== null) segments.push(literal.text);
      else if (this.#lexer.following() === "$") {
        this.expect("$");
        this.expect("(");
        segments.push(this.expression());
        this.expect(")");
      } else throw unexpected(this.#lexer.peek(), "a path segment");
    }
    return { kind: "path", segments, start, end: this.#lexer.position };
  }
}

/** The parser's complaint about a token, in the official compiler's words. */
export function unexpected(token: Token, expecting?: string): SyntaxFault {
  const found = `'${token.text}'`;
  return new SyntaxFault(
    token.start,
    expecting === undefined
      ? `Unexpected ${found}.`
      : `mismatched input ${found} expecting ${/^\W+$/.test(expecting) ? `'${expecting}'` : expecting}`,
  );
}
