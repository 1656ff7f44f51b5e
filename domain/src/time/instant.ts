import * as z from "zod/mini";
import type { Brand } from "../ids/ids.ts";

/** A moment, in epoch milliseconds. Documents hold Timestamps; readers turn them into this. */
export type Instant = Brand<number, "Instant">;

/** A clock is passed in wherever the time is needed; nothing in the domain looks at one by itself. */
export type Clock = () => Instant;

/** What every SDK's Timestamp has in common. */
export interface TimestampLike {
  toMillis(): number;
}

function isTimestampLike(value: unknown): value is TimestampLike {
  return (
    typeof value === "object" &&
    value !== null &&
    "toMillis" in value &&
    typeof (value as { toMillis: unknown }).toMillis === "function"
  );
}

/** Schema of a stored Timestamp of any SDK; the output is an Instant. */
export const timestamp = z.pipe(
  z.custom<TimestampLike>(isTimestampLike, "not a timestamp"),
  z.transform((stamp): Instant => stamp.toMillis() as Instant),
);

/**
 * As `timestamp`, but a moment the server has not named yet (a local write still under way reads as null)
 * becomes null instead of a bad record.
 */
export const pendingTimestamp = z.union([timestamp, z.null()]);
