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
export declare const cloudLog: Log;
/** Class, code and the places in the code of an error; nothing that it says. */
export declare function describe(cause: unknown): Facts;
