import type { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";
import type {
  sendUnaryData,
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { Metadata, Server, ServerCredentials } from "@grpc/grpc-js";
import { Code, FirestoreError } from "../engine/errors.ts";
import type { BidiMethod, CallContext, Message, StreamingMethod, UnaryMethod } from "../rpc/api.ts";
import type { WireContext } from "./context.ts";
import { drained } from "./drain.ts";
import type { Rpc, RpcTypes } from "./proto.ts";
import { decode, encode, RPCS, typesOf } from "./proto.ts";
import { asFirestoreError } from "./status.ts";

export interface GrpcWire {
  /** Takes over an accepted connection that speaks HTTP/2. */
  accept(connection: Duplex): void;
  close(): void;
}

type AnyCall = Pick<ServerUnaryCall<Buffer, Uint8Array>, "metadata" | "getPeer"> & EventEmitter;

// The engine enforces Firestore's own limits with Firestore's words; this only bounds memory.
const MAX_MESSAGE = 64 * 1024 * 1024;

/** The gRPC face of the service. */
export function createGrpcWire(wire: WireContext): GrpcWire {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE,
    "grpc.max_send_message_length": -1,
  });
  const definition: Record<string, ServiceDefinition[string]> = {};
  const implementation: UntypedServiceImplementation = {};
  for (const rpc of RPCS) {
    definition[rpc.method] = {
      path: `/google.firestore.v1.Firestore/${rpc.method}`,
      requestStream: rpc.kind === "bidi",
      responseStream: rpc.kind !== "unary",
      // Bytes pass through, so that a malformed message is ours to answer.
      requestSerialize: asBuffer,
      requestDeserialize: (bytes: Buffer) => bytes,
      responseSerialize: asBuffer,
      responseDeserialize: (bytes: Buffer) => bytes,
    };
    implementation[rpc.method] = handlerOf(wire, rpc);
  }
  server.addService(definition, implementation);
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    accept: (connection) => injector.injectConnection(connection),
    close: () => {
      injector.destroy();
      server.forceShutdown();
    },
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function handlerOf(wire: WireContext, rpc: Rpc): UntypedServiceImplementation[string] {
  switch (rpc.kind) {
    case "unary":
      return (call: ServerUnaryCall<Buffer, Uint8Array>, callback: sendUnaryData<Uint8Array>) =>
        void answerUnary(wire, rpc.name, typesOf(rpc), call, callback);
    case "streaming":
      return (call: ServerWritableStream<Buffer, Uint8Array>) =>
        void answerStreaming(wire, rpc.name, typesOf(rpc), call);
    case "bidi":
      return (call: ServerDuplexStream<Buffer, Uint8Array>) => serveBidi(wire, rpc.name, typesOf(rpc), call);
  }
}

function contextOf(wire: WireContext, call: AnyCall): CallContext {
  const gone = new AbortController();
  call.on("cancelled", () => gone.abort());
  const authorization = call.metadata.get("authorization")[0];
  return {
    caller: wire.authenticate(authorization?.toString()),
    client: `grpc:${call.getPeer()}`,
    signal: gone.signal,
  };
}

function read(types: RpcTypes, bytes: Buffer): Message {
  try {
    return decode(types.request, bytes);
  } catch (error) {
    throw new FirestoreError(
      "INVALID_ARGUMENT",
      `The request is no valid ${types.request.name}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function statusOf(wire: WireContext, error: unknown): { code: number; details: string; metadata: Metadata } {
  const known = asFirestoreError(error, wire.log);
  return { code: Code[known.code], details: known.message, metadata: new Metadata() };
}

async function answerUnary(
  wire: WireContext,
  name: UnaryMethod,
  types: RpcTypes,
  call: ServerUnaryCall<Buffer, Uint8Array>,
  callback: sendUnaryData<Uint8Array>,
): Promise<void> {
  try {
    const context = contextOf(wire, call);
    callback(
      null,
      encode(types.response, await wire.service.unary(name, read(types, call.request), context)),
    );
  } catch (error) {
    callback(statusOf(wire, error));
  }
}

async function answerStreaming(
  wire: WireContext,
  name: StreamingMethod,
  types: RpcTypes,
  call: ServerWritableStream<Buffer, Uint8Array>,
): Promise<void> {
  try {
    const context = contextOf(wire, call);
    for await (const message of wire.service.streaming(name, read(types, call.request), context)) {
      if (context.signal.aborted) return;
      if (!call.write(encode(types.response, message))) await drained(call, "cancelled");
    }
    call.end();
  } catch (error) {
    call.emit("error", statusOf(wire, error));
  }
}

function serveBidi(
  wire: WireContext,
  name: BidiMethod,
  types: RpcTypes,
  call: ServerDuplexStream<Buffer, Uint8Array>,
): void {
  let over = false;
  const finish = (error?: unknown): void => {
    if (over) return;
    over = true;
    if (error === undefined) call.end();
    else call.emit("error", statusOf(wire, error));
  };
  try {
    const context = contextOf(wire, call);
    const stream = wire.service.open(name, context, {
      send: (message) => {
        if (!over) call.write(encode(types.response, message));
      },
      end: finish,
    });
    call.on("data", (bytes: Buffer) => {
      if (over) return;
      try {
        stream.receive(read(types, bytes));
      } catch (error) {
        finish(error);
        stream.close();
      }
    });
    call.on("end", () => {
      finish();
      stream.close();
    });
    context.signal.addEventListener("abort", () => {
      over = true;
      stream.close();
    });
  } catch (error) {
    finish(error);
  }
}
