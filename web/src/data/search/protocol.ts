import type { Hit } from "@trunkline/domain/search/hit";

/** A customer's line now, or null: he is no longer among the partner's. */
export type Told = readonly [id: string, line: string | null];

/** What the page asks of the search worker. */
export type ToWorker =
  | {
      readonly kind: "base";
      readonly partner: string;
      /** Compressed, in order; handed over, not copied. */
      readonly shards: readonly Uint8Array<ArrayBuffer>[];
      readonly since: readonly Told[];
    }
  | { readonly kind: "tell"; readonly partner: string; readonly changes: readonly Told[] }
  | { readonly kind: "drop"; readonly partner: string }
  | { readonly kind: "find"; readonly ask: number; readonly typed: string; readonly limit: number };

/** What the worker says. */
export type FromWorker =
  /** The index of a partner is there, or another one. */
  | { readonly kind: "based"; readonly partner: string }
  /** A base could not be read. */
  | { readonly kind: "unreadable"; readonly partner: string }
  | { readonly kind: "changed" }
  | { readonly kind: "answer"; readonly ask: number; readonly hits: readonly Hit[]; readonly more: boolean };
