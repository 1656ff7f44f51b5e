import {
  Timestamp,
  collection,
  count,
  doc,
  documentId,
  getAggregateFromServer,
  getDoc,
  limit,
  orderBy,
  query,
  runTransaction,
  startAfter,
  sum,
  where,
  type Firestore,
  type QueryConstraint,
  type QueryDocumentSnapshot,
} from "firebase/firestore";
import { holds } from "@trunkline/domain/admin/can";
import type { Session } from "@trunkline/domain/admin/session";
import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import { derivedFields } from "@trunkline/domain/customer/create";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { Customer } from "@trunkline/domain/customer/record";
import type { AdminId, EntryId } from "@trunkline/domain/ids/ids";
import { LIST_ORDERS, listOrder, listWhere, type ListFilters } from "@trunkline/domain/list/filters";
import type { Amount } from "@trunkline/domain/money/amount";
import { mergeTouched, type Touched } from "@trunkline/domain/merge/merge";
import { CUSTOMERS, activityPath, customerPath, statsPath } from "@trunkline/domain/paths";
import type { BadRecord, Result } from "@trunkline/domain/result/result";
import { readStats } from "@trunkline/domain/search/stats";
import { CallError, type Caller } from "../calls.ts";
import type { CustomerQuery, CustomersPort, RowsPort, SavePress } from "../ports.tsx";
import { serverDecides } from "../save-route.ts";
import { codeOf, isRefusal } from "./failure.ts";
import { always, listSource } from "./sources.ts";
import { entryTime, toldChange, type Telling } from "./told.ts";

/** Rows of a list that is limited to what the viewer added himself (14 §1.8). */
const OWN_ROWS = 10;
/** How often a refused Save is tried again while colleagues change the record. */
const MOST_TRIES = 4;
/** The server was not reached, or nobody knows whether it was. */
const NO_ANSWER: ReadonlySet<string> = new Set(["unavailable", "deadline-exceeded"]);

interface Needs {
  readonly db: Firestore;
  readonly uid: AdminId;
  readonly session: () => Session;
  readonly call: Caller;
  readonly read: CustomerReader;
}

export type CustomerReader = (snapshot: QueryDocumentSnapshot) => Result<Customer, BadRecord>;

const placeOf = (row: Customer, order: CustomerQuery["order"]) => row[LIST_ORDERS[order]];

/** Reads customers; `seen` hears of every one that a listener brought from the server. */
export function customerReader(seen: (customer: Customer) => void): CustomerReader {
  return (snapshot) => {
    const read = readCustomer(snapshot.id, snapshot.data({ serverTimestamps: "estimate" }));
    // What the device kept from another day may be older than what is known already.
    if (read.ok && !snapshot.metadata.fromCache) seen(read.value);
    return read;
  };
}

/** Customers as the database keeps them, within what the session may see. */
export function firestoreCustomers(needs: Needs): Omit<CustomersPort, keyof RowsPort> {
  const { db, uid, session, call, read } = needs;
  const scope = (): QueryConstraint[] => {
    const { partner } = session();
    return [where("kind", "==", "customer"), ...(partner === "*" ? [] : [where("partnerId", "==", partner)])];
  };
  const narrowed = (filters: ListFilters): QueryConstraint[] =>
    listWhere(session().partner, filters).map(([field, op, value]) => where(field, op, value));
  const scopeKey = () => `${uid}/${session().partner}`;
  const onlyOwn = () => !holds(session(), "customers.list") && holds(session(), "customers.list.own");

  return {
    list(wanted) {
      const { after, ...plain } = wanted;
      return listSource({
        key: `customers?${scopeKey()}&${JSON.stringify(plain)}&${after === undefined ? "" : `${after.id}@${String(placeOf(after, wanted.order))}`}`,
        read,
        query() {
          if (onlyOwn()) {
            return query(
              collection(db, CUSTOMERS),
              ...scope(),
              where("addedBy", "==", uid),
              orderBy("number", "desc"),
              limit(OWN_ROWS),
            );
          }
          // Ties stand in the order of their ids: a page may begin in the middle of a thousand of one city.
          const { order, orderBy: orders } = listOrder(wanted.filters, wanted.order, wanted.descending);
          const sorted = orders.map(([field, way]) =>
            orderBy(field === "__name__" ? documentId() : field, way),
          );
          const from = after === undefined ? [] : [startAfter(placeOf(after, order), after.id)];
          return query(
            collection(db, CUSTOMERS),
            ...narrowed(wanted.filters),
            ...sorted,
            ...from,
            limit(wanted.limit),
          );
        },
      });
    },

    async totals(filters) {
      const listed = query(collection(db, CUSTOMERS), ...narrowed(filters));
      const counted = await getAggregateFromServer(listed, { count: count(), balance: sum("balance") });
      const { balance, ...rest } = counted.data();
      return { ...rest, balance: balance as Amount };
    },

    stats() {
      const path = statsPath(session().partner);
      return always(db, path, (data) => readStats(path, data));
    },

    byNumber(number) {
      const rows = listSource({
        key: `customer?${scopeKey()}&${number}`,
        read,
        query: () => query(collection(db, CUSTOMERS), ...scope(), where("number", "==", number), limit(1)),
      });
      return {
        key: rows.key,
        subscribe: (observer) =>
          rows.subscribe({
            next(found, fromCache) {
              // An empty cache knows nothing; only the server can say that there is no such customer.
              if (found.length === 0 && fromCache) return;
              observer.next(found[0], fromCache);
            },
            error: (failure) => observer.error(failure),
          }),
      };
    },

    async find(id) {
      try {
        const found = await getDoc(doc(db, customerPath(id)));
        const result = found.exists() ? readCustomer(found.id, found.data()) : undefined;
        return result?.ok === true ? result.value : undefined;
      } catch (cause) {
        if (isRefusal(cause)) return undefined;
        throw cause;
      }
    },

    async save(customer, touched, settings, press) {
      if (serverDecides(Object.keys(touched), settings)) {
        return call("saveCustomer", {
          key: press.key,
          customerId: customer.id,
          touched: touched as Parameters<typeof call<"saveCustomer">>[1]["touched"],
          password: null,
          undoes: press.undoes ?? null,
        });
      }
      return saveHere(needs, customer, touched, press);
    },
  };
}

/**
 * One transaction from the browser: compare with the bases, write the record and its entry, or nothing. The key of the
 * press is the entry's id: the same press once more is refused by the rules, as nobody may write an entry anew.
 */
async function saveHere(
  { db, uid }: Needs,
  customer: Customer,
  touched: Readonly<Record<string, Touched>>,
  { key, undoes, again = false }: SavePress,
): Promise<SaveAnswer> {
  const entryId = key as EntryId;
  const earlier = async (): Promise<SaveAnswer | undefined> => {
    const stored = await entryTime(db, customer.id, entryId);
    return stored === undefined ? undefined : { kind: "done", entryId, over: stored - 1 };
  };
  /** The commit of an earlier try, the database's own among them, may have arrived without an answer. */
  let tried = again;
  const telling: Telling = {
    db,
    uid,
    customer,
    kind: "customer",
    record: customer.id,
    action: "changed",
    ...(undoes === undefined ? {} : { undoes }),
  };
  const ref = doc(db, customerPath(customer.id));
  /** The change that the last attempt built upon. */
  let last: unknown;
  const attempt = () =>
    runTransaction<SaveAnswer>(db, async (transaction) => {
      // Refused here: deleted, converted or moved out of scope since.
      const was = (await transaction.get(ref).catch(refusedAsMissing))?.data();
      if (was === undefined) return { kind: "not-found" };
      last = was["lastActivity"];
      const merged = mergeTouched(touched, was);
      const over = millisOf(was["updatedAt"]);
      if (merged.kind !== "write") return (tried ? await earlier() : undefined) ?? { ...merged, over };
      const told = toldChange(telling, entryId, was, { ...merged.values, ...derivedFields(merged.values) });
      if (told === undefined) return { kind: "nothing", over };
      transaction.update(ref, told.patch);
      transaction.set(doc(db, activityPath(customer.id, entryId)), told.entry);
      tried = true;
      return { kind: "done", entryId, over };
    });
  try {
    for (let tries = 1; ; tries += 1) {
      const before = last;
      try {
        return await attempt();
      } catch (cause) {
        if (!isRefusal(cause)) throw cause;
        const stored = await earlier();
        if (stored !== undefined) return stored;
        // A colleague between reading and writing can look like a refusal too, as the entry then tells an old value:
        // only the second one over the same record is meant.
        if (last === before || tries === MOST_TRIES) return { kind: "not-allowed" };
      }
    }
  } catch (cause) {
    if (NO_ANSWER.has(codeOf(cause) ?? "")) throw new CallError("offline", "No connection");
    throw cause;
  }
}

function refusedAsMissing(cause: unknown): undefined {
  if (!isRefusal(cause)) throw cause;
}

function millisOf(value: unknown): number | null {
  return value instanceof Timestamp ? value.toMillis() : null;
}
