import type { Identity } from "../auth.ts";
import type { SiteConfig } from "../config.ts";
import { databaseAddress } from "./address.ts";

/**
 * Deletes a document while the page goes away, by a request that the browser carries on without it: what is given to
 * the SDK then never leaves, and is sent when the application is opened the next time. Nothing tells what became of it.
 */
export function partingDelete(identity: Identity, config: SiteConfig): (path: string) => void {
  const documents = `v1/projects/${config.firebase.projectId}/databases/(default)/documents`;
  const send = (path: string, token: string) =>
    fetch(`${databaseAddress(config)}${documents}/${path}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${token}` },
      keepalive: true,
    });
  return (path) => {
    const token = identity.auth().currentUser?.getIdToken();
    token?.then((text) => send(path, text)).catch(() => undefined);
  };
}
