/**
 * Where a new tab opens the portal as a customer: the admin site redirects `/portal` to the portal's own origin. The
 * one-use code and the operator's name travel in the fragment, which no server and no log ever sees.
 */
export function handoverAddress(adminOrigin: string, code: string, operator: string): string {
  const fragment = new URLSearchParams({ operator: code, name: operator });
  return `${adminOrigin}/portal#${fragment.toString()}`;
}

/** What the admin site hands to a new tab in the fragment of its address. */
export interface Handover {
  readonly code: string;
  /** The operator's name, for the bar; it gives no rights. */
  readonly operator: string;
}

/** The handover in an address's fragment, if there is one. */
export function readHandover(hash: string): Handover | undefined {
  const fragment = new URLSearchParams(hash.replace(/^#/, ""));
  const code = fragment.get("operator");
  if (code === null || code === "") return undefined;
  return { code, operator: (fragment.get("name") ?? "").slice(0, 100) };
}

/** Takes the handover out of the address, so that neither history nor a bookmark keeps the code. */
export function takeHandover(): Handover | undefined {
  const found = readHandover(location.hash);
  if (found !== undefined) history.replaceState(null, "", location.pathname);
  return found;
}
