import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { FirestoreError } from "../../engine/errors.ts";
import type { BidiMethod, BidiStream } from "../../rpc/api.ts";
import type { WireContext } from "../context.ts";
import type { HttpRequest } from "../http/request.ts";
import { parseHeaderLines, readBody } from "../http/request.ts";
import { sendError, sendText } from "../http/response.ts";
import { messageType } from "../proto.ts";
import { parseMessage, parseJson } from "../protojson/parse.ts";
import { printMessage } from "../protojson/print.ts";
import { asFirestoreError } from "../status.ts";
import { parseForm } from "./form.ts";
import { frame } from "./frame.ts";
import type { BackChannel } from "./session.ts";
import { KEEPALIVE, Session } from "./session.ts";
import { shareConnections } from "./share.ts";

interface Held {
  readonly session: Session;
  readonly method: BidiMethod;
  /** The browser it belongs to, as far as that can be told. */
  readonly browser: string;
}

export interface WebChannelWire {
  /** Whether a path is one of ours. */
  serves(path: string): boolean;
  /** Answers one request of a session. Never throws. */
  answer(request: HttpRequest, response: ServerResponse): Promise<void>;
  /** Looks after sessions: noops, reopening, dropping idle ones. Called several times a second. */
  tick(): void;
  /** How many sessions are held. */
  readonly size: number;
  close(): void;
}

const PATH = /^\/google\.firestore\.v1\.Firestore\/(Listen|Write)\/channel$/;
// A message may have Firestore's 10 MiB, and percent-encoding may treble it.
const MAX_BODY = 40 * 1024 * 1024;
const STREAM_HEADERS = {
  "Content-Type": "text/plain; charset=UTF-8",
  "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
  // Sniffing would hold back the first kilobyte, buffering proxies everything.
  "X-Content-Type-Options": "nosniff",
  "X-Accel-Buffering": "no",
};

/** The WebChannel face of Listen and Write, protocol version 8. `now` measures spans in milliseconds. */
export function createWebChannelWire(wire: WireContext, now: () => number): WebChannelWire {
  const sessions = new Map<string, Held>();

  async function answer(request: HttpRequest, response: ServerResponse): Promise<void> {
    try {
      const method: BidiMethod = PATH.exec(request.path)?.[1] === "Write" ? "write" : "listen";
      if (request.query.get("VER") !== "8")
        throw new FirestoreError("INVALID_ARGUMENT", "Unsupported WebChannel version.");
      const id = request.query.get("SID");
      if (id === null || id === "null") await begin(method, request, response);
      else await go(sessions.get(id), method, request, response);
    } catch (error) {
      if (!response.headersSent) sendError(response, asFirestoreError(error, wire.log));
    }
  }

  async function begin(method: BidiMethod, request: HttpRequest, response: ServerResponse): Promise<void> {
    if (request.method !== "POST")
      throw new FirestoreError("INVALID_ARGUMENT", "A WebChannel session begins with a POST.");
    const form = parseForm(await readBody(request.raw, MAX_BODY));
    const id = randomBytes(16).toString("base64url");
    const session = new Session(id, now, () => sessions.delete(id));
    sessions.set(id, {
      session,
      method,
      browser: `${request.raw.socket.remoteAddress ?? ""} ${request.header("user-agent") ?? ""}`,
    });
    sendText(response, 200, "text/plain", frame(JSON.stringify([[0, ["c", id, "", 8, 12, KEEPALIVE]]])));
    openStream(
      session,
      method,
      parseHeaderLines(form.headers).get("authorization") ?? request.header("authorization"),
    );
    session.receive(form.messages, (stream, json) => deliver(session, method, stream, json));
  }

  /** A refusal at this point is told as the session's first message, where the client looks for it. */
  function openStream(session: Session, method: BidiMethod, authorization: string | undefined): void {
    const responseType = messageType(method === "listen" ? "ListenResponse" : "WriteResponse");
    try {
      const gone = new AbortController();
      const context = {
        caller: wire.authenticate(authorization),
        client: `web:${session.id}`,
        signal: gone.signal,
      };
      const stream = wire.service.open(method, context, {
        send: (message) => session.send(JSON.stringify(printMessage(responseType, message))),
        end: (error) => session.end(error),
      });
      session.attach({
        receive: (message) => stream.receive(message),
        close: () => {
          gone.abort();
          stream.close();
        },
      });
    } catch (error) {
      session.end(asFirestoreError(error, wire.log));
    }
  }

  function deliver(session: Session, method: BidiMethod, stream: BidiStream, json: string): void {
    try {
      stream.receive(
        parseMessage(messageType(method === "listen" ? "ListenRequest" : "WriteRequest"), parseJson(json)),
      );
    } catch (error) {
      session.end(asFirestoreError(error, wire.log));
    }
  }

  async function go(
    held: Held | undefined,
    method: BidiMethod,
    request: HttpRequest,
    response: ServerResponse,
  ): Promise<void> {
    const { query } = request;
    const terminate = query.get("TYPE") === "terminate";
    if (!held || held.method !== method) {
      // The client looks for these words, anywhere but at the very start, to begin a new session.
      if (terminate) sendText(response, 200, "text/plain", "");
      else
        sendText(
          response,
          400,
          "text/html",
          "<html><head><title>Error 400 (Unknown SID)</title></head><body>Unknown SID</body></html>",
        );
      return;
    }
    const { session } = held;
    if (terminate) {
      session.close();
      sendText(response, 200, "text/plain", "");
      return;
    }
    if (request.method === "GET") {
      acknowledge(session, query);
      openBackChannel(session, query, response);
      return;
    }
    const form = parseForm(await readBody(request.raw, MAX_BODY));
    acknowledge(session, query);
    session.receive(form.messages, (stream, json) => deliver(session, method, stream, json));
    sendText(response, 200, "text/plain", session.status());
  }

  return {
    serves: (path) => PATH.test(path),
    answer,
    tick: () => {
      for (const { session } of sessions.values()) session.tick();
      shareConnections(sessions.values());
    },
    get size() {
      return sessions.size;
    },
    close: () => {
      for (const { session } of sessions.values()) session.close();
    },
  };
}

function acknowledge(session: Session, query: URLSearchParams): void {
  const id = Number(query.get("AID") ?? "-1");
  if (Number.isSafeInteger(id)) session.acknowledge(id);
}

function openBackChannel(session: Session, query: URLSearchParams, response: ServerResponse): void {
  response.writeHead(200, STREAM_HEADERS);
  response.flushHeaders();
  const channel: BackChannel = { write: (text) => void response.write(text), end: () => void response.end() };
  response.on("close", () => session.lost(channel));
  const wait = Number(query.get("TO") ?? Number.NaN);
  session.open(channel, { polling: query.get("CI") === "1", waitMs: wait > 0 ? wait : undefined });
}
