import {
  Timestamp,
  collection,
  deleteDoc,
  doc,
  serverTimestamp,
  setDoc,
  updateDoc,
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
import { tabStorage } from "../device.ts";
import type { PresencePort } from "../ports.tsx";
import { asked } from "./asked.ts";
import { listSource } from "./sources.ts";

/** In the tab's own storage: under which name it was announced last. */
const BEFORE = "trunkline-presence";

function read(snapshot: QueryDocumentSnapshot) {
  return readPresence(snapshot.id, snapshot.data({ serverTimestamps: "estimate" }));
}

/** Who is where: one document per tab, written by that tab; `parting` deletes one while the page goes away. */
export function firestorePresence(
  db: Firestore,
  uid: AdminId,
  session: () => Session,
  parting: (path: string) => void,
): PresencePort {
  const tab = doc(collection(db, PRESENCE)).id as TabId;
  // One write after another; an older announcement must not land after a newer one.
  let tail: Promise<unknown> = Promise.resolve();
  let written = false;
  const queue = (write: () => Promise<void>) => {
    tail = tail.then(write, write).catch(() => undefined);
  };
  // What the page before in this tab had not carried over when it went is sent now, and would stay.
  const memory = tabStorage();
  const before = memory?.getItem(BEFORE);
  if (before) queue(() => deleteDoc(doc(db, presencePath(before as TabId))));
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
    vanish() {
      if (written) parting(presencePath(tab));
      written = false;
    },
    announce(at) {
      const ref = doc(db, presencePath(tab));
      if (at === undefined) {
        if (written) queue(() => deleteDoc(ref));
        written = false;
        return;
      }
      const here = {
        uid,
        partnerId: at.customer.partnerId,
        customerId: at.customer.id,
        addedBy: at.customer.addedBy,
        field: at.field,
        beat: at.beat,
        at: serverTimestamp(),
        expireAt: Timestamp.fromMillis(expiry(at.beat, Date.now() as Instant)),
      };
      const first = () => setDoc(ref, here);
      // Of a page that is gone by then, an announcement on its way must not bring back what the parting deleted; of one
      // that slept for long, the record has expired.
      const again = () => updateDoc(ref, here).catch(first);
      if (!written) memory?.setItem(BEFORE, tab);
      queue(written ? again : first);
      written = true;
    },
  };
}
