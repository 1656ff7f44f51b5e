import {
  Bytes,
  collection,
  doc,
  getDoc,
  getDocFromCache,
  onSnapshot,
  type DocumentSnapshot,
  type Firestore,
} from "firebase/firestore";
import type { Customer } from "@trunkline/domain/customer/record";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { searchDeltasOf, searchPath, searchShardPath } from "@trunkline/domain/paths";
import { readSearchDelta, readSearchHead, type SearchHead } from "@trunkline/domain/search/documents";
import { LINE_FORMAT, lineOf, type IndexedFields } from "@trunkline/domain/search/line";
import { shardId } from "@trunkline/domain/search/shard";
import { report } from "../../lib/report.ts";
import type { Told } from "./protocol.ts";
import type { SearchWorker } from "./start-worker.ts";

/** The index of one partner as the database keeps it, brought to the worker and kept up to date there. */
export interface PartnerIndex {
  /** The page shows this customer as he is now; the index knows before any function ran. */
  seen(customer: Customer): void;
  /** The page looked for this customer and he is not there any more. */
  gone(id: string): void;
  stop(): void;
}

// No builder writes a version below 1: a partner whose index was never built has nothing but changes.
const NEVER_BUILT: SearchHead = {
  version: 0,
  format: LINE_FORMAT,
  shards: 0,
  rows: 0,
  firsts: [],
  fields: [],
  listed: [],
};

const fieldsOf = (head: SearchHead): IndexedFields => ({ searched: head.fields, listed: head.listed });

/**
 * Follows the head and the changes of a partner's index. Shards never change under their version, so one that this
 * device has seen costs no read. A change that disappears has become part of the shards: it is kept until they come.
 */
export function followPartnerIndex(
  db: Firestore,
  partner: PartnerId,
  worker: Pick<SearchWorker, "send">,
  failed: (cause: unknown) => void,
): PartnerIndex {
  const changes = new Map<string, string | null>();
  let head: SearchHead | undefined;
  let changesCame = false;
  let asked = -1;
  let based = false;
  let stopped = false;

  // A page that is listened to is seen row by row: all of them are told at once.
  const waiting = new Map<string, string | null>();
  const tell = (told: readonly Told[]) => {
    if (!based || told.length === 0) return;
    if (waiting.size === 0) queueMicrotask(tellNow);
    for (const [id, line] of told) waiting.set(id, line);
  };
  const tellNow = () => {
    if (!stopped) worker.send({ kind: "tell", partner, changes: [...waiting] });
    waiting.clear();
  };

  const bring = async (wanted: SearchHead): Promise<void> => {
    asked = wanted.version;
    const ids = Array.from({ length: wanted.shards }, (_one, index) => shardId(wanted.version, index));
    const shards = await Promise.all(ids.map((id) => shardBytes(db, searchShardPath(partner, id))));
    // Overtaken by another build: its head is on the way, or here already.
    if (stopped || wanted.version !== head?.version) return;
    const bytes = shards.filter((one) => one !== undefined);
    if (bytes.length < shards.length) return;
    based = true;
    worker.send(
      { kind: "base", partner, shards: bytes, since: [...changes], fields: fieldsOf(wanted) },
      bytes.map(({ buffer }) => buffer),
    );
  };
  const bringWhenReady = () => {
    if (head !== undefined && changesCame && head.version !== asked) {
      bring(head).catch((cause: unknown) => {
        asked = -1;
        if (!stopped) failed(cause);
      });
    }
  };

  const stopHead = onSnapshot(
    doc(db, searchPath(partner)),
    (snapshot) => {
      // Missing on this device says nothing about the server.
      if (!snapshot.exists() && snapshot.metadata.fromCache) return;
      const read = readSearchHead(partner, snapshot.data());
      if (!read.ok || (read.value !== null && read.value.format !== LINE_FORMAT)) {
        failed(new Error(`The search index of ${partner} cannot be read`));
        return;
      }
      head = read.value ?? NEVER_BUILT;
      bringWhenReady();
    },
    failed,
  );
  const stopChanges = onSnapshot(
    collection(db, searchDeltasOf(partner)),
    (snapshot) => {
      const told: Told[] = [];
      for (const change of snapshot.docChanges()) {
        const { id, ref } = change.doc;
        if (change.type === "removed") {
          changes.delete(id);
          continue;
        }
        const line = readSearchDelta(ref.path, change.doc.data());
        if (!line.ok) {
          report(`${line.error.path}: ${line.error.problems.join("; ")}`);
          continue;
        }
        changes.set(id, line.value);
        told.push([id, line.value]);
      }
      changesCame = true;
      tell(told);
      bringWhenReady();
    },
    failed,
  );

  return {
    seen(customer) {
      const here = customer.kind === "customer" && customer.partnerId === partner;
      if (here && head !== undefined) tell([[customer.id, lineOf(customer, fieldsOf(head))]]);
      // Whoever moved away or left was among these customers, or a line that says he is not does no harm.
      else tell([[customer.id, null]]);
    },
    gone: (id) => tell([[id, null]]),
    stop() {
      stopped = true;
      stopHead();
      stopChanges();
    },
  };
}

async function shardBytes(db: Firestore, path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const ref = doc(db, path);
  const kept = await getDocFromCache(ref).catch(() => undefined);
  return bytesOf(kept) ?? bytesOf(await getDoc(ref));
}

function bytesOf(snapshot: DocumentSnapshot | undefined): Uint8Array<ArrayBuffer> | undefined {
  const bytes: unknown = snapshot?.get("bytes");
  // A copy of its own: the buffer is handed to the worker.
  return bytes instanceof Bytes ? new Uint8Array(bytes.toUint8Array()) : undefined;
}
