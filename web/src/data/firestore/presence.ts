import {
  Timestamp,
  collection,
  deleteDoc,
  doc,
  query,
  serverTimestamp,
  setDoc,
  where,
  type Firestore,
  type QueryDocumentSnapshot,
} from "firebase/firestore";
import type { Session } from "@trunkline/domain/admin/session";
import type { AdminId, TabId } from "@trunkline/domain/ids/ids";
import { PRESENCE, presencePath } from "@trunkline/domain/paths";
import { expiry, readPresence } from "@trunkline/domain/presence/presence";
import type { Instant } from "@trunkline/domain/time/instant";
import type { PresencePort } from "../ports.tsx";
import { listSource } from "./sources.ts";

function read(snapshot: QueryDocumentSnapshot) {
  return readPresence(snapshot.id, snapshot.data({ serverTimestamps: "estimate" }));
}

/** Who is where: one document per tab, written by that tab. */
export function firestorePresence(db: Firestore, uid: AdminId, session: () => Session): PresencePort {
  const tab = doc(collection(db, PRESENCE)).id as TabId;
  const scope = () => {
    const { partner } = session();
    return partner === "*" ? [] : [where("partnerId", "==", partner)];
  };
  // One write after another; an older announcement must not land after a newer one.
  let tail: Promise<unknown> = Promise.resolve();
  let written = false;
  const queue = (write: () => Promise<void>) => {
    tail = tail.then(write, write).catch(() => undefined);
  };
  return {
    onCustomer: (customer) =>
      listSource({
        key: `presence?${session().partner}&${customer}`,
        query: () => query(collection(db, PRESENCE), ...scope(), where("customerId", "==", customer)),
        read,
      }),
    everywhere: () =>
      listSource({
        key: `presence?${session().partner}`,
        query: () => query(collection(db, PRESENCE), ...scope()),
        read,
      }),
    announce(at) {
      const ref = doc(db, presencePath(tab));
      if (at === undefined) {
        if (written) queue(() => deleteDoc(ref));
        written = false;
        return;
      }
      written = true;
      queue(() =>
        setDoc(ref, {
          uid,
          partnerId: at.customer.partnerId,
          customerId: at.customer.id,
          field: at.field,
          beat: at.beat,
          at: serverTimestamp(),
          expireAt: Timestamp.fromMillis(expiry(at.beat, Date.now() as Instant)),
        }),
      );
    },
  };
}
