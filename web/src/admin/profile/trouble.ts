import { CallError } from "../../data/calls.ts";
import { report } from "../../lib/report.ts";

/** What went wrong, at the field it concerns or above the form. */
export interface Trouble {
  readonly password?: string;
  readonly code?: string;
  readonly form?: string;
}

/** The words for an answer that is a refusal. */
export function troubleOf(answer: { readonly kind: string; readonly seconds?: number }): Trouble {
  switch (answer.kind) {
    case "wrong-password":
      return { password: "This is not your password." };
    case "wrong-code":
      return { code: "This code is not right, or was used already. Take the next one." };
    case "locked":
      return {
        form: `Too many tries. Try again in ${Math.max(1, Math.ceil((answer.seconds ?? 60) / 60))} min.`,
      };
    case "expired":
      return { form: "This took longer than a quarter of an hour. Begin again." };
    case "already-on":
    case "not-on":
      return { form: "It was switched meanwhile, in another window. Reload the page." };
    default:
      return { form: "This is not possible." };
  }
}

/** The words for a call that gave no answer. */
export function troubleOfFailure(cause: unknown): Trouble {
  if (cause instanceof CallError && cause.failure === "offline")
    return { form: "The server cannot be reached. Try again." };
  if (cause instanceof CallError && cause.failure === "busy")
    return { form: "Somebody is changing the same. Try again." };
  report(cause);
  return { form: "Something went wrong on our side; try again." };
}
