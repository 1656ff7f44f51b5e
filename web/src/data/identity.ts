import { startIdentity, type Identity } from "./auth.ts";
import { loadConfig, type SiteConfig } from "./config.ts";

/** The site's configuration and its sign-in, loaded together; one per application. */
export interface Site {
  readonly config: SiteConfig;
  readonly identity: Identity;
}

/** Starts the site named `name`. */
export async function startSite(name: "admin" | "portal" | "portal-operator"): Promise<Site> {
  const config = await loadConfig();
  return { config, identity: startIdentity(config, name) };
}
