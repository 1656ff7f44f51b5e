/** One measured figure beside the goal it must meet; `pass: null` gates nothing. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly goal: string;
  readonly pass: boolean | null;
}

/** What every `*.bench.ts` in this folder exports. */
export interface Bench {
  run(): Promise<readonly Row[]>;
}
