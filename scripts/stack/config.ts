import type { Ports } from "./ports.ts";
import { servedFolder } from "./served.ts";

interface Header {
  readonly key: string;
  readonly value: string;
}
interface Site {
  readonly redirects: readonly {
    readonly source: string;
    readonly destination: string;
    readonly type: number;
  }[];
  readonly target: string;
  readonly public: string;
  readonly predeploy?: readonly string[];
  readonly headers: readonly { readonly source: string; readonly headers: readonly Header[] }[];
}
/** The parts of firebase.json that the local copy looks at; everything else is carried over as it is. */
export interface FirebaseJson {
  readonly hosting: readonly Site[];
  readonly functions: readonly { readonly source: string; readonly predeploy?: readonly string[] }[];
  readonly emulators: Readonly<Record<string, unknown>>;
}

/**
 * firebase.json as the local start uses it. Production differs in exactly five things: the browser may connect
 * to the emulators' addresses, no HSTS is sent (a browser would remember it for 127.0.0.1), the ports, the copies of
 * the built sites and functions that are served, and where `/portal` of the admin site leads.
 */
export function localConfig(config: FirebaseJson, ports: Ports): FirebaseJson {
  const emulators = [ports.firestore, ports.auth, ports.storage, ports.functions]
    .map((port) => `http://127.0.0.1:${port}`)
    .join(" ");
  return {
    ...config,
    functions: config.functions.map((one) => ({ ...one, source: servedFolder(ports, "functions") })),
    hosting: config.hosting.map((site) => ({
      ...site,
      public: servedFolder(ports, site.target),
      redirects: site.redirects.map((redirect) =>
        redirect.source === "/portal"
          ? { ...redirect, destination: `http://127.0.0.1:${ports.portal}/` }
          : redirect,
      ),
      headers: site.headers.map((rule) => ({
        ...rule,
        headers: rule.headers
          .filter(({ key }) => key !== "Strict-Transport-Security")
          .map(({ key, value }) => ({
            key,
            value:
              key === "Content-Security-Policy"
                ? value.replace("connect-src 'self'", `connect-src 'self' ${emulators}`)
                : value,
          })),
      })),
    })),
    emulators: {
      ...config.emulators,
      auth: listen(ports.auth),
      functions: listen(ports.functions),
      firestore: listen(ports.firestore),
      hosting: listen(ports.admin),
      storage: listen(ports.storage),
      tasks: listen(ports.tasks),
      eventarc: listen(ports.eventarc),
      hub: listen(ports.hub),
      logging: listen(ports.logging),
    },
  };
}

function listen(port: number) {
  return { host: "127.0.0.1", port };
}
