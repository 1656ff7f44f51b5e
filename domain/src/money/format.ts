import type { Amount, Decimals } from "./amount.ts";
import { amount } from "./amount.ts";

/** How the installation writes money (16 §5.3). */
export interface MoneyFormat {
  readonly currency: string;
  readonly symbol: string;
  readonly position: "before" | "before-space" | "after" | "after-space";
  readonly decimals: Decimals;
  readonly decimalSeparator: "." | ",";
  readonly thousandsSeparator: "" | "," | "." | " " | "'";
}

/** `1.234,50 €`; the sign stands before everything, so that a column of figures lines up by it. */
export function formatAmount(value: Amount, format: MoneyFormat): string {
  const digits = formatPlain(Math.abs(value), format);
  const sign = value < 0 ? "-" : "";
  switch (format.position) {
    case "before":
      return `${sign}${format.symbol}${digits}`;
    case "before-space":
      return `${sign}${format.symbol} ${digits}`;
    case "after":
      return `${sign}${digits}${format.symbol}`;
    case "after-space":
      return `${sign}${digits} ${format.symbol}`;
  }
}

function formatPlain(minor: number, format: MoneyFormat): string {
  const text = String(minor).padStart(format.decimals + 1, "0");
  const whole = text.slice(0, text.length - format.decimals);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, format.thousandsSeparator);
  return format.decimals === 0
    ? grouped
    : `${grouped}${format.decimalSeparator}${text.slice(-format.decimals)}`;
}

/**
 * The amount a person typed, in the installation's format or with a plain point; undefined when it is no
 * number or has more decimals than the currency.
 */
export function parseAmount(text: string, format: MoneyFormat): Amount | undefined {
  let plain = text.trim().replace(format.symbol, "").trim().replace(/^-\s*/, "-");
  if (format.thousandsSeparator !== "" && new RegExp(groupedShape(format)).test(plain)) {
    plain = plain.split(format.thousandsSeparator).join("");
  }
  if (format.decimalSeparator === ",") plain = plain.replace(",", ".");
  const parts = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(plain);
  if (parts === null) return undefined;
  const fraction = parts[3] ?? "";
  if (fraction.length > format.decimals) return undefined;
  const minor = Number(`${parts[2]}${fraction.padEnd(format.decimals, "0")}`);
  return amount(parts[1] === "-" && minor !== 0 ? -minor : minor);
}

const escape = (text: string) => text.replace(/[.]/g, "\\.");

function groupedShape(format: MoneyFormat): string {
  return `^-?\\d{1,3}(${escape(format.thousandsSeparator)}\\d{3})+(${escape(format.decimalSeparator)}\\d+)?$`;
}
