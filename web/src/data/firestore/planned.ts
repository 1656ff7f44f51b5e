import type { Firestore } from "firebase/firestore";
import { readPlanned } from "@trunkline/domain/customer/planned";
import type { Session } from "@trunkline/domain/admin/session";
import { plannedChanges } from "@trunkline/domain/queries";
import { ok } from "@trunkline/domain/result/result";
import type { PlannedPort, ShownPlan } from "../ports.tsx";
import { asked } from "./asked.ts";
import { listSource } from "./sources.ts";

/** Status changes that still wait for their day. */
export function firestorePlanned(db: Firestore, session: () => Session): PlannedPort {
  return {
    waiting: (customer) =>
      listSource<ShownPlan>({
        key: `planned?${customer}&${session().partner}`,
        query: () => asked(db, plannedChanges(customer, session().partner)),
        read(snapshot) {
          const read = readPlanned(snapshot.ref.path, snapshot.id, snapshot.data());
          return read.ok ? ok({ ...read.value, id: read.value.date }) : read;
        },
      }),
  };
}
