import { onRequest, type HttpsFunction, type HttpsOptions } from "firebase-functions/https";
import { MIN_INSTANCES, PORTAL_PASSWORD_KEY, REGION } from "../platform/params.ts";

/** The calls that one site reaches, by name. */
export type Calls = Readonly<Record<string, HttpsFunction>>;

/**
 * One function for all calls of a site, reached as `POST /api/<name>` on the site's own origin
 * (docs/decisions/one-function-per-site.md). Hosting ends a rewritten request after 60 s, so no call may take longer.
 */
export function site(calls: Calls) {
  const options = {
    region: REGION,
    cors: false,
    timeoutSeconds: 60,
    memory: "1GiB",
    minInstances: MIN_INSTANCES,
    secrets: [PORTAL_PASSWORD_KEY],
  } satisfies HttpsOptions;
  return onRequest(options, async (request, response) => {
    const called = callNamed(calls, request.path);
    if (called === undefined) {
      response.status(404).json({ error: { status: "NOT_FOUND", message: "There is no such call." } });
      return;
    }
    await called(request, response);
  });
}

/** The call that a path names; nothing inherited, nothing below it. */
export function callNamed(calls: Calls, path: string): HttpsFunction | undefined {
  const name = /^\/api\/([A-Za-z]+)$/.exec(path)?.[1];
  return name !== undefined && Object.hasOwn(calls, name) ? calls[name] : undefined;
}
