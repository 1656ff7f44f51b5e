import { createEffect, onCleanup } from "solid-js";
import type { Clock } from "../lib/clock.ts";
import type { Connection } from "../lib/connection.ts";

/** By then the first page stands and nobody waits for the line. */
const CALM_MS = 10_000;

interface Needs {
  readonly clock: Clock;
  readonly connection: Pick<Connection, "connected">;
}

/**
 * Fetches by `load` what is not shown yet, once the line is there and calm; ends with its owner. Asked once: browsers
 * remember a script that did not come, and what needs it says so when it is opened (frame/page-boundary.tsx).
 */
export function fetchAhead({ clock, connection }: Needs, load: () => Promise<unknown>): void {
  let asked = false;
  createEffect(() => {
    if (!connection.connected() || asked) return;
    onCleanup(
      clock.after(CALM_MS, () => {
        asked = true;
        load().catch(() => undefined);
      }),
    );
  });
}

/**
 * A style that could not be fetched leaves its link in the page, and the next try to open what needs it would take the
 * style for loaded: its page would come without looks. Once for a window.
 */
export function forgetFailedStyles(page: Document): () => void {
  // Failures of elements do not bubble; they can be seen on their way down.
  page.addEventListener("error", forget, true);
  return () => page.removeEventListener("error", forget, true);
}

function forget({ target }: Event): void {
  if (target instanceof HTMLLinkElement && target.rel === "stylesheet") target.remove();
}
