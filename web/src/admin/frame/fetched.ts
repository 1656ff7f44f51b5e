import { report } from "../../lib/report.ts";
import { notify } from "../../ui/toast.tsx";

/** Brings a part of the frame that is not there from the beginning; false, and a notice, where it cannot be had now. */
export async function fetched(load: () => Promise<unknown>, what: string): Promise<boolean> {
  try {
    await load();
    return true;
  } catch (cause) {
    report(cause);
    notify({
      tone: "warn",
      title: `${what} is not on this device yet`,
      text: "It works when the connection is back.",
    });
    return false;
  }
}
