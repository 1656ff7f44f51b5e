// Runs in the browser: the web SDK behind a few plain functions that a test can call from outside.
import { deleteApp, initializeApp } from "firebase/app";
import type { DocumentData, Firestore, Unsubscribe } from "firebase/firestore";
import {
  addDoc,
  collection,
  connectFirestoreEmulator,
  count,
  deleteDoc,
  doc,
  getAggregateFromServer,
  getDoc,
  getDocFromServer,
  getDocsFromServer,
  initializeFirestore,
  limit,
  onSnapshot,
  orderBy,
  query,
  runTransaction,
  serverTimestamp,
  setDoc,
  sum,
  terminate,
  where,
  writeBatch,
} from "firebase/firestore";

export interface OpenOptions {
  readonly port: number;
  readonly transport: "stream" | "long-polling" | "detect";
  readonly user?: { readonly sub: string };
  /** In the same profile as other such pages, with which it then shares connections. */
  readonly together?: boolean;
}

/** One thing a listener told, as plain JSON. */
export interface Told {
  readonly listener: string;
  readonly ids?: readonly string[];
  readonly data?: unknown;
  readonly pending?: boolean;
  readonly fromCache?: boolean;
  readonly error?: string;
}

declare global {
  // Provided by the test.
  var tell: (told: Told) => Promise<void>;
  var page: typeof api;
}

let db: Firestore;
const unsubscribers = new Map<string, Unsubscribe>();

const api = {
  open({ port, transport, user }: OpenOptions): void {
    const settings = {
      stream: { experimentalAutoDetectLongPolling: false },
      "long-polling": { experimentalForceLongPolling: true },
      detect: { experimentalAutoDetectLongPolling: true },
    }[transport];
    const app = initializeApp({ projectId: "demo-local", apiKey: "none" });
    db = initializeFirestore(app, settings);
    connectFirestoreEmulator(db, "127.0.0.1", port, user ? { mockUserToken: { sub: user.sub } } : {});
  },
  async close(): Promise<void> {
    await terminate(db);
    await deleteApp(db.app);
  },
  listenDocument(listener: string, path: string): void {
    const stop = onSnapshot(
      doc(db, path),
      { includeMetadataChanges: true },
      (snapshot) =>
        void tell({
          listener,
          data: snapshot.data() ?? null,
          pending: snapshot.metadata.hasPendingWrites,
          fromCache: snapshot.metadata.fromCache,
        }),
      (error) => void tell({ listener, error: error.code }),
    );
    unsubscribers.set(listener, stop);
  },
  listenQuery(listener: string, path: string, field: string, most: number): void {
    const stop = onSnapshot(
      query(collection(db, path), orderBy(field), limit(most)),
      { includeMetadataChanges: true },
      (snapshot) =>
        void tell({
          listener,
          ids: snapshot.docs.map(({ id }) => id),
          pending: snapshot.metadata.hasPendingWrites,
          fromCache: snapshot.metadata.fromCache,
        }),
      (error) => void tell({ listener, error: error.code }),
    );
    unsubscribers.set(listener, stop);
  },
  unlisten(listener: string): void {
    unsubscribers.get(listener)?.();
  },
  set: (path: string, data: DocumentData): Promise<string> => outcome(setDoc(doc(db, path), data)),
  stamp: (path: string): Promise<string> => outcome(setDoc(doc(db, path), { at: serverTimestamp() })),
  add: async (path: string, data: DocumentData): Promise<string> =>
    (await addDoc(collection(db, path), data)).id,
  remove: (path: string): Promise<string> => outcome(deleteDoc(doc(db, path))),
  batch(paths: readonly string[], data: DocumentData): Promise<string> {
    const batch = writeBatch(db);
    for (const path of paths) batch.set(doc(db, path), data);
    return outcome(batch.commit());
  },
  get: async (path: string): Promise<DocumentData | null> =>
    (await getDocFromServer(doc(db, path))).data() ?? null,
  getCached: async (path: string): Promise<DocumentData | null> =>
    (await getDoc(doc(db, path))).data() ?? null,
  find: async (path: string, field: string, value: unknown): Promise<string[]> =>
    (await getDocsFromServer(query(collection(db, path), where(field, "==", value)))).docs.map(
      ({ id }) => id,
    ),
  increment: (path: string): Promise<string> =>
    outcome(
      runTransaction(
        db,
        async (transaction) => {
          const ref = doc(db, path);
          const n = ((await transaction.get(ref)).get("n") as number | undefined) ?? 0;
          transaction.set(ref, { n: n + 1 });
        },
        { maxAttempts: 50 },
      ),
    ),
  aggregate: async (path: string, field: string): Promise<{ count: number; sum: number }> =>
    (await getAggregateFromServer(collection(db, path), { count: count(), sum: sum(field) })).data(),
};

/** "ok", or the code of the refusal. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "ok";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

globalThis.page = api;
