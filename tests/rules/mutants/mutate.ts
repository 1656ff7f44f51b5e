import type {
  AllowDecl,
  Expr,
  FunctionDecl,
  MatchDecl,
} from "../../../firestore-local/src/rules/syntax/ast.ts";
import { childrenOf } from "../../../firestore-local/src/rules/syntax/ast.ts";
import { parse } from "../../../firestore-local/src/rules/syntax/parse.ts";

/** The rules with one thing made weaker, stronger or wrong. */
export interface Mutant {
  /** Line of the change, from 1. */
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

/** Every mutant of a rules source: each condition taken away, negated or shifted, each list and word changed. */
export function mutantsOf(source: string): readonly Mutant[] {
  const file = parse(source);
  const roots: Expr[] = [];
  const mutants: Mutant[] = [];
  const edit = ({ start, end }: { readonly start: number; readonly end: number }, to: string) => {
    const from = source.slice(start, end);
    if (from === to) return;
    mutants.push({
      line: source.slice(0, start).split("\n").length,
      from,
      to,
      source: source.slice(0, start) + to + source.slice(end),
    });
  };
  const functions = (list: readonly FunctionDecl[]) => {
    for (const { lets, body } of list) roots.push(...lets.map(({ value }) => value), body);
  };
  const allows = (list: readonly AllowDecl[]) => {
    for (const { condition } of list) {
      if (condition === null) continue;
      edit(condition, "true");
      edit(condition, "false");
      roots.push(condition);
    }
  };
  const matches = (list: readonly MatchDecl[]) => {
    for (const match of list) {
      functions(match.functions);
      allows(match.allows);
      matches(match.children);
    }
  };
  functions(file.functions);
  for (const service of file.services) {
    functions(service.functions);
    matches(service.matches);
  }
  for (const root of roots) walk(root, source, edit);
  return mutants;
}

type Edit = (span: { readonly start: number; readonly end: number }, to: string) => void;

const FLIPPED: Readonly<Record<string, string>> = {
  "==": "!=",
  "!=": "==",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
};

function walk(expr: Expr, source: string, edit: Edit): void {
  const text = (one: Expr) => source.slice(one.start, one.end);
  switch (expr.kind) {
    case "logical":
      edit(expr, text(expr.left));
      edit(expr, text(expr.right));
      break;
    case "unary":
      if (expr.op === "!") edit(expr, text(expr.operand));
      break;
    case "binary": {
      const flipped = FLIPPED[expr.op];
      if (expr.op === "in") edit(expr, `!(${text(expr)})`);
      else if (flipped !== undefined) edit(expr, `${text(expr.left)} ${flipped} ${text(expr.right)}`);
      break;
    }
    case "is":
      edit(expr, `!(${text(expr)})`);
      break;
    case "ternary":
      edit(expr, `(${text(expr.whenTrue)})`);
      edit(expr, `(${text(expr.whenFalse)})`);
      break;
    case "list":
      // A word that is no key, no choice, no id and no address: whoever takes it takes anything.
      for (const item of expr.items)
        edit(
          expr,
          `[${expr.items
            .filter((one) => one !== item)
            .map(text)
            .join(", ")}]`,
        );
      edit(expr, `[${[...expr.items.map(text), "'un known'"].join(", ")}]`);
      break;
    case "literal":
      if (typeof expr.value === "bigint") {
        edit(expr, String(expr.value + 1n));
        edit(expr, String(expr.value - 1n));
      } else if (typeof expr.value === "string") {
        edit(expr, expr.value.includes("[") ? "'(?s).*'" : String.raw`'\n'`);
      }
      break;
    default:
      break;
  }
  for (const child of childrenOf(expr)) walk(child, source, edit);
}
