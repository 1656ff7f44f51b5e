import { requestPath } from "@trunkline/domain/paths";
import {
  Timestamp,
  type DocumentReference,
  type Firestore,
  type Transaction,
} from "firebase-admin/firestore";
import { sha256 } from "../platform/hash.ts";
import type { Platform } from "../platform/platform.ts";
import { keyReused } from "./errors.ts";

const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** One press of a button: who, which call, his key, and what he sent with it. */
export interface Press {
  readonly ref: DocumentReference;
  readonly call: string;
  readonly inputHash: string;
}

/** The press behind a request; `input` without the key, so that only what matters is compared. */
export function pressOf(db: Firestore, uid: string, call: string, key: string, input: object): Press {
  return { ref: db.doc(requestPath(uid, `${call}_${key}`)), call, inputHash: sha256(stable(input)) };
}

/**
 * What an earlier transaction answered to this very press: `undefined` when there was none, `key-reused` when the key
 * came with another input. A refusal is not remembered: the person corrects the form and presses again. Without a
 * transaction it is only a first look.
 */
export async function earlierAnswer<Answer>(
  tx: Transaction | undefined,
  press: Press,
): Promise<
  { readonly kind: "answered"; readonly answer: Answer } | { readonly kind: "key-reused" } | undefined
> {
  const data = (await (tx === undefined ? press.ref.get() : tx.get(press.ref))).data();
  if (data === undefined) return undefined;
  return data["inputHash"] === press.inputHash
    ? { kind: "answered", answer: data["answer"] as Answer }
    : { kind: "key-reused" };
}

/**
 * Does work that has its effect once for each press: a press that comes again, because its answer was lost, gets the
 * answer it had, whatever happened since. Only answers in `final` are remembered; a conflict or a bad field had no
 * effect, and the person presses anew once it is put right.
 */
export async function answerOnce<Answer extends { readonly kind: string }>(
  tx: Transaction,
  platform: Platform,
  press: Press,
  final: readonly Answer["kind"][],
  work: () => Promise<Answer>,
): Promise<Answer> {
  const earlier = await earlierAnswer<Answer>(tx, press);
  if (earlier?.kind === "key-reused") throw keyReused();
  if (earlier !== undefined) return earlier.answer;
  const answer = await work();
  if (final.includes(answer.kind)) rememberAnswer(tx, press, answer, platform.clock());
  return answer;
}

/** Remembers the answer in the transaction that has the effect, so that both happen once. */
export function rememberAnswer(tx: Transaction, press: Press, answer: object, now: number): void {
  const { ref, call, inputHash } = press;
  tx.create(ref, { call, inputHash, answer, expireAt: Timestamp.fromMillis(now + KEPT_MS) });
}

// Two equal inputs whose keys came in another order are the same press.
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
