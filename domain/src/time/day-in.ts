import { clockAt } from "./clock.ts";
import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";

/** The civil day that a moment falls on in an IANA time zone (never the machine's own). */
export function dayIn(zone: string, at: Instant): Day {
  return clockAt(zone, at).day;
}
