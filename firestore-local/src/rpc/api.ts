import type { Caller } from "../engine/api.ts";
import type { FirestoreError } from "../engine/errors.ts";

/**
 * The Firestore service as plain functions over messages, the same for gRPC, REST and WebChannel. Messages are
 * protobufjs objects of `google.firestore.v1` in their canonical object form (camelCase, oneofs as optional keys,
 * int64 as Long or string accepted, bytes as Uint8Array); each wire only turns bytes or ProtoJSON into them.
 */
export type Message = Readonly<Record<string, unknown>>;

export interface CallContext {
  readonly caller: Caller;
  /** A stable name for the connection or session, for counters and logs. */
  readonly client: string;
  /** Fires when the other side has gone. */
  readonly signal: AbortSignal;
}

export type UnaryMethod =
  | "getDocument"
  | "listDocuments"
  | "createDocument"
  | "updateDocument"
  | "deleteDocument"
  | "beginTransaction"
  | "commit"
  | "rollback"
  | "batchWrite"
  | "listCollectionIds"
  | "partitionQuery";
export type StreamingMethod = "batchGetDocuments" | "runQuery" | "runAggregationQuery";
export type BidiMethod = "listen" | "write";

/** One side of an open Listen or Write stream. */
export interface BidiSink {
  send(message: Message): void;
  /** Ends the stream; without an error it ends well. */
  end(error?: FirestoreError): void;
}
export interface BidiStream {
  receive(message: Message): void;
  /** The client has gone or half-closed; releases everything. Idempotent. */
  close(): void;
}

export interface FirestoreService {
  unary(method: UnaryMethod, request: Message, context: CallContext): Promise<Message>;
  streaming(method: StreamingMethod, request: Message, context: CallContext): AsyncIterable<Message>;
  open(method: BidiMethod, context: CallContext, sink: BidiSink): BidiStream;
}
