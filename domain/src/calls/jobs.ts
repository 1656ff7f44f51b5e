import * as z from "zod/mini";
import { call } from "./call.ts";
import type { NotAllowed } from "./parts.ts";
import { day } from "./parts.ts";

export type RunDayAnswer =
  /** `more`: the run used up its time; running again goes on where it stopped. */
  | { readonly kind: "done"; readonly ran: number; readonly failed: number; readonly more: boolean }
  /** Another date than today, on an installation that does not allow it. */
  | { readonly kind: "date-not-allowed" }
  | NotAllowed;

/** Runs the day's jobs now, for today or (where the installation allows it) for another date. */
export const runDay = call<RunDayAnswer>()("runDay", "admin", z.strictObject({ date: z.nullable(day) }));
