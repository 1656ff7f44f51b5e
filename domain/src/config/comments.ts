import * as z from "zod/mini";
import type { FieldProblem } from "../customer/problem.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import { hasBadCharacters } from "../text/clean.ts";
import { fold } from "../text/fold.ts";

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

export type CommentIcon = (typeof COMMENT_ICONS)[number];
export type CommentColour = (typeof COMMENT_COLOURS)[number];

/** Keys are what comments store, as the rules know them; a title can change under one. */
const key = z.string().check(z.regex(/^[a-z][a-z0-9_-]{0,39}$/));
// `retired`: no longer offered, but what was written under it keeps its title and look.
const shared = { key, title: z.string(), retired: z._default(z.boolean(), false) };
export const commentType = z.object({ ...shared, icon: z.enum(COMMENT_ICONS) });
export const commentCategory = z.object({ ...shared, colour: z.enum(COMMENT_COLOURS) });

export type CommentType = Readonly<z.output<typeof commentType>>;
export type CommentCategory = Readonly<z.output<typeof commentCategory>>;

const Stored = z.object({
  types: z._default(z.array(commentType), [
    { key: "comment", title: "Comment", icon: "bubble", retired: false },
    { key: "support", title: "Support", icon: "headset", retired: false },
    { key: "sales", title: "Sales", icon: "cart", retired: false },
    { key: "billing", title: "Billing", icon: "coins", retired: false },
    { key: "technical", title: "Technical", icon: "wrench", retired: false },
  ]),
  categories: z._default(z.array(commentCategory), [
    { key: "info", title: "Info", colour: "blue", retired: false },
    { key: "call", title: "Call", colour: "green", retired: false },
    { key: "visit", title: "Visit", colour: "orange", retired: false },
    { key: "warning", title: "Warning", colour: "red", retired: false },
  ]),
});

/** `config/comments`: types and categories of comments (12 §5.4). */
export interface CommentsConfig {
  readonly types: readonly CommentType[];
  readonly categories: readonly CommentCategory[];
}

/** Reads `config/comments`; a document that is not there yet (undefined) reads as the defaults. */
export function readCommentsConfig(data: unknown): Result<CommentsConfig, BadRecord> {
  const parsed = Stored.safeParse(data ?? {});
  return parsed.success ? ok(parsed.data) : badRecord("config/comments", parsed.error);
}

/** Quick comments are always of this type and category (12 §5.6), so these two stay. */
export const ALWAYS_OFFERED: Readonly<Record<keyof CommentsConfig, string>> = {
  types: "comment",
  categories: "info",
};

/** What the forms of the tab start from (12 §5.4). */
export const TAB_DEFAULTS = { type: "support", category: "info" } as const;

interface Choice {
  readonly key: string;
  readonly title: string;
  readonly retired: boolean;
}

/** What can be chosen: everything that is not retired, and what the entry has already. */
export function offered<T extends Choice>(choices: readonly T[], current: string): readonly T[] {
  return choices.filter((one) => !one.retired || one.key === current);
}

/** The choice a form starts with: the one wanted, else the first that is offered. */
export function startingChoice(choices: readonly Choice[], wanted: string): string {
  const open = choices.filter((one) => !one.retired);
  return (open.find((one) => one.key === wanted) ?? open[0])?.key ?? wanted;
}

export const LONGEST_CHOICE_TITLE = 40;
export const MOST_CHOICES = 60;

/** What keeps a list of types or categories from being stored, by key; the whole list's problem under "". */
export function checkChoices(
  list: keyof CommentsConfig,
  choices: readonly Choice[],
): Readonly<Record<string, FieldProblem>> {
  const problems: Record<string, FieldProblem> = {};
  if (choices.length > MOST_CHOICES) problems[""] = { kind: "too-many", max: MOST_CHOICES };
  if (new Set(choices.map(({ key: one }) => one)).size < choices.length)
    problems[""] = { kind: "bad-format" };
  const always = choices.find((one) => one.key === ALWAYS_OFFERED[list]);
  if (always === undefined || always.retired) problems[""] = { kind: "required" };
  const titles = new Map<string, number>();
  for (const { title, retired } of choices) {
    if (!retired) titles.set(fold(title), (titles.get(fold(title)) ?? 0) + 1);
  }
  for (const { key: of, title, retired } of choices) {
    const trimmed = title.trim();
    if (trimmed === "") problems[of] = { kind: "required" };
    else if (trimmed.length > LONGEST_CHOICE_TITLE)
      problems[of] = { kind: "too-long", max: LONGEST_CHOICE_TITLE };
    else if (hasBadCharacters(trimmed, false)) problems[of] = { kind: "bad-characters" };
    else if (!retired && (titles.get(fold(title)) ?? 0) > 1) problems[of] = { kind: "taken", number: null };
  }
  return problems;
}

/** A list as it is stored: titles trimmed, and what the stored list had beside it retired instead of gone. */
export function storedChoices<T extends Choice>(before: readonly T[], after: readonly T[]): readonly T[] {
  const gone = before.filter((one) => !after.some((other) => other.key === one.key));
  return [
    ...after.map((one) => ({ ...one, title: one.title.trim() })),
    ...gone.map((one) => ({ ...one, retired: true })),
  ];
}
