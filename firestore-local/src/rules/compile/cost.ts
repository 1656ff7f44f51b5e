import { childrenOf, type Expr } from "../syntax/ast.ts";

/**
 * What evaluating an expression costs against the limit of 1,000, as production counts it: every node 1, a type test
 * and a call in a namespace 2, a ternary 2, a path 1 more per literal segment. Errors do not stop what stands beside
 * them, so this is all spent at once; what runs only on a condition is spent when it runs.
 */
export function costOf(expr: Expr, isNamespaceCall: (expr: Expr) => boolean): number {
  const cost = (each: Expr): number => costOf(each, isNamespaceCall);
  const sum = (each: readonly Expr[]): number => each.reduce((total, child) => total + cost(child), 0);
  switch (expr.kind) {
    case "group":
      return cost(expr.inner);
    case "logical":
      return 1 + cost(expr.left);
    case "ternary":
      return 2 + cost(expr.condition);
    case "is":
      return 2 + cost(expr.operand);
    case "path":
      return (
        1 + expr.segments.filter((segment) => typeof segment === "string").length + sum(childrenOf(expr))
      );
    case "method":
      return isNamespaceCall(expr) ? 2 + sum(expr.args) : 1 + sum(childrenOf(expr));
    default:
      return 1 + sum(childrenOf(expr));
  }
}

/** What the conditional parts cost beyond their own expressions: the right side of `&&` and `||`, a `let`, the false branch of a ternary. */
export const EXTRA = { right: 1, binding: 1, whenFalse: 2 } as const;
