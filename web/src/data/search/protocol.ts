import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import type { Hit } from "@trunkline/domain/search/hit";
import type { IndexedFields } from "@trunkline/domain/search/line";
import type { Sketch } from "./sketches.ts";

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
      /** The additional fields in its lines. */
      readonly fields: IndexedFields;
    }
  | { readonly kind: "tell"; readonly partner: string; readonly changes: readonly Told[] }
  | { readonly kind: "drop"; readonly partner: string }
  | { readonly kind: "find"; readonly ask: number; readonly typed: string; readonly limit: number }
  | {
      readonly kind: "sift";
      readonly ask: number;
      readonly question: SiftQuestion;
      readonly window: SiftWindow;
    };

/** Which places of a sifted list are wanted. */
export interface SiftWindow {
  readonly from: number;
  readonly count: number;
  /**
   * Rows on the screen and the first one's place: when others came or went before them, the window moves along with the
   * first of them that is still there.
   */
  readonly held?: { readonly ids: readonly string[]; readonly place: number };
  /** Also what each row holds of this field. */
  readonly value?: string;
  /** Also what the index has of the rows from this place on, so many; they move along with the window. */
  readonly lines?: { readonly from: number; readonly count: number };
}

/** What the index has of some rows. */
export interface SiftLines {
  /** The place of the first one. */
  readonly from: number;
  readonly of: readonly { readonly line: string; readonly partner: string }[];
  /** The additional fields in the lines of each partner. */
  readonly fields: Readonly<Record<string, IndexedFields>>;
}

/** Places of a sifted list. */
export interface SiftAnswer {
  /** Rows that pass. */
  readonly total: number;
  /** Customers there are, whether they pass or not. */
  readonly all: number;
  /** The place of the first id. */
  readonly from: number;
  readonly ids: readonly string[];
  /** What the rows hold of the field that was asked for. */
  readonly values: readonly string[];
  /** There when they were asked for. */
  readonly lines?: SiftLines;
}

/** The same on the page, where lines are read when their rows are drawn. */
export interface DrawnAnswer extends SiftAnswer {
  readonly sketch?: Sketch;
}

/** What the worker says. */
export type FromWorker =
  /** The index of a partner is there, or another one. */
  | { readonly kind: "based"; readonly partner: string }
  /** A base could not be read. */
  | { readonly kind: "unreadable"; readonly partner: string }
  | { readonly kind: "changed" }
  | { readonly kind: "answer"; readonly ask: number; readonly hits: readonly Hit[]; readonly more: boolean }
  | ({ readonly kind: "sifted"; readonly ask: number } & SiftAnswer);
