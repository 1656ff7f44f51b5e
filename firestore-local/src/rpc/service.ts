import type { Clock, Database } from "../engine/api.ts";
import { Hub } from "../engine/watch/hub.ts";
import { Access, type RulesSource } from "./access.ts";
import type { FirestoreService, Message, StreamingMethod, UnaryMethod } from "./api.ts";
import { asFirestoreError, type Backend, type Call } from "./call.ts";
import { ListenStream } from "./listen/stream.ts";
import type { Meter } from "./meter.ts";
import { batchWrite, beginTransaction, commit, rollback } from "./unary/commit.ts";
import { createDocument, deleteDocument, getDocument, updateDocument } from "./unary/documents.ts";
import { listDocuments } from "./unary/list.ts";
import { listCollectionIds, partitionQuery } from "./unary/metadata.ts";
import { batchGetDocuments, runAggregationQuery, runQuery } from "./unary/queries.ts";
import { WriteStream } from "./write.ts";

export interface ServiceOptions {
  /** `recheck` judges the targets of clients again at every commit; by default once, as production seems to. */
  readonly listenRules?: "once" | "recheck";
  /** Where denials go, with the line of the rule; nowhere by default. */
  readonly log?: (line: string) => void;
}

export interface ServiceParts {
  /** Gives, or makes, the database of a full name. */
  readonly databases: (name: string) => Database;
  readonly rules: RulesSource;
  readonly meter: Meter;
  readonly clock: Clock;
  readonly options?: ServiceOptions;
}

const UNARY: Record<UnaryMethod, (call: Call, request: Message) => Promise<Message>> = {
  getDocument,
  listDocuments,
  createDocument,
  updateDocument,
  deleteDocument,
  beginTransaction,
  commit,
  rollback,
  batchWrite,
  listCollectionIds,
  partitionQuery,
};
const STREAMING: Record<StreamingMethod, (call: Call, request: Message) => AsyncIterable<Message>> = {
  batchGetDocuments,
  runQuery,
  runAggregationQuery,
};

/** The Firestore service over those databases; every failure is a FirestoreError. */
export function createService(parts: ServiceParts): FirestoreService {
  const { databases, rules, meter, clock, options = {} } = parts;
  const access = new Access(rules, clock, options.log ?? (() => undefined));
  const backend: Backend = { databases, access, meter, clock };
  const recheck = options.listenRules === "recheck";
  const hubs = new WeakMap<Database, Hub>();
  const hubOf = (database: Database): Hub => {
    let hub = hubs.get(database);
    if (hub === undefined) hubs.set(database, (hub = new Hub(database, { settleAll: recheck })));
    return hub;
  };
  const streams = new Set<ListenStream>();
  rules.onChange?.(() => {
    for (const stream of streams) stream.rejudge();
  });
  return {
    async unary(method, request, context) {
      try {
        return await UNARY[method]({ backend, context, method }, request);
      } catch (error) {
        throw asFirestoreError(error);
      }
    },
    async *streaming(method, request, context) {
      try {
        yield* STREAMING[method]({ backend, context, method }, request);
      } catch (error) {
        throw asFirestoreError(error);
      }
    },
    open(method, context, sink) {
      const call: Call = { backend, context, method };
      if (method === "write") return new WriteStream(call, sink);
      const stream = new ListenStream(call, sink, {
        hubOf,
        recheck,
        onClose: (closed) => streams.delete(closed),
      });
      streams.add(stream);
      return stream;
    },
  };
}
