import type { Firestore, WriteBatch } from "firebase-admin/firestore";

/** Writes at one go; the server holds the limit of a request (10 MiB) against it, and these documents are small. */
const PER_COMMIT = 400;
/** Commits on their way at a time: one is made while the other is stored. */
const IN_FLIGHT = 3;
const REPORT_EVERY = 50_000;

export interface BulkWrites {
  /** Takes one write; waits when enough of them are on their way. */
  write(put: (batch: WriteBatch) => void): Promise<void>;
  /** Resolves with the number of writes when all are stored. */
  finish(): Promise<number>;
}

/** Many writes in whole commits, which cost the server a tenth of what single ones do. */
export function bulkWrites(db: Firestore, report: (written: number) => void): BulkWrites {
  const flying = new Set<Promise<unknown>>();
  let batch = db.batch();
  let waiting = 0;
  let written = 0;
  let failure: { readonly cause: unknown } | undefined;

  async function send(): Promise<void> {
    if (waiting === 0) return;
    const commit: Promise<void> = batch
      .commit()
      .then(
        () => undefined,
        (cause: unknown) => void (failure ??= { cause }),
      )
      .finally(() => flying.delete(commit));
    flying.add(commit);
    if (Math.floor((written + waiting) / REPORT_EVERY) > Math.floor(written / REPORT_EVERY))
      report(written + waiting);
    written += waiting;
    batch = db.batch();
    waiting = 0;
    if (flying.size >= IN_FLIGHT) await Promise.race(flying);
    if (failure !== undefined) throw failure.cause;
  }

  return {
    async write(put) {
      put(batch);
      waiting += 1;
      if (waiting === PER_COMMIT) await send();
    },
    async finish() {
      await send();
      await Promise.all(flying);
      if (failure !== undefined) throw failure.cause;
      return written;
    },
  };
}
