/** A point in time or a span as protobuf's object form has it. */
export interface SecondsAndNanos {
  readonly seconds: string;
  readonly nanos: number;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** Reads an RFC 3339 time, keeping its nanoseconds; undefined when it is none. */
export function parseTimestamp(text: string): SecondsAndNanos | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction = "",
    sign,
    offsetHours = "0",
    offsetMinutes = "0",
  ] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // A month has so many days; Date would quietly roll 31 April over.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number(year) === 0) return undefined;
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60;
  const seconds = date.getTime() / 1000 - (sign === "-" ? -offset : offset);
  return { seconds: String(seconds), nanos: Number(fraction.padEnd(9, "0")) };
}

/** Writes a time as RFC 3339 in UTC with 0, 3, 6 or 9 fractional digits, as ProtoJSON does. */
export function printTimestamp(seconds: number, nanos: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, -5)}${fractionOf(nanos)}Z`;
}

const DURATION = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/;

/** Reads a span such as `1.5s`; undefined when it is none. */
export function parseDuration(text: string): SecondsAndNanos | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [, sign = "", seconds = "0", fraction = ""] = match;
  const nanos = Number(fraction.padEnd(9, "0"));
  return { seconds: `${sign}${seconds}`, nanos: sign ? -nanos : nanos };
}

/** Writes a span as seconds with 0, 3, 6 or 9 fractional digits. */
export function printDuration(seconds: number, nanos: number): string {
  const negative = seconds < 0 || nanos < 0;
  return `${negative ? "-" : ""}${Math.abs(seconds)}${fractionOf(Math.abs(nanos))}s`;
}

function fractionOf(nanos: number): string {
  if (nanos === 0) return "";
  const digits = String(nanos).padStart(9, "0");
  return `.${digits.replace(/(?:000){1,2}$/, "")}`;
}
