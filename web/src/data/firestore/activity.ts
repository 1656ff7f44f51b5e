import { collection, limit, orderBy, query, type Firestore } from "firebase/firestore";
import { readEntry } from "@trunkline/domain/activity/entry";
import { activityOf } from "@trunkline/domain/paths";
import type { ActivityPort } from "../ports.tsx";
import { listSource } from "./sources.ts";

/** A customer's history, newest first. */
export function firestoreActivity(db: Firestore): ActivityPort {
  return {
    list: (customer, most) =>
      listSource({
        key: `activity?${customer}&${most}`,
        query: () => query(collection(db, activityOf(customer)), orderBy("time", "desc"), limit(most)),
        read: (snapshot) =>
          readEntry(snapshot.ref.path, snapshot.id, snapshot.data({ serverTimestamps: "estimate" })),
      }),
  };
}
