import type { ServerOptions } from "../../src/server.ts";
import { startServer } from "../../src/server.ts";
import { OFFICIAL, startOfficial } from "./official.ts";

export interface TestServer extends AsyncDisposable {
  readonly port: number;
  close(): Promise<void>;
  /** `127.0.0.1:port` */
  readonly host: string;
  /** What the server logged. */
  readonly lines: readonly string[];
  /** One HTTP request to the server, as the administrator unless `headers` say otherwise. */
  http(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; text: string; json(): Reply }>;
}

/** JSON of an answer, to be looked into by tests. */
export interface Reply {
  readonly [key: string]: Reply;
  readonly [index: number]: Reply;
}

/**
 * A server of our own on a free port, in this process; with FIRESTORE=official Google's emulator instead, unless the
 * options ask for something that only ours has.
 */
export async function testServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const lines: string[] = [];
  const either = Object.keys(options).every((name) => name === "rules");
  const server =
    OFFICIAL && either
      ? await startOfficial(options.rules)
      : await startServer({ host: "127.0.0.1", port: 0, log: (line) => void lines.push(line), ...options });
  const host = `127.0.0.1:${server.port}`;
  return {
    port: server.port,
    close: () => server.close(),
    host,
    lines,
    async http(method, path, body, headers = { authorization: "Bearer owner" }) {
      const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
      const response = await fetch(`http://${host}${path}`, { method, headers, ...sent });
      const text = await response.text();
      return { status: response.status, text, json: () => JSON.parse(text) as Reply };
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
