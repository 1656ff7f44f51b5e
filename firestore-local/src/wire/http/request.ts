import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { FirestoreError } from "../../engine/errors.ts";

/** Google's limit on one request, and its sentence. */
export const MAX_REQUEST = 11_534_336;
const TOO_LARGE = `Request payload size exceeds the limit: ${MAX_REQUEST} bytes.`;

/** One HTTP request as the endpoints see it, with Google's overrides in the URL already applied. */
export interface HttpRequest {
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Header by lower-case name. */
  header(name: string): string | undefined;
  /** Where it came from, `address:port`. */
  readonly peer: string;
  readonly raw: IncomingMessage;
}

/** Reads method, path, query and headers; `X-HTTP-Method-Override`, `$httpMethod` and `$httpHeaders` speak for a client that cannot. */
export function toRequest(raw: IncomingMessage): HttpRequest {
  const target = raw.url ?? "/";
  const mark = target.indexOf("?");
  const query = new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1));
  const extra = parseHeaderLines(query.get("$httpHeaders") ?? "");
  const header = (name: string): string | undefined => {
    const given = extra.get(name) ?? raw.headers[name];
    return Array.isArray(given) ? given[0] : given;
  };
  const method = raw.method ?? "GET";
  const override =
    method === "POST" || method === "GET"
      ? (query.get("$httpMethod") ?? header("x-http-method-override"))
      : undefined;
  return {
    method: (override ?? method).toUpperCase(),
    path: mark < 0 ? target : target.slice(0, mark),
    query,
    header,
    peer: `${raw.socket.remoteAddress ?? ""}:${raw.socket.remotePort ?? ""}`,
    raw,
  };
}

/** Headers written one to a line, as WebChannel sends those that a browser would ask permission for. */
export function parseHeaderLines(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/** The whole body as text. Throws FirestoreError INVALID_ARGUMENT past `limit` bytes, without having kept more than that. */
export async function readBody(raw: IncomingMessage, limit: number = MAX_REQUEST): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  let tooLarge = Number(raw.headers["content-length"] ?? 0) > limit;
  // What is too much is still read, so that the client gets to see the answer.
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) tooLarge = true;
    if (tooLarge) chunks.length = 0;
    else chunks.push(chunk);
  }
  if (tooLarge) throw new FirestoreError("INVALID_ARGUMENT", TOO_LARGE);
  const body = Buffer.concat(chunks);
  return (raw.headers["content-encoding"] === "gzip" ? unzip(body, limit) : body).toString("utf8");
}

function unzip(body: Buffer, limit: number): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    throw new FirestoreError(
      "INVALID_ARGUMENT",
      tooLarge ? TOO_LARGE : "The request body is no valid gzip data.",
    );
  }
}

/** Decodes one segment of a path. Throws FirestoreError INVALID_ARGUMENT for a malformed escape. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new FirestoreError("INVALID_ARGUMENT", `Malformed escape in the URL: ${segment}`);
  }
}
