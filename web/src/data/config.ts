/** Where the page finds its project: public identifiers, no secrets. */
export interface SiteConfig {
  readonly firebase: {
    readonly projectId: string;
    readonly apiKey: string;
    readonly authDomain?: string;
    readonly appId?: string;
    readonly storageBucket?: string;
  };
  /** Only in the local start (docs/decisions/local-configuration.md). */
  readonly emulators?: EmulatorAddresses;
}

export interface EmulatorAddresses {
  readonly host: string;
  readonly firestore: number;
  readonly auth: number;
  readonly storage: number;
}

async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(path, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/** A text of a record that is not empty. */
export function text(record: object, key: string): string | undefined {
  const value: unknown = Reflect.get(record, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Where a local start is opened; anywhere else nobody asks for its addresses. */
const LOCAL = /^(localhost|127\.0\.0\.1)$/;

/** Reads the configuration that Hosting serves; a `demo-` project also says where its emulators listen. */
export async function loadConfig(): Promise<SiteConfig> {
  // Asked for beside the other, so that a local start waits for one answer as the real one does.
  const local = LOCAL.test(location.hostname) ? loadEmulators() : undefined;
  local?.catch(() => undefined);
  const init = await fetchJson("/__/firebase/init.json");
  if (typeof init !== "object" || init === null) throw new Error("The site has no configuration");
  const projectId = text(init, "projectId");
  if (projectId === undefined) throw new Error("The site's configuration names no project");
  const demo = projectId.startsWith("demo-");
  const apiKey = text(init, "apiKey") ?? (demo ? "demo" : undefined);
  if (apiKey === undefined) throw new Error("The site's configuration has no key");
  const authDomain = text(init, "authDomain");
  const appId = text(init, "appId");
  const storageBucket = text(init, "storageBucket");
  const firebase = {
    projectId,
    apiKey,
    ...(authDomain === undefined ? {} : { authDomain }),
    ...(appId === undefined ? {} : { appId }),
    ...(storageBucket === undefined ? {} : { storageBucket }),
  };
  if (!demo) return { firebase };
  return { firebase, emulators: await (local ?? loadEmulators()) };
}

/** No visitor of a real site needs to know how their addresses are read. */
async function loadEmulators(): Promise<EmulatorAddresses> {
  const [{ readEmulators }, found] = await Promise.all([
    import("./emulators.ts"),
    fetchJson("/emulators.json"),
  ]);
  return readEmulators(found);
}
