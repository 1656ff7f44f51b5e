/** One measured figure beside the goal it must meet; `pass: null` is printed for colour and gates nothing. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly goal: string;
  readonly pass: boolean | null;
}

/** The rows as an aligned table. */
export function table(rows: readonly Row[]): string {
  const name = Math.max(...rows.map((row) => row.name.length));
  const value = Math.max(...rows.map((row) => row.value.length));
  return rows
    .map(
      (row) =>
        `${row.pass === null ? " " : row.pass ? "✓" : "✗"} ${row.name.padEnd(name)}  ${row.value.padStart(value)}  ${row.goal}`,
    )
    .join("\n");
}
