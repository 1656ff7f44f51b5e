import type { SignInAnswer } from "@trunkline/domain/calls/identity";
import { CallError } from "./calls.ts";
import { report } from "../lib/report.ts";

/** A sign-in's answer, or why there was none. */
export type SignInResult =
  | { readonly kind: "entered" }
  | Exclude<SignInAnswer, { readonly kind: "signed-in" }>
  | { readonly kind: "offline" }
  | { readonly kind: "broken" };

/** Signs in through the function and enters with the token it gives. */
export async function signInWith(
  ask: () => Promise<SignInAnswer>,
  enter: (token: string) => Promise<void>,
): Promise<SignInResult> {
  try {
    const answer = await ask();
    if (answer.kind !== "signed-in") return answer;
    await enter(answer.token);
    return { kind: "entered" };
  } catch (cause) {
    if (cause instanceof CallError && cause.failure === "offline") return { kind: "offline" };
    if (cause instanceof CallError && cause.failure === "busy") return { kind: "locked", seconds: 60 };
    report(cause);
    return { kind: "broken" };
  }
}
