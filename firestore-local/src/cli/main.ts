import { readOptions, USAGE, UsageError } from "./options.ts";
import { version } from "./version.ts";
import { serve, StartError } from "./serve.ts";

/** The command `firestore-local`. Exit codes: 0 stopped as asked, 1 could not start, 2 not understood. */
try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === "help") process.stdout.write(USAGE);
  else if (options === "version") console.log(version);
  else await serve(options);
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
