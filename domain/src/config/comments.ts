import * as z from "zod/mini";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

/** Icons a comment type can have and colours a category can have; screens draw them. */
export const COMMENT_ICONS = [
  "bubble",
  "headset",
  "cart",
  "coins",
  "wrench",
  "flag",
  "phone",
  "home",
] as const;
export const COMMENT_COLOURS = ["blue", "green", "orange", "red", "violet", "gray"] as const;

const type = z.object({ key: z.string(), title: z.string(), icon: z.enum(COMMENT_ICONS) });
const category = z.object({ key: z.string(), title: z.string(), colour: z.enum(COMMENT_COLOURS) });

const Stored = z.object({
  types: z._default(z.array(type), [
    { key: "comment", title: "Comment", icon: "bubble" },
    { key: "support", title: "Support", icon: "headset" },
    { key: "sales", title: "Sales", icon: "cart" },
    { key: "billing", title: "Billing", icon: "coins" },
    { key: "technical", title: "Technical", icon: "wrench" },
  ]),
  categories: z._default(z.array(category), [
    { key: "info", title: "Info", colour: "blue" },
    { key: "call", title: "Call", colour: "green" },
    { key: "visit", title: "Visit", colour: "orange" },
    { key: "warning", title: "Warning", colour: "red" },
  ]),
});

/** `config/comments`: types and categories of comments (12 §5.4). */
export type CommentsConfig = Readonly<z.output<typeof Stored>>;

/** Reads `config/comments`; a document that is not there yet (undefined) reads as the defaults. */
export function readCommentsConfig(data: unknown): Result<CommentsConfig, BadRecord> {
  const parsed = Stored.safeParse(data ?? {});
  return parsed.success ? ok(parsed.data) : badRecord("config/comments", parsed.error);
}
