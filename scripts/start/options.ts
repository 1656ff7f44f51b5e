import { parseArgs } from "node:util";

export interface StartOptions {
  /** Throw the data folder away first. */
  readonly fresh: boolean;
  /** Customers of the believable provider that the first start makes. */
  readonly customers: number;
  /** First port of the block of twenty that is used. */
  readonly port: number;
  /** Rebuild and reload on every change of a source file. */
  readonly watch: boolean;
  /** Where everything that outlives a start is kept. */
  readonly data: string;
}

export const HELP = `npm start -- [options]

  --customers <n>  how many customers the first start makes (250)
  --fresh          throw away what earlier starts kept
  --port <n>       first of the ports used (4600)
  --data <dir>     where data is kept between starts (.data)
`;

/** Reads the command line; a sentence for the person instead of options when it is not right. */
export function readOptions(argv: readonly string[]): StartOptions | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        fresh: { type: "boolean", default: false },
        customers: { type: "string", default: "250" },
        port: { type: "string", default: "4600" },
        watch: { type: "boolean", default: false },
        data: { type: "string", default: ".data" },
        help: { type: "boolean", default: false },
      },
    }));
  } catch (cause) {
    return `${cause instanceof Error ? cause.message : String(cause)}\n\n${HELP}`;
  }
  if (values.help) return HELP;
  const customers = wholeNumber(values.customers, 1, 1_000_000);
  if (customers === null)
    return `--customers takes a whole number from 1 to 1000000, not "${values.customers}".`;
  const port = wholeNumber(values.port, 1024, 65_000);
  if (port === null) return `--port takes a number from 1024 to 65000, not "${values.port}".`;
  return { fresh: values.fresh, customers, port, watch: values.watch, data: values.data };
}

function wholeNumber(text: string, min: number, max: number): number | null {
  if (!/^\d+$/.test(text)) return null;
  const value = Number(text);
  return value >= min && value <= max ? value : null;
}
