import type { Change, CommitPlan, Document, Precondition, Write, WriteResult } from "../api.ts";
import { FirestoreError } from "../errors.ts";
import { FieldsEditor, getField } from "../fields.ts";
import { identicalMaps } from "../order.ts";
import { fullName } from "../path.ts";
import type { FieldPath } from "../query.ts";
import { fromMicros, toMicros } from "../timestamps.ts";
import type { MapValue, Timestamp } from "../value.ts";
import { shareNames } from "../store/intern.ts";
import { applyTransforms } from "./transform.ts";

/** What is read while a commit is worked out. */
export interface PlanInput {
  readonly database: string;
  readonly time: Timestamp;
  readonly get: (path: string) => Document | null;
  /** Refuses (throws) fields that may not be stored; not called for those that are just what a write says. */
  readonly check: (path: string, fields: MapValue) => void;
}

export interface PlannedCommit {
  readonly plan: CommitPlan;
  readonly changes: readonly Change[];
  readonly results: readonly WriteResult[];
}

/**
 * Works out what writes do, one after the other, without doing it. Throws the first failed precondition:
 * NOT_FOUND, ALREADY_EXISTS or FAILED_PRECONDITION.
 */
export function planCommit(writes: readonly Write[], input: PlanInput): PlannedCommit {
  const current = new Map<string, Document | null>();
  const masks = new Map<string, readonly FieldPath[] | null>();
  const steps: CommitPlan["steps"][number][] = [];
  const results: WriteResult[] = [];
  // Server timestamps and `request.time` are whole milliseconds; versions are finer.
  const requestTime = fromMicros(Math.floor(toMicros(input.time) / 1000) * 1000);
  const read = (path: string): Document | null => {
    const planned = current.get(path);
    return planned === undefined ? input.get(path) : planned;
  };
  for (const write of writes) {
    const document = read(write.path);
    // Firestore calls an update after a delete in one commit a mistake of the caller, not a missing document.
    if (write.precondition.exists === true && document === null && current.has(write.path))
      throw new FirestoreError(
        "INVALID_ARGUMENT",
        `cannot update a document that the same commit deletes: ${fullName(input.database, write.path)}`,
      );
    checkPrecondition(input.database, write.path, write.precondition, document);
    const { after, result } = applyWrite(write, document, input, requestTime);
    if (write.op !== "verify") {
      current.set(write.path, after);
      masks.set(write.path, joinMasks(masks.get(write.path), write.op === "set" ? touched(write) : null));
    }
    steps.push({ write, before: input.get(write.path), after });
    results.push(result);
  }
  const changes: Change[] = [];
  for (const [path, after] of current) {
    const before = input.get(path);
    if (
      before === after ||
      (before !== null && after !== null && isSame(before, after.fields, after.createTime))
    ) {
      current.set(path, before);
      continue;
    }
    changes.push({
      path,
      before,
      after,
      mask: before === null || after === null ? null : (masks.get(path) ?? null),
    });
  }
  return { plan: { time: requestTime, steps, after: read }, changes, results };
}

function isSame(before: Document, fields: MapValue, createTime: Timestamp): boolean {
  return before.createTime === createTime && identicalMaps(before.fields, fields);
}

function applyWrite(
  write: Write,
  document: Document | null,
  { time, check }: PlanInput,
  requestTime: Timestamp,
): { after: Document | null; result: WriteResult } {
  switch (write.op) {
    case "verify":
      return { after: document, result: { updateTime: null, transformResults: [] } };
    case "delete":
      return { after: null, result: { updateTime: null, transformResults: [] } };
    case "set": {
      const masked =
        write.mask === null
          ? write.fields
          : applyMask(document?.fields ?? new Map(), write.fields, write.mask);
      const { fields, results } =
        write.transforms.length === 0
          ? { fields: masked, results: [] }
          : applyTransforms(masked, write.transforms, requestTime);
      // A write that leaves everything as it was is no change: the update time stays.
      const same = document !== null && identicalMaps(document.fields, fields);
      if (!same && fields !== write.fields) check(write.path, fields);
      const createTime = document?.createTime ?? time;
      const after = same
        ? document
        : { path: write.path, fields: shareNames(fields), createTime, updateTime: time };
      return { after, result: { updateTime: after.updateTime, transformResults: results } };
    }
  }
}

function applyMask(base: MapValue, fields: MapValue, mask: readonly FieldPath[]): MapValue {
  const editor = new FieldsEditor(base);
  for (const path of mask) {
    const value = getField(fields, path);
    if (value === undefined) editor.delete(path);
    else editor.set(path, value);
  }
  return editor.fields;
}

function touched(write: Extract<Write, { op: "set" }>): readonly FieldPath[] | null {
  return write.mask === null
    ? null
    : [...write.mask, ...write.transforms.map((transform) => transform.field)];
}

/** What several writes of one document touched: everything as soon as one replaced it. */
function joinMasks(
  earlier: readonly FieldPath[] | null | undefined,
  later: readonly FieldPath[] | null,
): readonly FieldPath[] | null {
  if (earlier === undefined) return later;
  return earlier === null || later === null ? null : [...earlier, ...later];
}

function checkPrecondition(
  database: string,
  path: string,
  precondition: Precondition,
  document: Document | null,
): void {
  const { exists, updateTime } = precondition;
  if (exists === true && document === null)
    throw new FirestoreError("NOT_FOUND", `No document to update: ${fullName(database, path)}`);
  if (exists === false && document !== null)
    throw new FirestoreError("ALREADY_EXISTS", `Document already exists: ${fullName(database, path)}`);
  if (updateTime === undefined) return;
  const stored = document === null ? 0 : toMicros(document.updateTime);
  const required = toMicros(updateTime);
  if (stored !== required) {
    throw new FirestoreError(
      "FAILED_PRECONDITION",
      `the stored version (${stored}) does not match the required base version (${required})`,
    );
  }
}
