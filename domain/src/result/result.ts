/** An expected answer or an expected refusal; surprises are exceptions. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** A good answer. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** An expected refusal. */
export function refuse<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** A stored document that its reader could not make sense of: where it lies and what is wrong with it. */
export interface BadRecord {
  readonly path: string;
  readonly problems: readonly string[];
}
