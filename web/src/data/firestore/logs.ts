import type { Firestore } from "firebase/firestore";
import { readPlanned } from "@trunkline/domain/customer/planned";
import type { Session } from "@trunkline/domain/admin/session";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { readStatusChange } from "@trunkline/domain/logs/status-change";
import { plannedLog, statusChanges } from "@trunkline/domain/queries";
import { ok } from "@trunkline/domain/result/result";
import type { LoggedPlan, LogsPort } from "../ports.tsx";
import { asked } from "./asked.ts";
import { listSource } from "./sources.ts";

/** The logs over all customers of the viewer's scope. */
export function firestoreLogs(db: Firestore, session: () => Session): LogsPort {
  return {
    statusChanges: (filter, limit) =>
      listSource({
        key: `statusChanges?${session().partner}&${limit}&${JSON.stringify(filter)}`,
        query: () => asked(db, statusChanges(session().partner, filter, limit)),
        read: (snapshot) => readStatusChange(snapshot.ref.path, snapshot.id, snapshot.data()),
      }),
    planned: (limit) =>
      listSource<LoggedPlan>({
        key: `plannedLog?${session().partner}&${limit}`,
        query: () => asked(db, plannedLog(session().partner, limit)),
        read(snapshot) {
          const read = readPlanned(snapshot.ref.path, snapshot.id, snapshot.data());
          const customerId = snapshot.ref.parent.parent?.id as CustomerId;
          return read.ok ? ok({ ...read.value, customerId, id: `${customerId} ${read.value.date}` }) : read;
        },
      }),
  };
}
