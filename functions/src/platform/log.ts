import * as logger from "firebase-functions/logger";

/** What may stand in a log line: ids, states, counts and codes. Never names, addresses, texts or secrets. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** The log of what happened, without personal data. */
export interface Log {
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
  /** The cause is named by its class, code and stack; its message could quote data and stays out. */
  failed(message: string, cause: unknown, facts?: Facts): void;
}

/** Cloud Logging. */
export const cloudLog: Log = {
  info: (message, facts = {}) => logger.info(message, facts),
  warn: (message, facts = {}) => logger.warn(message, facts),
  failed: (message, cause, facts = {}) => logger.error(message, { ...facts, ...describe(cause) }),
};

/** Class, code and the places in the code of an error; nothing that it says. */
export function describe(cause: unknown): Facts {
  if (!(cause instanceof Error)) return { error: typeof cause };
  const code = "code" in cause ? String(cause.code) : null;
  const places = (cause.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { error: cause.name, code, stack: places.slice(0, 12).join("\n") };
}
