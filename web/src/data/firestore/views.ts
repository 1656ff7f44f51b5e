import {
  addDoc,
  collection,
  deleteDoc,
  doc,
  serverTimestamp,
  setDoc,
  type Firestore,
} from "firebase/firestore";
import type { Session } from "@trunkline/domain/admin/session";
import type { AdminId, ViewId } from "@trunkline/domain/ids/ids";
import { readJob } from "@trunkline/domain/jobs/job";
import { VIEWS, viewPath } from "@trunkline/domain/paths";
import { myJobs, ownViews, removals, sharedViews, type QuerySpec } from "@trunkline/domain/queries";
import { readView, viewTexts } from "@trunkline/domain/views/views";
import type { JobsPort, ViewContent, ViewsPort } from "../ports.tsx";
import { asked } from "./asked.ts";
import { listSource } from "./sources.ts";

/** Runs the panel shows: what was started today, not an archive. */
const LATEST_JOBS = 5;

/** Saved views: the administrator's own, and those that colleagues share. */
export function firestoreViews(db: Firestore, uid: AdminId, session: () => Session): ViewsPort {
  const views = (key: string, spec: QuerySpec) =>
    listSource({
      key,
      query: () => asked(db, spec),
      read: (snapshot) => readView(snapshot.id, snapshot.data({ serverTimestamps: "estimate" })),
    });
  const stored = (view: ViewContent) => ({
    ...view,
    ...viewTexts(view),
    owner: uid,
    partnerId: session().partner,
    updatedAt: serverTimestamp(),
  });
  return {
    own: (table) => views(`views?${uid}&${table}`, ownViews(uid, table)),
    shared: (table) =>
      views(`views?shared&${session().partner}&${table}`, sharedViews(session().partner, table)),
    add: async (view) => (await addDoc(collection(db, VIEWS), stored(view))).id as ViewId,
    change: (id, view) => setDoc(doc(db, viewPath(id)), stored(view)),
    remove: (id) => deleteDoc(doc(db, viewPath(id))),
  };
}

/** The administrator's own long runs, and what is being taken off the records, live. */
export function firestoreJobs(db: Firestore, uid: AdminId): JobsPort {
  const jobs = (key: string, spec: QuerySpec) =>
    listSource({
      key,
      query: () => asked(db, spec),
      read: (snapshot) => readJob(snapshot.id, snapshot.data({ serverTimestamps: "estimate" })),
    });
  return {
    mine: () => jobs(`jobs?${uid}`, myJobs(uid, LATEST_JOBS)),
    removals: () => jobs("removals", removals()),
  };
}
