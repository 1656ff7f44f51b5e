/**
 * Why a listener ended. `refused`: the reader may not have it, trying again changes nothing by itself.
 * `broken`: anything else; it is tried again.
 */
export interface LiveFailure {
  readonly kind: "refused" | "broken";
  readonly cause: unknown;
}

export interface LiveObserver<T> {
  next(value: T, fromCache: boolean): void;
  /** The listener is over; the source sends nothing more to this observer. */
  error(failure: LiveFailure): void;
}

/** Something that can be listened to. Equal keys are the same question and share one listener. */
export interface LiveSource<T> {
  readonly key: string;
  /** Starts listening; the answer stops it. */
  subscribe(observer: LiveObserver<T>): () => void;
}

/**
 * How far what is on the screen can be trusted.
 *
 * - `pending`: nothing came yet.
 * - `ready`: as the server has it.
 * - `cached`: from this device, the server has not spoken yet.
 * - `stale`: was right at `since`; the connection is cut or the listener is being opened again.
 * - `failed`: refused, or broken before anything came.
 */
export type LiveState =
  | { readonly kind: "pending" }
  | { readonly kind: "ready" }
  | { readonly kind: "cached" }
  | { readonly kind: "stale"; readonly since: number }
  | { readonly kind: "failed"; readonly failure: LiveFailure };
