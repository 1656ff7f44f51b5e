import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
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
  /**
   * Resolves when no other tab of this browser is changing the session, with the version of the token that they share.
   */
  readonly shared?: () => Promise<number | undefined>;
  /** Asks for a token with the present session version. */
  readonly refresh: () => Promise<RefreshAnswer>;
  readonly enter: (token: string) => Promise<void>;
  /** There is a new token, whoever got it: listeners the rules refused with the old one may be opened again. */
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

  const passedOn = async () =>
    options.shared !== undefined && (await options.shared()) === options.session()?.sv;
  const askOnce = async () => {
    // The token with which another tab goes on is this one's as well.
    if (await passedOn()) return;
    const answer = await options.refresh();
    if (answer.kind === "signed-in") await options.enter(answer.token);
    // That tab may have changed the session once more in between.
    else if (!(await passedOn())) setRefused(true);
  };
  const renew = () => {
    if (asking || refused()) return;
    asking = true;
    const before = outdated();
    askOnce().then(
      () => {
        asking = false;
        if (outdated() !== before && outdated() !== undefined) renew();
      },
      () => {
        // Not reached: the answer is unknown, so the gate stays as it is and asks again.
        asking = false;
        options.after(RETRY_MS, () => outdated() !== undefined && renew());
      },
    );
  };

  /** The version for which a token is wanted. */
  const outdated = createMemo(() => {
    const session = options.session();
    if (session === undefined || !session.open || options.changing?.() === true) return undefined;
    return session.sv === options.who().sv ? undefined : session.sv;
  });
  createEffect(() => {
    if (outdated() !== undefined) renew();
  });
  createEffect(on(options.who, () => options.onRenewed(), { defer: true }));
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
