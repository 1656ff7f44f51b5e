import type { FirestoreError } from "../../engine/errors.ts";
import type { BidiStream } from "../../rpc/api.ts";
import { errorBody } from "../status.ts";
import type { ForwardMessage } from "./form.ts";
import { frame } from "./frame.ts";

/** The response that carries messages to the client; a plain interface, so that a session can be tried without sockets. */
export interface BackChannel {
  write(text: string): void;
  end(): void;
}

interface OpenBackChannel {
  readonly channel: BackChannel;
  /** Long polling: the first thing written ends the response. */
  readonly polling: boolean;
  readonly openedAt: number;
  /** A noop goes out after so long a silence. */
  readonly quietMs: number;
  lastWrite: number;
}

interface Outgoing {
  readonly id: number;
  readonly json: string;
}

/** Milliseconds; told to the client, which gives up a back channel that is silent for 1.5 times as long. */
export const KEEPALIVE = 30_000;
const NOOP_AFTER = 25_000;
const BACK_CHANNEL_LIFE = 60_000;
const IDLE_LIFE = 180_000;
const MAX_UNACKNOWLEDGED = 256 * 1024 * 1024;
// A streaming client only says what it has when it opens its next back channel.
const ASK_AFTER = 16 * 1024 * 1024;
// One large string for all that waits would cost its size again, and past a limit not exist at all.
const FRAME_SIZE = 1024 * 1024;
const MAX_EARLY = 10_000;

/**
 * One WebChannel session: a Listen or Write stream carried over separate HTTP requests. Messages to the client are
 * numbered and kept until acknowledged, those from the client are passed on once each and in order, whatever the
 * network repeats or drops.
 */
export class Session {
  readonly id: string;
  private readonly now: () => number;
  private readonly onClosed: () => void;
  private stream: BidiStream | undefined;
  private backChannel: OpenBackChannel | undefined;
  private readonly unacknowledged: Outgoing[] = [];
  private unacknowledgedSize = 0;
  private lastId = 0;
  private nextForward = 0;
  private readonly early = new Map<number, string | undefined>();
  private lastSeen: number;
  private ended = false;
  private over = false;

  /** `now` only measures spans; it is not the clock that documents are stamped with. */
  constructor(id: string, now: () => number, onClosed: () => void) {
    this.id = id;
    this.now = now;
    this.onClosed = onClosed;
    this.lastSeen = now();
  }

  /** Ties the session to the stream that serves it. */
  attach(stream: BidiStream): void {
    if (this.over) stream.close();
    else this.stream = stream;
  }

  /** Queues a message (as JSON text) for the client and sends it if a back channel is open. */
  send(json: string): void {
    if (!this.ended) this.enqueue(`[${json}]`);
  }

  /** The stream has ended: tells the client, which then ends the session. */
  end(error?: FirestoreError): void {
    if (this.ended) return;
    this.ended = true;
    this.enqueue(error ? JSON.stringify([errorBody(error)]) : '["close"]');
    this.stream?.close();
    this.stream = undefined;
  }

  private enqueue(json: string): void {
    if (this.over) return;
    const entry = { id: ++this.lastId, json };
    this.unacknowledged.push(entry);
    this.unacknowledgedSize += json.length;
    if (this.unacknowledgedSize > MAX_UNACKNOWLEDGED) this.close();
    else if (this.backChannel) this.write(this.backChannel, [entry]);
  }

  /** Takes messages of a forward request. One seen before is skipped, one that is early waits for those before it. */
  receive(messages: readonly ForwardMessage[], deliver: (stream: BidiStream, json: string) => void): void {
    this.lastSeen = this.now();
    for (const { id, data } of messages) if (id >= this.nextForward) this.early.set(id, data);
    while (this.early.has(this.nextForward)) {
      const data = this.early.get(this.nextForward);
      this.early.delete(this.nextForward++);
      if (data !== undefined && this.stream) deliver(this.stream, data);
    }
    if (this.early.size > MAX_EARLY) this.close();
  }

  /** Forgets what the client says it has. */
  acknowledge(id: number): void {
    let kept = 0;
    for (const entry of this.unacknowledged) {
      if (entry.id > id) break;
      this.unacknowledgedSize -= entry.json.length;
      kept++;
    }
    this.unacknowledged.splice(0, kept);
  }

  /** The answer to a forward request: whether a back channel is open, the last id, and how much is not acknowledged. */
  status(): string {
    return frame(JSON.stringify([this.backChannel ? 1 : 0, this.lastId, this.unacknowledgedSize]));
  }

  /** Makes this response the back channel and sends what its client lacks. An older one ends. */
  open(
    channel: BackChannel,
    options: { readonly polling: boolean; readonly waitMs?: number | undefined },
  ): void {
    const now = this.now();
    this.lastSeen = now;
    this.backChannel?.channel.end();
    const open = {
      channel,
      polling: options.polling,
      openedAt: now,
      quietMs: Math.min(NOOP_AFTER, options.waitMs ?? NOOP_AFTER),
      lastWrite: now,
    };
    this.backChannel = open;
    if (this.unacknowledged.length > 0) this.write(open, this.unacknowledged);
    // Sent at once, a noop shows the client that nothing on the way holds responses back until they end.
    else if (!options.polling) this.enqueue('["noop"]');
  }

  /** The response is gone; the session stays for its client to come back to. */
  lost(channel: BackChannel): void {
    if (this.backChannel?.channel !== channel) return;
    this.backChannel = undefined;
    this.lastSeen = this.now();
  }

  private write(open: OpenBackChannel, entries: readonly Outgoing[]): void {
    let size = 0;
    let part: string[] = [];
    for (const { id, json } of entries) {
      part.push(`[${id},${json}]`);
      size += json.length;
      if (size < FRAME_SIZE) continue;
      open.channel.write(frame(`[${part.join(",")}]`));
      size = 0;
      part = [];
    }
    if (part.length > 0) open.channel.write(frame(`[${part.join(",")}]`));
    open.lastWrite = this.now();
    if (open.polling || this.unacknowledgedSize > ASK_AFTER) this.release(open);
  }

  private release(open: OpenBackChannel): void {
    this.backChannel = undefined;
    this.lastSeen = this.now();
    open.channel.end();
  }

  /** Keeps the back channel alive, ends an old one so that it is reopened, drops a session whose client has gone. */
  tick(): void {
    const now = this.now();
    const open = this.backChannel;
    if (!open) {
      if (now - this.lastSeen > IDLE_LIFE) this.close();
    } else if (now - open.openedAt >= BACK_CHANNEL_LIFE) {
      this.release(open);
    } else if (now - open.lastWrite >= open.quietMs) {
      this.enqueue('["noop"]');
    }
  }

  /** How long the streaming back channel has been open; undefined when there is none. */
  get streamingFor(): number | undefined {
    return this.backChannel && !this.backChannel.polling ? this.now() - this.backChannel.openedAt : undefined;
  }

  /** Ends the back channel; its client opens the next one at once, behind whatever else waits for a connection. */
  recycle(): void {
    if (this.backChannel) this.release(this.backChannel);
  }

  /** Ends everything. Idempotent. */
  close(): void {
    if (this.over) return;
    this.over = true;
    this.stream?.close();
    this.stream = undefined;
    this.backChannel?.channel.end();
    this.backChannel = undefined;
    this.unacknowledged.length = 0;
    this.early.clear();
    this.onClosed();
  }
}
