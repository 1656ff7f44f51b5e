import {
  Timestamp,
  collection,
  deleteDoc,
  doc,
  serverTimestamp,
  setDoc,
  type Firestore,
  type QueryDocumentSnapshot,
} from "firebase/firestore";
import { holds } from "@trunkline/domain/admin/can";
import type { Session } from "@trunkline/domain/admin/session";
import type { AdminId, TabId } from "@trunkline/domain/ids/ids";
import { PRESENCE, presencePath } from "@trunkline/domain/paths";
import { expiry, readPresence } from "@trunkline/domain/presence/presence";
import type { Instant } from "@trunkline/domain/time/instant";
import { presenceIn, presenceOn, type Reached } from "@trunkline/domain/queries";
import type { PresencePort } from "../ports.tsx";
import { asked } from "./asked.ts";
import { listSource } from "./sources.ts";

function read(snapshot: QueryDocumentSnapshot) {
  return readPresence(snapshot.id, snapshot.data({ serverTimestamps: "estimate" }));
}

/** Who is where: one document per tab, written by that tab. */
export function firestorePresence(db: Firestore, uid: AdminId, session: () => Session): PresencePort {
  const tab = doc(collection(db, PRESENCE)).id as TabId;
  // One write after another; an older announcement must not land after a newer one.
  let tail: Promise<unknown> = Promise.resolve();
  let written = false;
  const queue = (write: () => Promise<void>) => {
    tail = tail.then(write, write).catch(() => undefined);
  };
  const reach = (): Reached => (holds(session(), "customers.view") ? "all" : "own");
  return {
    onCustomer: (customer) =>
      listSource({
        key: `presence?${session().partner}&${reach()}&${customer}`,
        query: () => asked(db, presenceOn(customer, session().partner, reach(), uid)),
        read,
      }),
    everywhere: () =>
      listSource({
        key: `presence?${session().partner}&${reach()}`,
        query: () => asked(db, presenceIn(session().partner, reach(), uid)),
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
          addedBy: at.customer.addedBy,
          field: at.field,
          beat: at.beat,
          at: serverTimestamp(),
          expireAt: Timestamp.fromMillis(expiry(at.beat, Date.now() as Instant)),
        }),
      );
    },
  };
}
