import { spawn } from "node:child_process";
import { join } from "node:path";
import { createServer } from "vite";
import { root } from "../stack/build.ts";
import type { Ports } from "../stack/ports.ts";
import { servedFolder } from "../stack/served.ts";

/** Where the reloading pages are; their calls and configuration still come from the hosting emulator. */
export interface DevSites {
  readonly admin: string;
  readonly portal: string;
}

/** Serves both sites from source with hot reload, and rebuilds the functions (their emulator reloads itself). */
export async function watchSources(ports: Ports): Promise<DevSites> {
  const builder = spawn(
    join(root, "node_modules/.bin/node"),
    ["build.mjs", "--watch", join(root, servedFolder(ports, "functions"), "dist")],
    {
      cwd: join(root, "functions"),
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  process.on("exit", () => builder.kill());
  return {
    admin: await serve("admin", ports.admin, ports.admin + 1),
    portal: await serve("portal", ports.portal, ports.portal + 1),
  };
}

async function serve(site: "admin" | "portal", hosting: number, port: number): Promise<string> {
  const target = `http://127.0.0.1:${hosting}`;
  const server = await createServer({
    configFile: join(root, "web/vite.config.ts"),
    mode: site,
    cacheDir: join(root, "node_modules/.cache/vite", site),
    server: {
      host: "127.0.0.1",
      port,
      strictPort: true,
      proxy: {
        "/api": target,
        "/__/firebase": target,
        "/emulators.json": target,
        "/map-frame": target,
      },
    },
  });
  await server.listen();
  return `http://127.0.0.1:${port}`;
}
