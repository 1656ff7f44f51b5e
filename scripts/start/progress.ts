/** Says in order what the start does: `[2/6] Starting the emulators … 4.1 s`. */
export function progress(
  total: number,
  write: (text: string) => void = (text) => process.stdout.write(text),
) {
  let at = 0;
  return async function step<T>(
    what: string,
    work: (detail: (line: string) => void) => Promise<T>,
  ): Promise<T> {
    at += 1;
    const started = performance.now();
    write(`[${at}/${total}] ${what} …\n`);
    const result = await work((line) => write(`      ${line}\n`));
    write(`      done in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    return result;
  };
}
