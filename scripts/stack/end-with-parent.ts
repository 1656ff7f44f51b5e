import { pathToFileURL } from "node:url";
import { join } from "node:path";

/** `NODE_OPTIONS` with which Node processes, and those below them, end when their parent is gone, however it went. */
export function endingWithParent(options: string | undefined): string {
  const module = pathToFileURL(join(import.meta.dirname, "end-with-parent.mjs"));
  return `${options === undefined || options === "" ? "" : `${options} `}--import=${module.href}`;
}
