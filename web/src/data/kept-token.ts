import type { User } from "firebase/auth";
import { codeOf } from "./firestore/failure.ts";

/** What the last token of somebody said. */
interface Kept {
  readonly claims: object;
  /** Epoch milliseconds of the sign-in. */
  readonly since: number;
}

/**
 * What the token says that this device still has, when nobody could be asked for a new one; undefined when the server
 * refused one. It only decides what of the kept data is shown: servers look at tokens themselves, and end the session
 * when they can be reached again.
 */
export function keptClaims(user: User, cause: unknown): Kept | undefined {
  if (codeOf(cause) !== "auth/network-request-failed") return undefined;
  const manager = member(user.toJSON(), "stsTokenManager");
  const payload = String(member(manager, "accessToken")).split(".")[1] ?? "";
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (one) =>
      one.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims !== "object" || claims === null) return undefined;
    return { claims, since: Number(member(claims, "auth_time")) * 1000 };
  } catch {
    return undefined;
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (Reflect.get(value, key) as unknown) : undefined;
}
