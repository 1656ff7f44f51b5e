import {
  doc,
  onSnapshot,
  type DocumentReference,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
  type QueryFieldFilterConstraint,
  where,
} from "firebase/firestore";
import type { Session } from "@trunkline/domain/admin/session";
import type { BadRecord, Result } from "@trunkline/domain/result/result";
import type { LiveFailure, LiveSource } from "../../lib/live/source.ts";
import { report } from "../../lib/report.ts";
import { codeOf } from "./failure.ts";

const REFUSALS = new Set(["permission-denied", "not-found", "failed-precondition", "invalid-argument"]);

export function failureOf(cause: unknown): LiveFailure {
  const refused = REFUSALS.has(codeOf(cause) ?? "");
  return { kind: refused ? "refused" : "broken", cause };
}

/** A record that cannot be read is left out of its list and told where somebody looks. */
function reportBad(bad: BadRecord): void {
  report(`${bad.path}: ${bad.problems.join("; ")}`);
}

/** What a query over records of partners must say of itself, so that the rules can let it pass (15 §4.7). */
export function inPartner({ partner }: Session): readonly QueryFieldFilterConstraint[] {
  return partner === "*" ? [] : [where("partnerId", "==", partner)];
}

interface ListSource<T> {
  readonly key: string;
  readonly query: () => Query;
  readonly read: (snapshot: QueryDocumentSnapshot) => Result<T, BadRecord>;
}

/** A live query; rows that did not change are the same objects as before, so that nothing compares them again. */
export function listSource<T>(options: ListSource<T>): LiveSource<readonly T[]> {
  return {
    key: options.key,
    subscribe(observer) {
      let known = new Map<string, { snapshot: QueryDocumentSnapshot; row: T | undefined }>();
      const rowOf = (snapshot: QueryDocumentSnapshot, changed: ReadonlySet<string>) => {
        const before = known.get(snapshot.ref.path);
        if (before !== undefined && !changed.has(snapshot.ref.path)) return before.row;
        const read = options.read(snapshot);
        if (!read.ok) reportBad(read.error);
        return read.ok ? read.value : undefined;
      };
      return onSnapshot(
        options.query(),
        { includeMetadataChanges: true },
        (result) => {
          const changes = result.docChanges({ includeMetadataChanges: true });
          const changed = new Set(changes.map((change) => change.doc.ref.path));
          const next = new Map<string, { snapshot: QueryDocumentSnapshot; row: T | undefined }>();
          for (const snapshot of result.docs) {
            next.set(snapshot.ref.path, { snapshot, row: rowOf(snapshot, changed) });
          }
          known = next;
          const rows = [...next.values()].flatMap(({ row }) => (row === undefined ? [] : [row]));
          observer.next(rows, result.metadata.fromCache);
        },
        (cause) => observer.error(failureOf(cause)),
      );
    },
  };
}

/** One live document; the reader also gets `undefined` for one that does not exist. */
export function docSource<T>(
  db: Firestore,
  path: string,
  read: (id: string, data: unknown) => Result<T, BadRecord> | undefined,
): LiveSource<T | undefined> {
  return {
    key: path,
    subscribe(observer) {
      const ref: DocumentReference = doc(db, path);
      return onSnapshot(
        ref,
        { includeMetadataChanges: true },
        (snapshot) => {
          // Missing in the cache says nothing about the server.
          if (!snapshot.exists() && snapshot.metadata.fromCache) return;
          const result = read(snapshot.id, snapshot.data({ serverTimestamps: "estimate" }));
          if (result !== undefined && !result.ok) reportBad(result.error);
          observer.next(result?.ok === true ? result.value : undefined, snapshot.metadata.fromCache);
        },
        (cause) => observer.error(failureOf(cause)),
      );
    },
  };
}

/** A document that reads as something even where it does not exist yet. */
export function always<T>(
  db: Firestore,
  path: string,
  read: (data: unknown) => Result<T, BadRecord>,
): LiveSource<T> {
  const source = docSource(db, path, (_id, data) => read(data));
  return {
    key: source.key,
    subscribe: (observer) =>
      source.subscribe({
        next: (value, fromCache) => value !== undefined && observer.next(value, fromCache),
        error: (failure) => observer.error(failure),
      }),
  };
}
