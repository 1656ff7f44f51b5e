import type { Finding } from "./frame-host.ts";

export const CLICK = "Click the map to set the place.";

const WHY = {
  refused: "The key in Config → Main → Maps may not look for addresses.",
  limit: "Google's limit for looking up addresses is reached.",
  broken: "The address could not be looked up.",
} as const;

/** What came of looking for an address, in words (10 §6.5). */
export function findingText(finding: Finding, address: string): string {
  if (finding.kind === "place") return `Found “${address}”.`;
  return finding.kind === "nothing" ? `Google knows no place for “${address}”.` : WHY[finding.why];
}
