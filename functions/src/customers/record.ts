import { tell, tellEvent, QUIET } from "@trunkline/domain/activity/tell";
import type { Action, Source } from "@trunkline/domain/activity/entry";
import { reaches } from "@trunkline/domain/admin/can";
import type { Viewer } from "@trunkline/domain/admin/session";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerKind } from "@trunkline/domain/customer/status";
import type { AdminId, CustomerId, EntryId } from "@trunkline/domain/ids/ids";
import { statusChangeOf } from "@trunkline/domain/logs/status-change";
import { activityPath, customerPath, matchPath, portalPath, statusChangePath } from "@trunkline/domain/paths";
import { portalOf } from "@trunkline/domain/portal/portal";
import {
  FieldValue,
  type DocumentReference,
  type DocumentSnapshot,
  type Transaction,
  type WriteBatch,
} from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";
import { matchOf } from "./matches.ts";
import type { Settings } from "./settings.ts";
import { sure } from "./settings.ts";

/** A customer as a transaction read him: the document as it is, and as the domain sees it. */
export interface Loaded {
  readonly ref: DocumentReference;
  readonly data: Readonly<Record<string, unknown>>;
  readonly customer: Customer;
}

/** Reads a customer inside the transaction; undefined when there is none. */
export async function loadCustomer(
  tx: Transaction,
  platform: Platform,
  id: CustomerId,
): Promise<Loaded | undefined> {
  return loadedFrom(await tx.get(platform.db.doc(customerPath(id))));
}

function loadedFrom(found: DocumentSnapshot): Loaded | undefined {
  const data = found.data();
  return data && { ref: found.ref, data, customer: sure(readCustomer(found.id as CustomerId, data)) };
}

/** As `loadCustomer`, but only what the administrator reaches: missing, of another kind and out of scope are one. */
export async function reachCustomer(
  tx: Transaction,
  platform: Platform,
  viewer: Viewer,
  id: CustomerId,
  kind: CustomerKind = "customer",
): Promise<Loaded | undefined> {
  return reached(await loadCustomer(tx, platform, id), viewer, kind);
}

/** As `reachCustomer`, for many in one request, in their order. */
export async function reachCustomers(
  tx: Transaction,
  platform: Platform,
  viewer: Viewer,
  ids: readonly CustomerId[],
  kind: CustomerKind = "customer",
): Promise<readonly (Loaded | undefined)[]> {
  if (ids.length === 0) return [];
  const found = await tx.getAll(...ids.map((id) => platform.db.doc(customerPath(id))));
  return found.map((one) => reached(loadedFrom(one), viewer, kind));
}

function reached(loaded: Loaded | undefined, viewer: Viewer, kind: CustomerKind): Loaded | undefined {
  return loaded?.customer.kind === kind && reaches(viewer, loaded.customer) ? loaded : undefined;
}

/** Who changes something, and through what. */
export interface Author {
  readonly actor: string;
  readonly source: Source;
  readonly behalf?: AdminId;
}

/** The administrator who calls. */
export function byAdmin(viewer: Viewer): Author {
  return { actor: viewer.uid, source: "administrator" };
}

export interface Change extends Author {
  readonly action: Action;
  /** Told fields and what follows from them. */
  readonly will: Readonly<Record<string, unknown>>;
  /** System fields that nobody reads a history of; written, not told. */
  readonly besides?: Readonly<Record<string, unknown>>;
  readonly cause?: string | undefined;
  readonly undoes?: EntryId | undefined;
}

/**
 * Writes a change of a customer with its activity entry, its line in the log of statuses and what his portal shows, in this
 * transaction. Every change
 * of the record by a function goes through here. Gives the entry's id, or undefined when no told field differs (then
 * nothing is written).
 */
export function writeChange(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  loaded: Loaded,
  change: Change,
): EntryId | undefined {
  const { action, will, besides = {}, cause, undoes, ...author } = change;
  const entryId = newId<EntryId>(platform.random);
  const { id, partnerId } = loaded.customer;
  const told = tell(loaded.data, will, {
    ...author,
    entryId,
    time: FieldValue.serverTimestamp(),
    kind: "customer",
    record: id,
    action,
    partnerId: typeof will["partnerId"] === "string" ? (will["partnerId"] as typeof partnerId) : partnerId,
    quiet: QUIET.customer,
    ...(cause === undefined ? {} : { cause }),
    ...(undoes === undefined ? {} : { undoes }),
  });
  if (told === undefined) return undefined;
  tx.update(loaded.ref, { ...told.patch, ...besides });
  tx.create(platform.db.doc(activityPath(id, entryId)), told.entry);
  const line = statusChangeOf(loaded.data, will, {
    time: FieldValue.serverTimestamp(),
    customerId: id,
    number: loaded.customer.number,
    partnerId: told.entry.partnerId,
    actor: author.actor,
    cause: cause ?? null,
  });
  if (line !== undefined) tx.create(platform.db.doc(statusChangePath(entryId)), line);
  const after = sure(readCustomer(id, { ...loaded.data, ...will }));
  tx.set(platform.db.doc(portalPath(id)), portalOf(after, settings.definitions));
  tx.set(platform.db.doc(matchPath(id)), matchOf(after), { merge: true });
  return entryId;
}

/** Writes an entry about something that changes no told field, such as a password shown, and gives its id. */
export function writeEvent(
  writer: Pick<Transaction | WriteBatch, "create">,
  platform: Platform,
  customer: Pick<Customer, "id" | "partnerId">,
  event: Author & { readonly action: Action; readonly cause?: string },
): EntryId {
  const entryId = newId<EntryId>(platform.random);
  const entry = tellEvent({
    ...event,
    time: FieldValue.serverTimestamp(),
    kind: "customer",
    record: customer.id,
    partnerId: customer.partnerId,
  });
  (writer as WriteBatch).create(platform.db.doc(activityPath(customer.id, entryId)), entry);
  return entryId;
}
