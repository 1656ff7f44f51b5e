import type { Database } from "../engine/api.ts";
import type { BidiSink, BidiStream, Message } from "./api.ts";
import { asFirestoreError, type Call } from "./call.ts";
import { bytes, children, invalid, string } from "./convert/message.ts";
import { databaseName } from "./convert/names.ts";
import { commit } from "./unary/commit.ts";

let streams = 0;

/**
 * One Write stream. The first request is the handshake; each one after it is a commit, answered in order. The first
 * commit that fails ends the stream, and those after it are not made; a request without writes ends it well.
 */
export class WriteStream implements BidiStream {
  readonly #call: Call;
  readonly #sink: BidiSink;
  readonly #queue: Message[] = [];
  #database: Database | null = null;
  #token = 0;
  #busy = false;
  #over = false;

  constructor(call: Call, sink: BidiSink) {
    this.#call = call;
    this.#sink = sink;
  }

  receive(request: Message): void {
    if (this.#over) return;
    this.#queue.push(request);
    if (!this.#busy) void this.#work();
  }

  close(): void {
    // What was received is carried out: the client may have gone after its last request on purpose.
    this.#queue.push(END);
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      for (
        let request = this.#queue.shift();
        request !== undefined && !this.#over;
        request = this.#queue.shift()
      ) {
        if (request === END) this.#end();
        else if (this.#database === null) this.#shakeHands(request);
        else await this.#commit(this.#database, request);
      }
    } catch (error) {
      this.#over = true;
      this.#sink.end(asFirestoreError(error));
    }
    this.#busy = false;
  }

  #shakeHands(request: Message): void {
    if (string(request, "database") === "")
      throw invalid("'database' must be set on an initial write request.");
    if (children(request, "writes").length > 0)
      throw invalid("'writes' must not be set on an initial write request.");
    if (string(request, "streamId") !== "")
      throw invalid("Resuming streams is not supported, do not set stream ID.");
    if (bytes(request, "streamToken").length > 0) {
      throw invalid(
        "Resuming streams is not supported, 'stream_token' must not be set on an initial write request.",
      );
    }
    this.#database = this.#call.backend.databases(databaseName(string(request, "database")));
    streams += 1;
    this.#sink.send({ streamId: String(streams), streamToken: this.#nextToken() });
  }

  async #commit(database: Database, request: Message): Promise<void> {
    const named = string(request, "database");
    if (named !== "" && named !== database.name) {
      throw invalid(
        `Request specified a database (${named}) that did not match the expected database (${database.name})`,
      );
    }
    const writes = children(request, "writes");
    if (writes.length === 0) {
      // A handshake that comes twice, as over a line that is cut while the stream begins, is answered already, and the
      // web client takes no answer but a commit's after the first. What ends a stream names no database.
      if (named !== "") return;
      this.#sink.send({ streamToken: this.#nextToken() });
      this.#end();
      return;
    }
    const answer = await commit(this.#call, { database: database.name, writes });
    if (!this.#over) this.#sink.send({ streamToken: this.#nextToken(), ...answer });
  }

  #end(): void {
    this.#over = true;
    this.#sink.end();
  }

  #nextToken(): Uint8Array {
    const token = Buffer.from(String(this.#token));
    this.#token += 1;
    return token;
  }
}

const END: Message = {};
