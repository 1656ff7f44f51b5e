/** A stretch of the source: offsets in UTF-16 code units, `end` is just past the last one. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type LiteralValue = null | boolean | bigint | number | string | Uint8Array;
export type BinaryOp = "+" | "-" | "*" | "/" | "%" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "in";

/** An expression. Groups (parentheses) are kept because the official nesting limit counts them. */
export type Expr = Span &
  (
    | { readonly kind: "literal"; readonly value: LiteralValue }
    | { readonly kind: "list"; readonly items: readonly Expr[] }
    | { readonly kind: "map"; readonly entries: readonly { readonly key: Expr; readonly value: Expr }[] }
    /** A raw path; a string is a literal segment, an expression stands for `$(…)`. */
    | { readonly kind: "path"; readonly segments: readonly (string | Expr)[] }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "member"; readonly object: Expr; readonly name: string }
    | { readonly kind: "index"; readonly object: Expr; readonly index: Expr }
    | { readonly kind: "range"; readonly object: Expr; readonly from: Expr; readonly to: Expr }
    | { readonly kind: "call"; readonly name: string; readonly args: readonly Expr[] }
    | {
        readonly kind: "method";
        readonly object: Expr;
        readonly name: string;
        readonly args: readonly Expr[];
      }
    | { readonly kind: "unary"; readonly op: "!" | "-"; readonly operand: Expr }
    | { readonly kind: "binary"; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
    | { readonly kind: "logical"; readonly op: "&&" | "||"; readonly left: Expr; readonly right: Expr }
    | { readonly kind: "is"; readonly operand: Expr; readonly type: string }
    | {
        readonly kind: "ternary";
        readonly condition: Expr;
        readonly whenTrue: Expr;
        readonly whenFalse: Expr;
      }
    | { readonly kind: "group"; readonly inner: Expr }
  );

export interface LetBinding extends Span {
  readonly name: string;
  readonly value: Expr;
}

export interface FunctionDecl extends Span {
  readonly name: string;
  /** Where the name stands, for "Unused function". */
  readonly nameStart: number;
  readonly params: readonly string[];
  readonly lets: readonly LetBinding[];
  readonly body: Expr;
}

export type Method = "get" | "list" | "create" | "update" | "delete";

export interface AllowDecl extends Span {
  /** `read` and `write` already spread into their methods. */
  readonly methods: readonly Method[];
  /** null: allowed without a condition. */
  readonly condition: Expr | null;
}

/** One segment of a match pattern; `glob` is `{x=**}`. */
export type PatternSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "wildcard" | "glob"; readonly name: string };

export interface MatchDecl extends Span {
  readonly pattern: readonly PatternSegment[];
  readonly functions: readonly FunctionDecl[];
  readonly allows: readonly AllowDecl[];
  readonly children: readonly MatchDecl[];
}

export interface ServiceDecl extends Span {
  readonly name: string;
  readonly functions: readonly FunctionDecl[];
  readonly matches: readonly MatchDecl[];
}

export interface RulesFile {
  /** What the source declares; a source without a version means 1, as it always has. */
  readonly version: "1" | "2";
  readonly versionDeclared: boolean;
  readonly functions: readonly FunctionDecl[];
  readonly services: readonly ServiceDecl[];
}

/** The expressions directly inside an expression, in source order. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "literal":
    case "name":
      return [];
    case "list":
      return expr.items;
    case "map":
      return expr.entries.flatMap((entry) => [entry.key, entry.value]);
    case "path":
      return expr.segments.filter((segment) => typeof segment !== "string");
    case "member":
      return [expr.object];
    case "index":
      return [expr.object, expr.index];
    case "range":
      return [expr.object, expr.from, expr.to];
    case "call":
      return expr.args;
    case "method":
      return [expr.object, ...expr.args];
    case "unary":
    case "is":
      return [expr.operand];
    case "binary":
    case "logical":
      return [expr.left, expr.right];
    case "ternary":
      return [expr.condition, expr.whenTrue, expr.whenFalse];
    case "group":
      return [expr.inner];
  }
}

/** The expression inside any parentheses. */
export function ungroup(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === "group") inner = inner.inner;
  return inner;
}
