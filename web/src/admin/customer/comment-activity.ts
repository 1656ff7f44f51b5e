import type { Action, ActivityEntry } from "@trunkline/domain/activity/entry";
import { wordsOf } from "@trunkline/domain/comment/markup";
import type { Workspace } from "../workspace.tsx";
import { valueText } from "./labels.ts";

/** The words of a comment by its id, where the page knows them. */
export type NoteWords = (id: string) => string | undefined;

const LONGEST_QUOTE = 80;

/** A comment's words as they are quoted in a line: short, on one line, without marks. */
export function quoteOf(comment: { readonly text: string; readonly format: string }): string {
  const line = wordsOf(comment).replace(/\s+/g, " ").trim();
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE - 1)}…` : line;
}

const DID: Partial<Record<Action, string>> = {
  created: "created",
  changed: "edited",
  completed: "closed",
  reopened: "reopened",
  deleted: "deleted",
};

/** What an entry about a comment says, in the words of 12 §4.11; the note is named by its words, for it has no number. */
export function noteSentence(entry: ActivityEntry, noteWords: NoteWords): string {
  const touched = new Set([...Object.keys(entry.before), ...Object.keys(entry.after)]);
  const onlyPin = entry.action === "changed" && touched.size === 1 && touched.has("pinned");
  const did = onlyPin ? (entry.after["pinned"] === true ? "pinned" : "unpinned") : DID[entry.action];
  const text = entry.after["text"] || entry.before["text"];
  const format = entry.after["format"] ?? entry.before["format"] ?? "plain";
  const words =
    typeof text === "string" && text !== ""
      ? quoteOf({ text, format: String(format) })
      : noteWords(entry.record);
  return `${did ?? "changed"} ${words === undefined || words === "" ? "a customer note" : `customer note “${words}”`}`;
}

/** A value of a comment in words: titles of types and categories, names of people. */
export function noteValue(workspace: Workspace, field: string, value: unknown): string {
  const config = workspace.commentsConfig();
  if (field === "type")
    return config?.types.find(({ key }) => key === value)?.title ?? valueText(workspace, "", value);
  if (field === "category")
    return config?.categories.find(({ key }) => key === value)?.title ?? valueText(workspace, "", value);
  if (field === "mentions" && Array.isArray(value) && value.length > 0)
    return value.map((id) => workspace.person(String(id)).name).join(", ");
  return valueText(workspace, field, value);
}
