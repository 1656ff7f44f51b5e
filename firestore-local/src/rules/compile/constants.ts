import { ungroup, type Expr } from "../syntax/ast.ts";
import { RulesSet } from "../values/set.ts";
import { isList, type RulesValue } from "../values/value.ts";

/** The value of a literal, of a list of literals, or of such a list as a set; undefined for everything else. */
export function constantOf(expr: Expr): RulesValue | undefined {
  if (expr.kind === "literal") return expr.value;
  if (expr.kind === "method" && expr.name === "toSet" && expr.args.length === 0) {
    const list = constantOf(ungroup(expr.object));
    return list !== undefined && isList(list) ? RulesSet.of(list) : undefined;
  }
  if (expr.kind !== "list") return undefined;
  const values: RulesValue[] = [];
  for (const item of expr.items) {
    const inner = ungroup(item);
    if (inner.kind !== "literal") return undefined;
    values.push(inner.value);
  }
  return values;
}
