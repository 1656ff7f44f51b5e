import type {
  AllowDecl,
  Expr,
  FunctionDecl,
  LetBinding,
  MatchDecl,
  Method,
  PatternSegment,
  RulesFile,
  ServiceDecl,
} from "./ast.ts";
import { Lexer, type Token } from "./lexer.ts";
import { ExpressionParser, unexpected } from "./parse-expression.ts";
import { SyntaxFault } from "./source.ts";

const METHODS: Readonly<Record<string, readonly Method[]>> = {
  get: ["get"],
  list: ["list"],
  read: ["get", "list"],
  create: ["create"],
  update: ["update"],
  delete: ["delete"],
  write: ["create", "update", "delete"],
};
/** Match blocks inside one another; far beyond any real rules file and far below the stack. */
const MAX_MATCH_DEPTH = 100;

/** Reads a whole rules source. Throws SyntaxFault at the first error. */
export function parse(text: string): RulesFile {
  return new FileParser(text).file();
}

class FileParser {
  readonly #lexer: Lexer;
  readonly #expressions: ExpressionParser;

  constructor(text: string) {
    this.#lexer = new Lexer(text);
    this.#expressions = new ExpressionParser(this.#lexer);
  }

  file(): RulesFile {
    const version = this.#version();
    const functions: FunctionDecl[] = [];
    const services: ServiceDecl[] = [];
    for (;;) {
      const token = this.#lexer.peek();
      if (token.kind === "end" && services.length > 0) break;
      if (this.#isName("function")) functions.push(this.#function());
      else if (this.#isName("service")) services.push(this.#service());
      else if (this.#isName("rules_version"))
        throw new SyntaxFault(token.start, "rules_version must be the first statement.");
      else throw unexpected(token, "{'function', 'import', 'service', 'rules_version'}");
    }
    return { version: version ?? "1", versionDeclared: version !== null, functions, services };
  }

  #version(): "1" | "2" | null {
    if (!this.#isName("rules_version")) return null;
    this.#lexer.next();
    this.#expressions.expect("=");
    const version = this.#lexer.next();
    if (version.kind !== "string") throw unexpected(version, "a string");
    if (version.value !== "1" && version.value !== "2")
      throw new SyntaxFault(version.start, `Unsupported rules_version ${version.text}.`);
    this.#semicolon();
    return version.value;
  }

  #service(): ServiceDecl {
    const { start } = this.#keyword("service");
    let name = this.#identifier().text;
    while (this.#takes(".")) name += `.${this.#identifier().text}`;
    this.#expressions.expect("{");
    const functions: FunctionDecl[] = [];
    const matches: MatchDecl[] = [];
    while (!this.#at("}")) {
      if (this.#isName("function")) functions.push(this.#function());
      else if (this.#isName("match")) matches.push(this.#match(1));
      else if (this.#at("/"))
        throw new SyntaxFault(this.#lexer.peek().start, "Missing 'match' keyword before path.");
      else throw unexpected(this.#lexer.peek());
    }
    return { name, functions, matches, start, end: this.#expressions.expect("}").end };
  }

  #match(depth: number): MatchDecl {
    const { start } = this.#keyword("match");
    if (depth > MAX_MATCH_DEPTH) throw new SyntaxFault(start, "Match statements are nested too deeply.");
    const pattern = this.#pattern();
    this.#expressions.expect("{");
    const functions: FunctionDecl[] = [];
    const allows: AllowDecl[] = [];
    const children: MatchDecl[] = [];
    while (!this.#at("}")) {
      if (this.#isName("function")) functions.push(this.#function());
      else if (this.#isName("match")) children.push(this.#match(depth + 1));
      else if (this.#isName("allow")) allows.push(this.#allow());
      else if (this.#at("/"))
        throw new SyntaxFault(this.#lexer.peek().start, "Missing 'match' keyword before path.");
      else throw unexpected(this.#lexer.peek());
    }
    return { pattern, functions, allows, children, start, end: this.#expressions.expect("}").end };
  }

  #pattern(): PatternSegment[] {
    const segments: PatternSegment[] = [];
    if (!this.#at("/")) throw unexpected(this.#lexer.peek(), "/");
    while (this.#takes("/")) {
      const literal = this.#lexer.pathText();
      if (literal !== null) segments.push({ kind: "literal", text: literal.text });
      else if (this.#lexer.following() === "{") segments.push(this.#wildcard());
      else if (this.#at("/"))
        throw new SyntaxFault(
          this.#lexer.peek().start,
          "Forward slash '/' found where identifier or binding expected.",
        );
      else throw unexpected(this.#lexer.peek(), "{'{', PATH_SEGMENT}");
    }
    return segments;
  }

  #wildcard(): PatternSegment {
    this.#expressions.expect("{");
    const name = this.#identifier().text;
    const glob = this.#takes("=");
    if (glob) this.#expressions.expect("**");
    this.#expressions.expect("}");
    return { kind: glob ? "glob" : "wildcard", name };
  }

  #allow(): AllowDecl {
    const { start } = this.#keyword("allow");
    const methods = new Set<Method>();
    do {
      const name = this.#identifier();
      const named = METHODS[name.text];
      if (named === undefined || !Object.hasOwn(METHODS, name.text))
        throw unexpected(name, "{'create', 'delete', 'get', 'list', 'read', 'update', 'write'}");
      for (const method of named) methods.add(method);
    } while (this.#takes(","));
    let condition: Expr | null = null;
    if (this.#takes(":")) {
      this.#keyword("if");
      condition = this.#expressions.expression();
    }
    const end = condition?.end ?? this.#lexer.position;
    this.#semicolon();
    return { methods: [...methods], condition, start, end };
  }

  #function(): FunctionDecl {
    const { start } = this.#keyword("function");
    const name = this.#identifier();
    this.#expressions.expect("(");
    const params: string[] = [];
    while (!this.#at(")")) {
      const param = this.#identifier();
      if (params.includes(param.text))
        throw new SyntaxFault(param.start, `Duplicate parameter name: ${param.text}.`);
      params.push(param.text);
      if (!this.#takes(",")) break;
    }
    this.#expressions.expect(")");
    this.#expressions.expect("{");
    const lets: LetBinding[] = [];
    while (this.#isName("let")) lets.push(this.#let());
    if (!this.#isName("return")) throw unexpected(this.#lexer.peek(), "{'let', 'return'}");
    this.#lexer.next();
    const body = this.#expressions.expression();
    this.#semicolon();
    const { end } = this.#expressions.expect("}");
    return { name: name.text, nameStart: name.start, params, lets, body, start, end };
  }

  #let(): LetBinding {
    const { start } = this.#keyword("let");
    const name = this.#identifier().text;
    this.#expressions.expect("=");
    const value = this.#expressions.expression();
    this.#semicolon();
    return { name, value, start, end: value.end };
  }

  /** The official grammar lets the last semicolon of a statement go. */
  #semicolon(): void {
    this.#takes(";");
  }

  #keyword(word: string): Token {
    if (!this.#isName(word)) throw unexpected(this.#lexer.peek(), `'${word}'`);
    return this.#lexer.next();
  }

  #identifier(): Token {
    const token = this.#lexer.peek();
    if (token.kind !== "name") throw unexpected(token, "an identifier");
    return this.#lexer.next();
  }

  #isName(word: string): boolean {
    const token = this.#lexer.peek();
    return token.kind === "name" && token.text === word;
  }

  #at(mark: string): boolean {
    const token = this.#lexer.peek();
    return token.kind === "punctuation" && token.text === mark;
  }

  #takes(mark: string): boolean {
    if (!this.#at(mark)) return false;
    this.#lexer.next();
    return true;
  }
}
