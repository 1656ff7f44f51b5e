import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { FirestoreError } from "../../engine/errors.ts";
import type { WireContext } from "../context.ts";
import type { ControlParts } from "../control/control.ts";
import { answerControl } from "../control/control.ts";
import type { EmulatorParts } from "../emulator/emulator.ts";
import { answerEmulator } from "../emulator/emulator.ts";
import { parseJson } from "../protojson/parse.ts";
import { answerRest } from "../rest/rest.ts";
import { asFirestoreError } from "../status.ts";
import type { WebChannelWire } from "../webchannel/webchannel.ts";
import type { HttpRequest } from "./request.ts";
import { readBody, toRequest } from "./request.ts";
import { allowOrigin, answerPreflight, sendError, sendJson, sendText } from "./response.ts";

export interface HttpParts {
  readonly wire: WireContext;
  readonly webChannel: WebChannelWire;
  readonly emulator: EmulatorParts;
  readonly control: ControlParts;
}

/** Everything that is spoken over HTTP/1.1: REST, WebChannel, the emulator's endpoints and our own. */
export function createHttpServer(parts: HttpParts): Server {
  const server = createServer(
    { keepAliveTimeout: 75_000 },
    (request, response) => void answer(parts, request, response),
  );
  server.on("clientError", (_error, socket) => {
    if (socket.writable)
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    else socket.destroy();
  });
  return server;
}

async function answer(parts: HttpParts, raw: IncomingMessage, response: ServerResponse): Promise<void> {
  // A client that goes away while we write is no news.
  response.on("error", () => undefined);
  try {
    allowOrigin(raw, response);
    if (raw.method === "OPTIONS") answerPreflight(raw, response);
    else await route(parts, toRequest(raw), response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendError(response, asFirestoreError(error, parts.wire.log));
  }
}

async function route(parts: HttpParts, request: HttpRequest, response: ServerResponse): Promise<void> {
  const { path } = request;
  if (parts.webChannel.serves(path)) return parts.webChannel.answer(request, response);
  if (path.startsWith("/v1/")) return answerRest(parts.wire, request, response);
  if (path.startsWith("/emulator/v1/"))
    return answerEmulator(parts.emulator, request, await jsonBody(request), response);
  if (path.startsWith("/local/v1/"))
    return sendJson(response, 200, answerControl(parts.control, request, await jsonBody(request)));
  if (path === "/" && (request.method === "GET" || request.method === "HEAD"))
    return sendText(response, 200, "text/plain", "Ok\n");
  throw new FirestoreError("NOT_FOUND", "Not found.");
}

async function jsonBody(request: HttpRequest): Promise<unknown> {
  const text = await readBody(request.raw);
  return text.trim() === "" ? undefined : parseJson(text);
}
