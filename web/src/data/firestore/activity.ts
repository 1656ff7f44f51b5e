import { Timestamp, collection, limit, orderBy, query, where, type Firestore } from "firebase/firestore";
import { readEntry } from "@trunkline/domain/activity/entry";
import type { Session } from "@trunkline/domain/admin/session";
import { activityOf } from "@trunkline/domain/paths";
import type { ActivityPort } from "../ports.tsx";
import { inPartner, listSource } from "./sources.ts";

/** A customer's history, newest first. */
export function firestoreActivity(db: Firestore, session: () => Session): ActivityPort {
  return {
    list(customer, most, { source, from, before } = {}) {
      const parts = [
        ...inPartner(session()),
        ...(source === undefined ? [] : [where("source", "==", source)]),
        ...(from === undefined ? [] : [where("time", ">=", Timestamp.fromMillis(from))]),
        ...(before === undefined ? [] : [where("time", "<", Timestamp.fromMillis(before))]),
      ];
      return listSource({
        key: `activity?${customer}&${session().partner}&${most}&${source ?? ""}&${from ?? ""}&${before ?? ""}`,
        query: () =>
          query(collection(db, activityOf(customer)), ...parts, orderBy("time", "desc"), limit(most)),
        read: (snapshot) =>
          readEntry(snapshot.ref.path, snapshot.id, snapshot.data({ serverTimestamps: "estimate" })),
      });
    },
  };
}
