import * as z from "zod/mini";
import type { AdminId, ViewId } from "../ids/ids.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import { pendingTimestamp } from "../time/instant.ts";

const column = z.object({ key: z.string(), shown: z.boolean(), width: z.nullable(z.number()) });
const sort = z.object({ key: z.string(), descending: z.boolean() });
const filters = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const StoredView = z.object({
  owner: z.string().check(z.minLength(1)),
  table: z.string(),
  name: z.string().check(z.minLength(1)),
  shared: z._default(z.boolean(), false),
  columns: z._default(z.array(column), []),
  filters: z._default(filters, {}),
  sort: z._default(z.nullable(sort), null),
});

export type TableColumn = Readonly<z.output<typeof column>>;
export type TableSort = Readonly<z.output<typeof sort>>;
export type TableFilters = Readonly<z.output<typeof filters>>;

/** `views/{id}`: a saved way to look at a table, its owner's or shared with all. */
export interface SavedView {
  readonly id: ViewId;
  readonly owner: AdminId;
  readonly table: string;
  readonly name: string;
  readonly shared: boolean;
  readonly columns: readonly TableColumn[];
  readonly filters: TableFilters;
  readonly sort: TableSort | null;
}

/** Reads `views/{id}`. */
export function readView(id: string, data: unknown): Result<SavedView, BadRecord> {
  const parsed = StoredView.safeParse(data);
  if (!parsed.success) return badRecord(`views/${id}`, parsed.error);
  return ok({ ...parsed.data, id: id as ViewId, owner: parsed.data.owner as AdminId });
}

const table = z.object({
  columns: z._default(z.array(column), []),
  sort: z._default(z.nullable(sort), null),
  pageSize: z._default(z.int(), 100),
});

const StoredPreferences = z.object({
  tables: z._default(z.record(z.string(), table), {}),
  folds: z._default(z.record(z.string(), z.boolean()), {}),
  search: z._default(z.record(z.string(), z.enum(["off", "strict", "loose"])), {}),
  /** Mentions up to this moment were seen (12 §4.10). */
  seenMentions: z._default(pendingTimestamp, null),
});

/** `preferences/{uid}`: how an administrator arranged his tables and sections; follows him to another browser. */
export type Preferences = Readonly<z.output<typeof StoredPreferences>>;

/** Reads `preferences/{uid}`; a document that is not there yet (undefined) reads as the defaults. */
export function readPreferences(uid: string, data: unknown): Result<Preferences, BadRecord> {
  const parsed = StoredPreferences.safeParse(data ?? {});
  return parsed.success ? ok(parsed.data) : badRecord(`preferences/${uid}`, parsed.error);
}

const StoredDraft = z.object({
  form: z.string(),
  record: z.string(),
  base: z.record(z.string(), z.unknown()),
  mine: z.record(z.string(), z.unknown()),
});

/** `preferences/{uid}/drafts/{form}_{record}`: a form not saved yet; base values, never a version of the document. */
export type Draft = Readonly<z.output<typeof StoredDraft>>;

/** Reads a draft. */
export function readDraft(path: string, data: unknown): Result<Draft, BadRecord> {
  const parsed = StoredDraft.safeParse(data);
  return parsed.success ? ok(parsed.data) : badRecord(path, parsed.error);
}
