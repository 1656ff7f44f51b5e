import { createServer } from "node:net";

/** What listens where, all on 127.0.0.1. */
export interface Ports {
  readonly admin: number;
  readonly portal: number;
  readonly functions: number;
  readonly firestore: number;
  readonly auth: number;
  readonly storage: number;
  readonly tasks: number;
  readonly eventarc: number;
  readonly hub: number;
  readonly logging: number;
}

// The Hosting emulator gives its second site the first site's port + 5, so that place is kept for the portal.
const OFFSETS: Ports = {
  admin: 0,
  portal: 5,
  functions: 10,
  firestore: 11,
  auth: 12,
  storage: 13,
  tasks: 14,
  eventarc: 15,
  hub: 16,
  logging: 17,
};
const BLOCK = 20;

/** The first block of free ports from `wanted` on; `taken` hears of each block passed over. */
export async function freePorts(wanted: number, taken: (port: number) => void = () => {}): Promise<Ports> {
  for (let base = wanted; base + BLOCK < 65_536; base += BLOCK) {
    const ports = portsFrom(base);
    const busy = await firstBusy(Object.values(ports));
    if (busy === null) return ports;
    taken(busy);
  }
  throw new Error(`No free block of ${BLOCK} ports from ${wanted} on.`);
}

/** The block that starts at `base`. */
export function portsFrom(base: number): Ports {
  return Object.fromEntries(
    Object.entries(OFFSETS).map(([name, offset]) => [name, base + offset]),
  ) as unknown as Ports;
}

async function firstBusy(ports: readonly number[]): Promise<number | null> {
  for (const port of ports) if (!(await isFree(port))) return port;
  return null;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
