import type { AdminId, CustomerId, CustomerNumber, PartnerId } from "@trunkline/domain/ids/ids";
import { operationPath, portalLogPath } from "@trunkline/domain/paths";
import { FieldValue, type Firestore, type Transaction, type WriteBatch } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";

/** One line of the operations log (15 §1.20). Attributes are ids, states and counts; never a secret. */
export interface Operation {
  readonly actor: AdminId | "system" | null;
  readonly ip: string;
  readonly action: string;
  readonly result: string;
  readonly customerId?: CustomerId;
  readonly number?: CustomerNumber;
  readonly partnerId?: PartnerId;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** One line of the portal log (20 §1.5). */
export interface PortalEvent {
  readonly customerId: CustomerId | null;
  readonly partnerId: PartnerId | null;
  readonly ip: string;
  readonly action: string;
  readonly result: string;
  readonly behalf?: AdminId;
}

type Writer = Pick<Transaction | WriteBatch, "create">;

/** Writes the line with the change it tells of: both are there or neither. Gives its id. */
export function logOperation(writer: Writer, platform: Platform, operation: Operation): string {
  const id = newId<string>(platform.random);
  create(writer, platform.db, operationPath(id), {
    customerId: null,
    number: null,
    partnerId: null,
    attributes: {},
    ...operation,
  });
  return id;
}

/** Writes a line of the portal log. */
export function logPortal(writer: Writer, platform: Platform, event: PortalEvent): void {
  create(writer, platform.db, portalLogPath(newId<string>(platform.random)), { behalf: null, ...event });
}

function create(writer: Writer, db: Firestore, path: string, line: object): void {
  (writer as WriteBatch).create(db.doc(path), { time: FieldValue.serverTimestamp(), ...line });
}
