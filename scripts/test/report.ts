/** How a step went; a check without countable tests (types, lint) counts as one. */
export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/**
 * A table of the steps and, alone on the last line, `N passed, N failed`. `seconds` is how long it all took, less than
 * the sum of steps that ran beside each other.
 */
export function report(outcomes: readonly Outcome[], seconds: number): string {
  const rows = outcomes.map(
    (outcome) =>
      `${outcome.failed > 0 ? "✗" : "✓"} ${outcome.name.padEnd(16)}${String(outcome.passed).padStart(6)} passed${String(outcome.failed).padStart(5)} failed${outcome.seconds.toFixed(1).padStart(8)} s`,
  );
  const sum = (pick: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return [
    "",
    ...rows,
    `  ${"in all".padEnd(16)}${seconds.toFixed(1).padStart(33)} s`,
    "",
    `${sum((o) => o.passed)} passed, ${sum((o) => o.failed)} failed`,
  ].join("\n");
}
