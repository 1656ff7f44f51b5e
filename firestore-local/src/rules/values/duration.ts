import { Timestamp } from "../../engine/value.ts";
import { Failure, Named } from "./value.ts";

const NANOS = 1_000_000_000n;
/** Years 1 to 9999, as in google.protobuf.Timestamp. */
const MIN_TIME = -62_135_596_800n * NANOS;
const MAX_TIME = 253_402_300_800n * NANOS - 1n;

/** A span of time in whole nanoseconds; may be negative. */
export class Duration extends Named {
  override readonly typeName = "duration";
  readonly total: bigint;
  constructor(totalNanos: bigint) {
    super();
    this.total = totalNanos;
  }

  override equals(other: object): boolean {
    return other instanceof Duration && this.total === other.total;
  }

  /** Whole seconds, rounded toward zero. */
  get seconds(): bigint {
    return this.total / NANOS;
  }

  /** What the whole seconds leave, with the sign of the duration. */
  get nanos(): bigint {
    return this.total % NANOS;
  }
}

/** Nanoseconds since the epoch. */
export function epochNanos(time: Timestamp): bigint {
  return BigInt(time.seconds) * NANOS + BigInt(time.nanos);
}

/** The point in time at so many nanoseconds; a Failure outside the years 1 to 9999. */
export function timestampAt(nanos: bigint): Timestamp | Failure {
  if (nanos < MIN_TIME || nanos > MAX_TIME) return new Failure("Timestamp is out of range.");
  const seconds = (nanos - (((nanos % NANOS) + NANOS) % NANOS)) / NANOS;
  return new Timestamp(Number(seconds), Number(nanos - seconds * NANOS));
}

/** Negative, zero or positive, as times compare. */
export function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return a.seconds - b.seconds || a.nanos - b.nanos;
}
