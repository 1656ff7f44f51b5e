import type { CommentDraft } from "@trunkline/domain/comment/edit";
import type { AdminId } from "@trunkline/domain/ids/ids";
import type { Instant } from "@trunkline/domain/time/instant";
import type { TouchedField } from "../../lib/drafts.ts";
import { sameValue } from "../../lib/same-value.ts";

type Fields = Readonly<Record<string, TouchedField>>;

/** What was written as the device keeps it: what differs from where the form started. */
export function keptFields(draft: CommentDraft, start?: CommentDraft): Fields {
  return Object.fromEntries(
    Object.entries(draft).flatMap(([name, value]) => {
      const base: unknown = start?.[name as keyof CommentDraft];
      return start !== undefined && sameValue(base, value) ? [] : [[name, { base: base ?? null, value }]];
    }),
  );
}

/** What the device kept of a comment; fields it does not hold, or holds as something else, are left out. */
export function readKept(fields: Fields | undefined): Partial<CommentDraft> {
  const value = (name: keyof CommentDraft): unknown => fields?.[name]?.value;
  const [text, format, type, category] = [value("text"), value("format"), value("type"), value("category")];
  const [scheduled, assignee, mentions] = [value("scheduled"), value("assignee"), value("mentions")];
  return {
    ...(typeof text === "string" ? { text } : {}),
    ...(format === "plain" || format === "markup" ? { format } : {}),
    ...(typeof type === "string" ? { type } : {}),
    ...(typeof category === "string" ? { category } : {}),
    ...(typeof scheduled === "number" ? { scheduled: scheduled as Instant } : {}),
    ...(typeof assignee === "string" ? { assignee: assignee as AdminId } : {}),
    ...(Array.isArray(mentions) ? { mentions: mentions.map((one) => String(one) as AdminId) } : {}),
  };
}
