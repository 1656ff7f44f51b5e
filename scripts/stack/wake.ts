import type { Ports } from "./ports.ts";

/** Calls that a page makes at the same moment; the emulator starts a process for each, and keeps it for the next. */
const AT_ONCE = 2;

/**
 * Starts the functions of both sites, which the emulator otherwise starts when the first person signs in: on a busy
 * machine that takes longer than anybody expects to wait. What they answer does not matter.
 */
export async function wakeSites(ports: Ports): Promise<void> {
  const sites = [ports.admin, ports.portal];
  await Promise.all(
    sites.flatMap((port) => Array.from({ length: AT_ONCE }, () => askBy(`http://127.0.0.1:${port}`))),
  );
}

async function askBy(origin: string): Promise<void> {
  const response = await fetch(`${origin}/api/signInBy`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ data: {} }),
  });
  await response.arrayBuffer();
}
