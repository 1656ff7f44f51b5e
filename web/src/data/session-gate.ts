import { createEffect, createMemo, createSignal, type Accessor } from "solid-js";
import type { Session } from "@trunkline/domain/admin/session";
import type { RefreshAnswer } from "@trunkline/domain/calls/identity";
import type { LiveState } from "../lib/live/source.ts";
import type { SignedIn } from "./auth.ts";

/** Whether the person may go on, and with what rights. */
export type Gate =
  | { readonly kind: "pending" }
  | { readonly kind: "open"; readonly session: Session }
  /** Disabled, deleted, signed out everywhere, or a token the rules do not know any more. */
  | { readonly kind: "closed" };

interface GateOptions {
  readonly who: Accessor<SignedIn>;
  /** The person's own `sessions/{uid}`. */
  readonly session: Accessor<Session | undefined>;
  readonly state: Accessor<LiveState>;
  /** This device itself is changing the session and waits for the new token: nothing is refused or renewed meanwhile. */
  readonly changing?: Accessor<boolean>;
  /** Asks for a token with the present session version. */
  readonly refresh: () => Promise<RefreshAnswer>;
  readonly enter: (token: string) => Promise<void>;
  /** A new token was taken: listeners the rules refused with the old one may be opened again. */
  readonly onRenewed: () => void;
  readonly after: (ms: number, run: () => void) => () => void;
}

const RETRY_MS = 2_000;

/**
 * Follows the session document: rights change at once, a new session version is answered with a new token where the
 * server still gives one, and the gate closes for good where it does not.
 */
export function createSessionGate(options: GateOptions): Accessor<Gate> {
  const [refused, setRefused] = createSignal(false);
  const [last, setLast] = createSignal<Session>();
  let asking = false;

  const askOnce = async () => {
    const answer = await options.refresh();
    if (answer.kind === "closed") {
      setRefused(true);
      return;
    }
    await options.enter(answer.token);
    options.onRenewed();
  };
  const renew = () => {
    if (asking || refused()) return;
    asking = true;
    askOnce().then(
      () => {
        asking = false;
      },
      () => {
        // Not reached: the answer is unknown, so the gate stays as it is and asks again.
        asking = false;
        options.after(RETRY_MS, () => outdated() && renew());
      },
    );
  };

  const outdated = createMemo(() => {
    const session = options.session();
    return (
      session !== undefined &&
      session.open &&
      session.sv !== options.who().sv &&
      options.changing?.() !== true
    );
  });
  createEffect(() => {
    if (outdated()) renew();
  });
  createEffect(() => {
    const session = options.session();
    if (session !== undefined) setLast(session);
  });

  return createMemo<Gate>(() => {
    if (refused()) return { kind: "closed" };
    const session = options.session();
    const state = options.state();
    if (session !== undefined) return session.open ? { kind: "open", session } : { kind: "closed" };
    if (options.changing?.() !== true && state.kind === "failed" && state.failure.kind === "refused")
      return { kind: "closed" };
    // The server says that there is no such session.
    if (state.kind === "ready") return { kind: "closed" };
    const known = last();
    return known === undefined ? { kind: "pending" } : { kind: "open", session: known };
  });
}
