import { childrenOf, type Expr } from "../syntax/ast.ts";

/** The deepest level that compiles is one less. */
const REFUSED_LEVEL = 100;

/**
 * The expressions that stand too deep: the root is level 1, and each pair of parentheses and each binary operator puts
 * what it encloses one level deeper. What is inside a refused expression is not looked at again.
 */
export function nestingFaults(root: Expr): Expr[] {
  const faults: Expr[] = [];
  const pending: { expr: Expr; level: number }[] = [{ expr: root, level: 1 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { expr, level } = next;
    if (level >= REFUSED_LEVEL) {
      faults.push(expr);
      continue;
    }
    const deeper =
      expr.kind === "group" || expr.kind === "binary" || expr.kind === "logical" ? level + 1 : level;
    for (const child of childrenOf(expr)) pending.push({ expr: child, level: deeper });
  }
  return faults;
}
