import { sameValue } from "./equal.ts";

/** A field a form touched: the value it was loaded with, and the one typed. */
export interface Touched {
  readonly base: unknown;
  readonly mine: unknown;
}

/** A field two people changed; the person chooses between the three values. */
export interface Conflict {
  readonly field: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export type MergeOutcome =
  | { readonly kind: "write"; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: "nothing" }
  | { readonly kind: "conflict"; readonly conflicts: readonly Conflict[] };

/** What becomes of one touched field when the record now holds `theirs`. */
export function decideField(base: unknown, theirs: unknown, mine: unknown): "keep" | "write" | "conflict" {
  if (sameValue(mine, theirs) || sameValue(mine, base)) return "keep";
  return sameValue(theirs, base) ? "write" : "conflict";
}

/**
 * Field-level merge of a form with the record as it is now (12 §2.5.1a): fields nobody else changed are written,
 * untouched ones never, and a single conflict stores nothing. A missing stored field counts as `null`.
 */
export function mergeTouched(
  touched: Readonly<Record<string, Touched>>,
  current: Readonly<Record<string, unknown>>,
): MergeOutcome {
  const values: Record<string, unknown> = {};
  const conflicts: Conflict[] = [];
  for (const [field, { base, mine }] of Object.entries(touched)) {
    const theirs = current[field] ?? null;
    const decision = decideField(base ?? null, theirs, mine);
    if (decision === "write") values[field] = mine;
    if (decision === "conflict") conflicts.push({ field, base: base ?? null, theirs, mine });
  }
  if (conflicts.length > 0) return { kind: "conflict", conflicts };
  return Object.keys(values).length > 0 ? { kind: "write", values } : { kind: "nothing" };
}
