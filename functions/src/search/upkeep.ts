import type { PartnerId } from "@trunkline/domain/ids/ids";
import { PARTNERS } from "@trunkline/domain/paths";
import { readSearchDelta } from "@trunkline/domain/search/documents";
import { MOST_DELTAS, shardsOf } from "@trunkline/domain/search/shard";
import {
  FieldPath,
  Timestamp,
  type CollectionReference,
  type DocumentReference,
  type DocumentSnapshot,
  type QueryDocumentSnapshot,
} from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** An index as it lies: its head, and what was told to it since it was built. */
export interface Lying {
  readonly partner: PartnerId;
  readonly head: DocumentSnapshot;
  readonly deltas: CollectionReference;
}

/** Looks at the index of each partner until the time is up; gives how many were built. */
export async function eachIndex(
  { db, clock }: Platform,
  until: number,
  places: (partner: PartnerId) => { readonly head: DocumentReference; readonly deltas: CollectionReference },
  build: (index: Lying) => Promise<boolean>,
): Promise<number> {
  let built = 0;
  for (const { id } of (await db.collection(PARTNERS).select().get()).docs) {
    if (clock() >= until) break;
    const partner = id as PartnerId;
    const { head, deltas } = places(partner);
    if (await build({ partner, head: await head.get(), deltas })) built += 1;
  }
  return built;
}

/** Whether an index can stay as it is: no part of it is lost, and what was told since is little and not a day old. */
export async function canStay({ clock }: Platform, { head, deltas }: Lying): Promise<boolean> {
  const [told, whole] = await Promise.all([deltas.count().get(), isWhole(head)]);
  const { count } = told.data();
  const builtAt = head.get("builtAt") as unknown;
  const age = builtAt instanceof Timestamp ? clock() - builtAt.toMillis() : Number.POSITIVE_INFINITY;
  return whole && count <= MOST_DELTAS && (count === 0 || age <= DAY_MS);
}

async function isWhole(head: DocumentSnapshot): Promise<boolean> {
  const shards = head.ref.collection("shards").orderBy(FieldPath.documentId());
  const { first, behind } = shardsOf(Number(head.get("version") ?? 0));
  const there = await shards.startAt(first).endBefore(behind).count().get();
  return there.data().count >= Number(head.get("shards") ?? 0);
}

/** Changes told to an index which these lines hold already: each says what the line of its key says, or that there is none. */
export async function heldBy(
  deltas: CollectionReference,
  lines: readonly string[],
  keyOf: (line: string) => string,
): Promise<readonly QueryDocumentSnapshot[]> {
  const held = new Map(lines.map((line) => [keyOf(line), line]));
  return (await deltas.get()).docs.filter((delta) => {
    const told = readSearchDelta(delta.ref.path, delta.data());
    return told.ok && told.value === (held.get(delta.id) ?? null);
  });
}
