import { CallError } from "../../data/calls.ts";
import { report } from "../../lib/report.ts";
import { notify } from "../../ui/toast.tsx";

/** What a call answered; undefined when there was no answer, and then a notice titled `title` said why. */
export async function answerOr<A>(title: string, asked: Promise<A>): Promise<A | undefined> {
  try {
    return await asked;
  } catch (cause) {
    notify({ tone: "bad", title, text: reason(cause) });
    return undefined;
  }
}

function reason(cause: unknown): string {
  if (cause instanceof CallError) {
    if (cause.failure === "offline") return "The server cannot be reached. Try again when the connection is back.";
    if (cause.failure === "busy") return "The server is busy. Try again in a moment.";
    if (cause.failure === "not-allowed") return "You do not have the permission for it.";
  }
  report(cause);
  return "Something went wrong on our side. Try again.";
}
