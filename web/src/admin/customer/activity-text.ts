import type { Action, ActivityEntry, RecordKind } from "@trunkline/domain/activity/entry";
import type { Customer } from "@trunkline/domain/customer/record";
import type { Person } from "../../ui/avatar.tsx";
import type { FieldChange } from "../../ui/timeline.tsx";
import type { Workspace } from "../workspace.tsx";
import { noteSentence, noteValue, type NoteWords } from "./comment-activity.ts";
import { fieldLabel, valueText } from "./labels.ts";

/** Who did it: a colleague, a machine, or the customer himself in his portal. */
export function whoDid(
  workspace: Workspace,
  customer: Pick<Customer, "id" | "name">,
  entry: Pick<ActivityEntry, "actor" | "behalf">,
): Person {
  const actor = entry.behalf ?? entry.actor;
  return actor === customer.id ? { id: actor, name: customer.name } : workspace.person(actor);
}

const KIND_NAMES: Record<RecordKind, string> = {
  customer: "the customer",
  comment: "a comment",
  planned: "a planned status",
  service: "a service",
  invoice: "an invoice",
  payment: "a payment",
  transaction: "a transaction",
  document: "a document",
  message: "a message",
  ticket: "a ticket",
  task: "a task",
  hardware: "hardware",
};

const DONE: Record<Action, string> = {
  created: "added",
  changed: "changed",
  completed: "completed",
  reopened: "reopened",
  deleted: "deleted",
  restored: "restored",
  converted: "converted to a lead",
  "password-set": "changed the portal password",
  "password-shown": "looked at the portal password",
  "password-show-refused": "was refused the portal password",
  "secret-shown": "looked at a password",
  "secret-show-refused": "was refused a password",
  "opened-portal": "opened the portal as this customer",
  "signed-in": "signed in to the portal",
  planned: "planned a status",
  "plan-changed": "edited a planned status",
  "plan-removed": "removed a planned status",
  "plan-run": "ran a planned status",
  "plan-skipped": "skipped a planned status",
  "moved-partner": "moved the customer to another partner",
};

const WITH_OBJECT = new Set<Action>(["created", "completed", "reopened", "deleted", "restored"]);
/** Fields of a comment that say nothing to a reader beside the sentence. */
const SILENT = new Set(["state", "format"]);

/** What an entry says after the actor's name: "changed Full name, City". */
export function activitySentence(
  workspace: Workspace,
  entry: ActivityEntry,
  noteWords: NoteWords = () => undefined,
): string {
  const because = entry.cause === null ? "" : ` (${entry.cause})`;
  if (entry.kind === "comment") return `${noteSentence(entry, noteWords)}${because}`;
  if (WITH_OBJECT.has(entry.action)) return `${DONE[entry.action]} ${KIND_NAMES[entry.kind]}${because}`;
  if (entry.kind === "planned") return `${DONE[entry.action]}${planText(workspace, entry)}${because}`;
  if (entry.action !== "changed") return `${DONE[entry.action]}${because}`;
  const fields = changedFields(entry).map((field) => fieldLabel(field, workspace.fields()));
  const status = entry.after["status"];
  if (fields.length === 1 && status !== undefined) {
    return `set the status to ${valueText(workspace, "status", status)}${because}`;
  }
  return `changed ${fields.join(", ")}${because}`;
}

// "Blocked on 2026-12-01": a plan that is gone tells what it was.
function planText(workspace: Workspace, entry: ActivityEntry): string {
  const plan = Object.keys(entry.after).length > 0 ? entry.after : entry.before;
  const { status, date } = { status: plan["status"], date: plan["date"] ?? entry.record };
  const to = status === undefined ? "" : `: ${valueText(workspace, "status", status)}`;
  return `${to} on ${valueText(workspace, "date", date)}`;
}

function changedFields(entry: ActivityEntry): readonly string[] {
  return [...new Set([...Object.keys(entry.before), ...Object.keys(entry.after)])].filter(
    (field) => !(entry.kind === "comment" && SILENT.has(field)),
  );
}

/** Old and new values of an entry in words; of a new record only what was filled in. */
export function activityChanges(workspace: Workspace, entry: ActivityEntry): readonly FieldChange[] {
  return changedFields(entry).flatMap((field) => {
    const words = entry.kind === "comment" ? noteValue : valueText;
    const before = words(workspace, field, entry.before[field]);
    const after = words(workspace, field, entry.after[field]);
    return before === after ? [] : [{ field: fieldLabel(field, workspace.fields()), before, after }];
  });
}
