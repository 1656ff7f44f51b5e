import type { IncomingMessage, ServerResponse } from "node:http";
import type { FirestoreError } from "../../engine/errors.ts";
import { errorBody, httpStatus } from "../status.ts";

/** Lets every web page read the answer, also one that sends credentials. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  const origin = request.headers.origin;
  response.setHeader("Access-Control-Allow-Origin", origin ?? "*");
  if (origin === undefined) return;
  response.setHeader("Vary", "Origin");
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader(
    "Access-Control-Expose-Headers",
    "Content-Length,Date,Server,X-Client-Wire-Protocol,X-HTTP-Session-Id",
  );
}

/** Answers a browser's question before a request: yes, whatever method and headers it named. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Access-Control-Allow-Methods", "GET,POST,PUT,PATCH,DELETE,OPTIONS");
  response.setHeader(
    "Access-Control-Allow-Headers",
    request.headers["access-control-request-headers"] ?? "*",
  );
  response.setHeader("Access-Control-Max-Age", "3600");
  // A page on a public origin may speak to this machine.
  if (request.headers["access-control-request-private-network"] === "true")
    response.setHeader("Access-Control-Allow-Private-Network", "true");
  response.writeHead(200).end();
}

/** Ends the response with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body, null, 2);
  response.writeHead(status, {
    "Content-Type": "application/json; charset=UTF-8",
    "Cache-Control": "private",
  });
  response.end(`${text}\n`);
}

/** Ends the response with text of that type. */
export function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    "Content-Type": `${type}; charset=UTF-8`,
    "X-Content-Type-Options": "nosniff",
  });
  response.end(text);
}

/** Ends the response with an error in Google's form; `inArray` as the streaming methods wrap it. */
export function sendError(response: ServerResponse, error: FirestoreError, inArray = false): void {
  const body = errorBody(error);
  sendJson(response, httpStatus(error.code), inArray ? [body] : body);
}
