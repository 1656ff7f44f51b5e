import { Timestamp } from "./value.ts";

/** Microseconds since the epoch ; exact for the years 1684 to 2255, which is when commits happen. */
export function toMicros(time: Timestamp): number {
  return time.seconds * 1e6 + Math.floor(time.nanos / 1000);
}

/** A timestamp of whole microseconds. */
export function fromMicros(micros: number): Timestamp {
  const seconds = Math.floor(micros / 1e6);
  return new Timestamp(seconds, (micros - seconds * 1e6) * 1000);
}
