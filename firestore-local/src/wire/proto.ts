import descriptor from "@google-cloud/firestore/build/protos/v1.json" with { type: "json" };
import Long from "long";
import protobuf from "protobufjs/light.js";
import type { BidiMethod, Message, StreamingMethod, UnaryMethod } from "../rpc/api.ts";

// 64-bit integers must not pass through doubles; protobufjs only finds Long by itself when it is not bundled.
protobuf.util.Long = Long;
protobuf.configure();

export type RpcName = UnaryMethod | StreamingMethod | BidiMethod;
export type Rpc =
  | { readonly kind: "unary"; readonly name: UnaryMethod; readonly method: string }
  | { readonly kind: "streaming"; readonly name: StreamingMethod; readonly method: string }
  | { readonly kind: "bidi"; readonly name: BidiMethod; readonly method: string };

const unary = (name: UnaryMethod): Rpc => ({ kind: "unary", name, method: capitalised(name) });
const streaming = (name: StreamingMethod): Rpc => ({ kind: "streaming", name, method: capitalised(name) });
const bidi = (name: BidiMethod): Rpc => ({ kind: "bidi", name, method: capitalised(name) });

/** Every method of `google.firestore.v1.Firestore` that this server answers. */
export const RPCS: readonly Rpc[] = [
  unary("getDocument"),
  unary("listDocuments"),
  unary("createDocument"),
  unary("updateDocument"),
  unary("deleteDocument"),
  unary("beginTransaction"),
  unary("commit"),
  unary("rollback"),
  unary("batchWrite"),
  unary("listCollectionIds"),
  unary("partitionQuery"),
  streaming("batchGetDocuments"),
  streaming("runQuery"),
  streaming("runAggregationQuery"),
  bidi("listen"),
  bidi("write"),
];

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

let root: protobuf.Root | undefined;

function readDescriptor(): protobuf.Root {
  const read = protobuf.Root.fromJSON(descriptor as protobuf.INamespace);
  // Not in the public descriptor, but what the web SDKs send for a document that a transaction read and left alone.
  read
    .lookupType("google.firestore.v1.Write")
    .oneofs["operation"]?.add(new protobuf.Field("verify", 5, "string"));
  return read;
}

/** The message type of that full or `google.firestore.v1` name. The descriptor is read at the first call. */
export function messageType(name: string): protobuf.Type {
  root ??= readDescriptor();
  return root.lookupType(name.startsWith("google.") ? name : `google.firestore.v1.${name}`);
}

export interface RpcTypes {
  readonly request: protobuf.Type;
  readonly response: protobuf.Type;
}
const rpcTypes = new Map<RpcName, RpcTypes>();

/** The request and response types of a method. */
export function typesOf(rpc: Rpc): RpcTypes {
  const known = rpcTypes.get(rpc.name);
  if (known) return known;
  messageType("Document");
  const method = root?.lookupService("google.firestore.v1.Firestore").methods[rpc.method];
  method?.resolve();
  const request = method?.resolvedRequestType;
  const response = method?.resolvedResponseType;
  if (!request || !response) throw new Error(`The descriptor lacks ${rpc.method}.`);
  const types = { request, response };
  rpcTypes.set(rpc.name, types);
  return types;
}

/** Reads a binary message; what was not sent is no own property. Throws Error when malformed. */
export function decode(type: protobuf.Type, bytes: Uint8Array): Message {
  return type.decode(bytes) as protobuf.Message & Message;
}

/** Writes the object form of a message as bytes. */
export function encode(type: protobuf.Type, message: Message): Uint8Array {
  return type.encode(type.fromObject(message)).finish();
}
