import { startIdentity, type Identity } from "./auth.ts";
import type { SiteConfig } from "./config.ts";

/** The site's configuration and its sign-in, loaded together; one per application. */
export interface Site {
  readonly config: SiteConfig;
  readonly identity: Identity;
}

/** Starts the site named `name`, whose configuration is on its way. */
export async function startSite(
  name: "admin" | "portal" | "portal-operator",
  configuration: Promise<SiteConfig>,
): Promise<Site> {
  const config = await configuration;
  return { config, identity: startIdentity(config, name) };
}
