import * as z from "zod/mini";
import type { MoneyFormat } from "../money/format.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

export const DATE_FORMATS = ["YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY"] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/** `config/general`: localization (16 §5), the same for the whole installation. */
export interface GeneralConfig {
  readonly timeZone: string;
  readonly language: string;
  readonly dateFormat: DateFormat;
  readonly hours: 12 | 24;
  /** Monday 1, Saturday 6, Sunday 7. */
  readonly firstWeekday: 1 | 6 | 7;
  readonly money: MoneyFormat;
  /** Two letters; the country phones without prefix are read in. */
  readonly country: string;
}

const money = z.object({
  currency: z._default(z.string(), "USD"),
  symbol: z._default(z.string(), "$"),
  position: z._default(z.enum(["before", "before-space", "after", "after-space"]), "after-space"),
  decimals: z._default(z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]), 2),
  decimalSeparator: z._default(z.enum([".", ","]), "."),
  thousandsSeparator: z._default(z.enum(["", ",", ".", " ", "'"]), ""),
});

const Stored = z.object({
  timeZone: z._default(z.string(), "UTC"),
  language: z._default(z.string(), "en"),
  dateFormat: z._default(z.enum(DATE_FORMATS), "YYYY-MM-DD"),
  hours: z._default(z.union([z.literal(12), z.literal(24)]), 24),
  firstWeekday: z._default(z.union([z.literal(1), z.literal(6), z.literal(7)]), 1),
  money: z.prefault(money, {}),
  country: z._default(z.string(), "US"),
});

/** Reads `config/general`; a document that is not there yet (undefined) reads as the defaults. */
export function readGeneral(data: unknown): Result<GeneralConfig, BadRecord> {
  const parsed = Stored.safeParse(data ?? {});
  return parsed.success ? ok(parsed.data) : badRecord("config/general", parsed.error);
}
