import type { BadRecord } from "./result.ts";
import { refuse } from "./result.ts";

/** The refusal of a reader: the document's path and each problem as `field: message`. */
export function badRecord(
  path: string,
  error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] },
): { readonly ok: false; readonly error: BadRecord } {
  const problems = error.issues.map((issue) => `${issue.path.map(String).join(".")}: ${issue.message}`);
  return refuse({ path, problems });
}
