import type { Caller } from "../engine/api.ts";
import { FirestoreError } from "../engine/errors.ts";

const ADMIN: Caller = { kind: "admin" };
const ANONYMOUS: Caller = { kind: "client", auth: null };
const BASE64URL = /^[A-Za-z0-9_-]*={0,3}$/;

/**
 * Who an Authorization header speaks for: `Bearer owner` and Google's own access tokens are the administrator, any
 * other bearer token is a JWT whose claims are taken at their word, and no header is nobody. The signature and the
 * expiry are not checked, as the Auth emulator signs nothing. Throws INVALID_ARGUMENT for a token that is no JWT.
 */
export function readCaller(authorization: string | undefined): Caller {
  if (authorization === undefined || authorization === "") return ANONYMOUS;
  const space = authorization.indexOf(" ");
  if (space === -1 || authorization.slice(0, space).toLowerCase() !== "bearer") {
    throw new FirestoreError("UNAUTHENTICATED", "Request had invalid authentication credentials.");
  }
  const token = authorization.slice(space + 1);
  if (/^owner$/i.test(token) || /^ya29\./i.test(token)) return ADMIN;
  const claims = readClaims(token);
  return { kind: "client", auth: { uid: uidOf(claims), token: claims } };
}

function uidOf(claims: Readonly<Record<string, unknown>>): string {
  const uid = claims["user_id"] ?? claims["sub"];
  return typeof uid === "string" ? uid : uid === undefined ? "" : JSON.stringify(uid);
}

/** The payload of a JWT. The header must be an object too and the signature base64url, whatever they say. */
function readClaims(token: string): Readonly<Record<string, unknown>> {
  const parts = token.split(".");
  const [header = "", payload = "", signature = ""] = parts;
  if (parts.length !== 3 || !isBase64Url(signature)) throw invalidJwt();
  readObject(header);
  return readObject(payload);
}

function readObject(segment: string): Readonly<Record<string, unknown>> {
  if (segment === "" || !isBase64Url(segment)) throw invalidJwt();
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(segment, "base64url").toString("utf8"));
  } catch {
    throw invalidJwt();
  }
  if (!isRecord(value)) throw invalidJwt();
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Four characters carry three bytes, so one character over carries none. */
function isBase64Url(text: string): boolean {
  return BASE64URL.test(text) && text.replaceAll("=", "").length % 4 !== 1;
}

function invalidJwt(): FirestoreError {
  return new FirestoreError("INVALID_ARGUMENT", "invalid jwt");
}
