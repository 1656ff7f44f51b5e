import type { AdminId } from "@trunkline/domain/ids/ids";
import type { Instant } from "@trunkline/domain/time/instant";
import { Secret, TOTP } from "otpauth";
import { sha256 } from "../../platform/hash.ts";
import { randomText, type Random } from "../../platform/random.ts";

const ISSUER = "Trunkline";
const PERIOD_SECONDS = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
/** Clocks may differ, and people are slow: the codes before and after the present one are good as well. */
const WINDOW = 1;

/** A new secret for an authenticator app, in base32. */
export function makeSecret(random: Random): string {
  return new Secret({ buffer: Uint8Array.from(random.bytes(SECRET_BYTES)).buffer }).base32;
}

/** What the app reads from the picture: `otpauth://totp/…`. */
export function secretUri(secret: string, login: string): string {
  return totpOf(secret, login).toString();
}

/** The step whose code these digits are, later than `after`; undefined for any other digits. */
export function matchStep(secret: string, digits: string, now: Instant, after: number): number | undefined {
  const totp = totpOf(secret, "");
  const delta = totp.validate({ token: digits, timestamp: now, window: WINDOW });
  if (delta === null) return undefined;
  const step = totp.counter({ timestamp: now }) + delta;
  return step > after ? step : undefined;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: DIGITS,
    period: PERIOD_SECONDS,
  });
}

// Nothing that is misread on paper: no 0 and o, no 1, i and l.
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 4;
const RECOVERY_CODES = 10;

/**
 * Ten codes for the day the phone is lost, `abcd-efgh-jkmn-pqrs`. With 79 bits each, a plain hash of one is as good as
 * the code is long: nobody tries them all.
 */
export function makeRecoveryCodes(random: Random): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: GROUPS }, () => randomText(random, LETTERS, GROUP_LENGTH)).join("-"),
  );
}

/** What is kept of a recovery code: bound to its owner, so that equal codes are not equal hashes. */
export function recoveryHash(uid: AdminId, code: string): string {
  return sha256(JSON.stringify(["recovery", uid, bare(code)]));
}

/** What somebody typed as a code: the app's digits, a recovery code, or neither. */
export function readTyped(
  typed: string,
): { readonly by: "app" | "recovery"; readonly code: string } | undefined {
  const code = bare(typed);
  if (new RegExp(`^\\d{${DIGITS}}$`).test(code)) return { by: "app", code };
  if (code.length === GROUPS * GROUP_LENGTH) return { by: "recovery", code };
  return undefined;
}

function bare(typed: string): string {
  return typed.replaceAll(/[\s-]/g, "").toLowerCase();
}
