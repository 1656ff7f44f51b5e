import * as z from "zod/mini";
import type { AdminId, ViewId } from "../ids/ids.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import { pendingTimestamp } from "../time/instant.ts";

const column = z.object({ key: z.string(), shown: z.boolean(), width: z.nullable(z.number()) });
const sort = z.object({ key: z.string(), descending: z.boolean() });

const StoredView = z.object({
  owner: z.string().check(z.minLength(1)),
  table: z.string(),
  name: z.string().check(z.minLength(1)),
  shared: z._default(z.boolean(), false),
  columns: z._default(z.string(), ""),
  filters: z._default(z.string(), ""),
  sort: z._default(z.nullable(z.string()), null),
});

export type TableColumn = Readonly<z.output<typeof column>>;
export type TableSort = Readonly<z.output<typeof sort>>;
export type TableFilters = Readonly<Record<string, string>>;

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

/**
 * What a view shows, as it is stored: `name:220,city`, `status=new&city=%C3%98rsta`, `-name`. Texts, because the rules can
 * bound them: what one shares, all colleagues read.
 */
export interface ViewTexts {
  readonly columns: string;
  readonly filters: string;
  readonly sort: string | null;
}

/** The texts of a view. */
export function viewTexts({
  columns,
  filters,
  sort,
}: Pick<SavedView, "columns" | "filters" | "sort">): ViewTexts {
  return {
    columns: columns
      .filter(({ shown }) => shown)
      .map(({ key, width }) => (width === null ? key : `${key}:${Math.round(width)}`))
      .join(","),
    filters: Object.entries(filters)
      .map(([key, text]) => `${key}=${encodeURIComponent(text)}`)
      .join("&"),
    sort: sort === null ? null : `${sort.descending ? "-" : ""}${sort.key}`,
  };
}

const parts = (text: string, by: string) => (text === "" ? [] : text.split(by));

function readColumn(text: string): TableColumn {
  const [key = "", width] = text.split(":");
  return { key, shown: true, width: width === undefined ? null : Number(width) };
}

function readFilter(text: string): readonly (readonly [string, string])[] {
  const [key = "", ...value] = text.split("=");
  try {
    return [[key, decodeURIComponent(value.join("="))]];
  } catch {
    // Half a sign: nobody's filter.
    return [];
  }
}

/** Reads `views/{id}`. */
export function readView(id: string, data: unknown): Result<SavedView, BadRecord> {
  const parsed = StoredView.safeParse(data);
  if (!parsed.success) return badRecord(`views/${id}`, parsed.error);
  const { owner, columns, filters, sort, ...rest } = parsed.data;
  return ok({
    ...rest,
    id: id as ViewId,
    owner: owner as AdminId,
    columns: parts(columns, ",").map(readColumn),
    filters: Object.fromEntries(parts(filters, "&").flatMap(readFilter)),
    sort: sort === null ? null : { key: sort.replace(/^-/, ""), descending: sort.startsWith("-") },
  });
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
