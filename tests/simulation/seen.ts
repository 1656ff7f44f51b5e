import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Touched } from "@trunkline/domain/merge/merge";

/** A field a person typed into and has neither stored nor given up. */
export interface Typed {
  /** What stood in the field when the first key was pressed. */
  base: unknown;
  value: unknown;
}

/** One press of Save, or one Undo, as it left the browser; the same press sent again is another one of these. */
export interface Sent {
  readonly person: string;
  readonly customer: CustomerId;
  readonly key: string;
  readonly touched: Readonly<Record<string, Touched>>;
  /** What the person saw in each field before typing, by this model's own account. */
  readonly bases: Readonly<Record<string, unknown>>;
  readonly undoes: string | undefined;
  answer?: SaveAnswer;
}

/** A comment or the edit of one, as it was handed to the product. */
export interface Wrote {
  readonly person: string;
  readonly customer: CustomerId;
  readonly what: "add" | "edit";
  readonly text: string;
}

/** The question of one dialog about one field. */
export interface Asked {
  readonly person: string;
  readonly customer: CustomerId;
  readonly field: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
  /** What the person had in the field and started from, by this model's own account. */
  readonly typed: Typed | undefined;
}

/** What a field showed at a moment when it should show one's own stored value or a later one. */
export interface Saw {
  readonly person: string;
  readonly customer: CustomerId;
  readonly field: string;
  readonly value: unknown;
  readonly stored: unknown;
}

/** Everything the run saw; judged when it is over and the history is complete. */
export interface Seen {
  readonly sent: Sent[];
  readonly wrote: Wrote[];
  readonly asked: Asked[];
  readonly saw: Saw[];
  /** Typed and gone from the form: right only if the history has it. */
  readonly gone: Saw[];
  readonly trail: string[];
}

export function nothingSeen(): Seen {
  return { sent: [], wrote: [], asked: [], saw: [], gone: [], trail: [] };
}
