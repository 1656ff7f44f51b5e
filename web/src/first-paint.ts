import { wasSignedIn } from "./data/device.ts";
import { readHandover } from "./lib/handover.ts";
import { applyLook } from "./ui/theme.ts";

/*
 * Runs before the first paint, small and on its own: the page is painted in its theme, and whoever is already known
 * does not see the sign-in form that stands in the page (docs/decisions/first-paint.md).
 */

applyLook();
if (wasSignedIn() || readHandover(location.hash) !== undefined)
  document.documentElement.dataset["known"] = "";
