/** The middle one; of an even count the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The value below which that share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

interface Confidence {
  readonly ratio: number;
  /** The upper end of the interval that holds the ratio in 95 of 100 cases. */
  readonly upper: number;
  readonly text: string;
}

const DRAWS = 2000;

/** The ratio of two medians with its bootstrap interval (quality-goals §0.1); what was measured together is drawn together. */
export function confidence(ours: readonly number[], floor: readonly number[]): Confidence {
  const ratio = median(ours) / median(floor);
  // Always the same draws: a measurement looked at twice says the same.
  let state = 17;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  const ratios = Array.from({ length: DRAWS }, () => {
    const rounds = ours.map(() => next(ours.length));
    const of = (values: readonly number[]) => median(rounds.map((round) => values[round] ?? Number.NaN));
    return of(ours) / of(floor);
  });
  const [lower, upper] = [percentile(ratios, 0.025), percentile(ratios, 0.975)];
  return { ratio, upper, text: `${ratio.toFixed(2)} (${lower.toFixed(2)}–${upper.toFixed(2)})` };
}
