import {
  createContext,
  createMemo,
  useContext,
  type Accessor,
  type Component,
  type ParentComponent,
} from "solid-js";
import type { DateFormat } from "@trunkline/domain/config/general";
import { dayIn } from "@trunkline/domain/time/day-in";
import { formatDay } from "@trunkline/domain/time/format";
import type { Instant } from "@trunkline/domain/time/instant";
import { madeOnce } from "../lib/made-once.ts";

/** How times read for this installation: the provider's zone, the reader's language, the shared clock. */
export interface TimeSense {
  readonly locale: string | undefined;
  readonly timeZone: string;
  readonly dateFormat: DateFormat;
  readonly hours: 12 | 24;
  /** Epoch milliseconds; moves about once a minute. */
  readonly now: Accessor<number>;
}

const TimeContext = createContext<TimeSense>();

/** Gives everything inside the provider's time zone and one clock. */
export const TimeProvider: ParentComponent<{ readonly value: TimeSense }> = (props) => (
  // oxlint-disable-next-line solid/reactivity -- one object whose members are read anew each time
  <TimeContext.Provider value={props.value}>{props.children}</TimeContext.Provider>
);

/** The surrounding time sense; throws outside a TimeProvider. */
export function useTime(): TimeSense {
  const value = useContext(TimeContext);
  if (value === undefined) throw new Error("useTime needs a TimeProvider above it");
  return value;
}

const STEPS = [
  [60_000, 1_000, "second"],
  [3_600_000, 60_000, "minute"],
  [86_400_000, 3_600_000, "hour"],
  [30 * 86_400_000, 86_400_000, "day"],
  [365 * 86_400_000, 30 * 86_400_000, "month"],
] as const;

// Making a formatter costs a hundred times what it costs to use it.
const relative = madeOnce(
  (locale: string | undefined) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
);
const clockTime = madeOnce(
  (locale: string | undefined, hours: 12 | 24, timeZone: string) =>
    new Intl.DateTimeFormat(locale, {
      hour: hours === 24 ? "2-digit" : "numeric",
      minute: "2-digit",
      hourCycle: hours === 24 ? "h23" : "h12",
      timeZone,
    }),
);

/** "3 minutes ago", "tomorrow", in the reader's language; only whole units that have passed count; under a minute is "now". */
export function relativeTime(at: number, now: number, locale: string | undefined): string {
  const format = relative(locale);
  const distance = at - now;
  if (Math.abs(distance) < 60_000) return format.format(0, "second");
  const step = STEPS.find(([below]) => Math.abs(distance) < below);
  if (step === undefined) return format.format(Math.trunc(distance / (365 * 86_400_000)), "year");
  return format.format(Math.trunc(distance / step[1]), step[2]);
}

/** A date and time in the provider's zone, written as the installation writes them (16 §5.2). */
export function absoluteTime(at: number, sense: Omit<TimeSense, "now">): string {
  const time = clockTime(sense.locale, sense.hours, sense.timeZone);
  return `${formatDay(dayIn(sense.timeZone, at as Instant), sense.dateFormat)} ${time.format(at)}`;
}

/** A moment, told relatively and exactly ("2 hours ago · 2026-11-22 14:05"), or one of the two. */
export const Moment: Component<{
  readonly at: number;
  readonly short?: boolean;
  readonly exact?: boolean;
}> = (props) => {
  const sense = useTime();
  const exact = createMemo(() => absoluteTime(props.at, sense));
  const loose = createMemo(() => relativeTime(props.at, sense.now(), sense.locale));
  return (
    <time datetime={new Date(props.at).toISOString()} title={exact()}>
      {props.exact === true ? exact() : props.short === true ? loose() : `${loose()} · ${exact()}`}
    </time>
  );
};
