/** How a step went; a check without countable tests (types, lint) counts as one. */
export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** A table of the steps and, alone on the last line, `N passed, N failed`. */
export function report(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(
    ({ name, passed, failed, seconds }) =>
      `${failed > 0 ? "✗" : "✓"} ${name.padEnd(16)}${String(passed).padStart(6)} passed${String(failed).padStart(5)} failed${seconds.toFixed(1).padStart(8)} s`,
  );
  const sum = (pick: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return [
    "",
    ...rows,
    `  ${"in all".padEnd(16)}${sum((o) => o.seconds)
      .toFixed(1)
      .padStart(33)} s`,
    "",
    `${sum((o) => o.passed)} passed, ${sum((o) => o.failed)} failed`,
  ].join("\n");
}
