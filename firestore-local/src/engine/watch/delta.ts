import type { Document } from "../api.ts";
import type { Timestamp } from "../value.ts";

/** A document that is no longer among the results. */
export interface Removal {
  readonly path: string;
  /** The document as it is now; null when it was deleted. */
  readonly document: Document | null;
  /** `displaced`: it is as it was, but others took its place within the limit. */
  readonly reason: "deleted" | "changed" | "displaced";
}

/** How results moved from one version to a later one. */
export interface Delta {
  /** Documents that came in, or changed and stayed. */
  readonly changed: readonly Document[];
  readonly removed: readonly Removal[];
  /** The time of the later version. */
  readonly time: Timestamp;
}

/** Whether nothing moved. */
export function isEmpty(delta: Delta): boolean {
  return delta.changed.length === 0 && delta.removed.length === 0;
}
