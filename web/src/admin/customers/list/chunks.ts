import { MOST_IDS } from "@trunkline/domain/queries";

/** Rows are brought in blocks, so that scrolling by a row asks for nothing. */
export const BLOCK = MOST_IDS;

/**
 * Which questions for at most thirty customers bring all that are needed. Those asked already go on while any of their
 * customers is needed, so that a row in sight is never asked for twice; what none of them brings is asked for anew.
 */
export function planChunks(
  asked: readonly (readonly string[])[],
  needed: readonly string[],
): readonly (readonly string[])[] {
  const wanted = new Set(needed);
  const kept = asked.filter((chunk) => chunk.some((id) => wanted.has(id)));
  const brought = new Set(kept.flat());
  const missing = [...wanted].filter((id) => !brought.has(id));
  const fresh = Array.from({ length: Math.ceil(missing.length / BLOCK) }, (_unused, index) =>
    missing.slice(index * BLOCK, (index + 1) * BLOCK),
  );
  return kept.length === asked.length && fresh.length === 0 ? asked : [...kept, ...fresh];
}

/** Places widened to whole blocks, with so many around them; never before the first. */
export function inBlocks(
  start: number,
  end: number,
  around: number,
): { readonly from: number; readonly count: number } {
  const from = Math.max(0, Math.floor((start - around) / BLOCK) * BLOCK);
  return { from, count: Math.ceil((end + around) / BLOCK) * BLOCK - from };
}
