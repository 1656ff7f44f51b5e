import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "./random.ts";

/** Whose text it is, and which one of his: a sealed text moved to another owner or version does not open. */
export interface Binding {
  readonly purpose: string;
  readonly owner: string;
  readonly version: number;
}

/** Seals texts so that only the holder of the key reads them (AES-256-GCM, 10 §4). */
export interface Sealer {
  seal(text: string, binding: Binding): string;
  /** The text, or undefined when key, owner, version or the sealed text itself are not the right ones. */
  open(sealed: string, binding: Binding): string | undefined;
}

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealer with that key: 32 bytes in base64. Throws when the key is anything else. */
export function makeSealer(keyInBase64: string, random: Random): Sealer {
  const key = Buffer.from(keyInBase64, "base64");
  if (key.length !== 32) throw new Error("PORTAL_PASSWORD_KEY must be 32 bytes in base64");
  return {
    seal(text, binding) {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(
        boundTo(binding),
      );
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    open(sealed, binding) {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(boundTo(binding));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return (
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8")
        );
      } catch {
        return undefined;
      }
    },
  };
}

// JSON keeps the parts apart: no owner's name can run into the version.
function boundTo(binding: Binding): Buffer {
  return Buffer.from(JSON.stringify([binding.purpose, binding.owner, binding.version]), "utf8");
}
