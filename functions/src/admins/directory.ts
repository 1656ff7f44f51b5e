import { readAdmin, type Admin } from "@trunkline/domain/admin/record";
import { directoryFor, type DirectorySources } from "@trunkline/domain/config/directory";
import type { LabelId, LocationId, PartnerId } from "@trunkline/domain/ids/ids";
import { ADMINS, directoryPath, LABELS, LOCATIONS, PARTNERS } from "@trunkline/domain/paths";
import type { Firestore, Transaction } from "firebase-admin/firestore";

/** The sources of the directories as a transaction read them. */
export interface NamesRead {
  readonly sources: DirectorySources;
  readonly admins: readonly Admin[];
}

/** Reads everything the directories are made from; before any write of the transaction. */
export async function readNames(tx: Transaction, db: Firestore): Promise<NamesRead> {
  const [admins, partners, locations, labels] = await Promise.all([
    tx.get(db.collection(ADMINS)),
    tx.get(db.collection(PARTNERS)),
    tx.get(db.collection(LOCATIONS)),
    tx.get(db.collection(LABELS)),
  ]);
  const read = admins.docs.flatMap((doc) => {
    const admin = readAdmin(doc.id, doc.data());
    return admin.ok ? [admin.value] : [];
  });
  return {
    admins: read,
    sources: {
      admins: read,
      partners: partners.docs.map((doc) => ({ id: doc.id as PartnerId, name: String(doc.get("name")) })),
      locations: locations.docs.map((doc) => ({ id: doc.id as LocationId, name: String(doc.get("name")) })),
      labels: labels.docs.map((doc) => ({
        id: doc.id as LabelId,
        title: String(doc.get("title")),
        colour: String(doc.get("colour")),
      })),
    },
  };
}

/** Writes the directory of every scope, in the transaction that changes one of the sources. */
export function writeDirectories(
  tx: Pick<Transaction, "set">,
  db: Firestore,
  sources: DirectorySources,
): void {
  for (const scope of ["*" as const, ...sources.partners.map(({ id }) => id)]) {
    (tx as Transaction).set(db.doc(directoryPath(scope)), directoryFor(scope, sources));
  }
}
