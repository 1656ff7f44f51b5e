import { CallError } from "../../data/calls.ts";
import { report } from "../../lib/report.ts";
import { notify } from "../../ui/toast.tsx";

/** Awaits an answer of the server; undefined, and a notice that names what did not happen, when none came. */
export async function answerOr<T>(title: string, asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (cause) {
    const offline = cause instanceof CallError && cause.failure === "offline";
    if (!offline) report(cause);
    notify({
      tone: "bad",
      title,
      text: offline
        ? "The server gave no answer; try again when back online."
        : "Something went wrong on our side; try again.",
    });
    return undefined;
  }
}

/** A number of records, in words. */
export function recordsText(count: number): string {
  return count === 1 ? "1 record" : `${count.toLocaleString("en")} records`;
}

/** A number of records and that they hold something, in words. */
export function holdersText(count: number): string {
  return `${recordsText(count)} ${count === 1 ? "holds" : "hold"}`;
}
