import { FirestoreError } from "../../engine/errors.ts";

/** One message from the client; ids count from 0 over the life of a session. */
export interface ForwardMessage {
  readonly id: number;
  /** JSON text; undefined for a message that the client failed to write. */
  readonly data: string | undefined;
}

export interface ForwardForm {
  /** Request headers that the browser could not set, one to a line. */
  readonly headers: string;
  readonly messages: readonly ForwardMessage[];
}

// More than any client sends; bounds the work that one number in a form can ask for.
const MAX_MESSAGES = 10_000;

/** Reads the body of a forward-channel request. Throws FirestoreError INVALID_ARGUMENT for a malformed one. */
export function parseForm(body: string): ForwardForm {
  const form = new URLSearchParams(body);
  const count = wholeNumber(form.get("count") ?? "0");
  const offset = wholeNumber(form.get("ofs") ?? "0");
  if (count === undefined || offset === undefined || count > MAX_MESSAGES)
    throw new FirestoreError("INVALID_ARGUMENT", "Malformed WebChannel request.");
  const messages: ForwardMessage[] = [];
  // Ids may have holes where the client skipped a message, so the keys are read and not counted up.
  for (const key of form.keys()) {
    const index = /^req(\d{1,9})_(?:__data__|type)$/.exec(key)?.[1];
    if (index === undefined || messages.length >= MAX_MESSAGES) continue;
    messages.push({
      id: offset + Number(index),
      data: key.endsWith("_type") ? undefined : (form.get(key) ?? ""),
    });
  }
  return { headers: form.get("headers") ?? "", messages };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
