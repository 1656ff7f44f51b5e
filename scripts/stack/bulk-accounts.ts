import type { SeedAccount } from "../../tests/seed/generate.ts";
import { PROJECT } from "./emulators.ts";
import type { Ports } from "./ports.ts";

const PER_CALL = 1000;

export interface BulkAccounts {
  add(account: SeedAccount): Promise<void>;
  /** Resolves with the number of accounts when all are made. */
  finish(): Promise<number>;
}

/** Makes sign-in accounts. The emulator takes plain passwords in bulk, which no real project does. */
export function makeAccounts(ports: Ports): BulkAccounts {
  const address = `http://127.0.0.1:${ports.auth}/identitytoolkit.googleapis.com/v1/projects/${PROJECT}/accounts:batchCreate`;
  let waiting: SeedAccount[] = [];
  let made = 0;

  async function send(): Promise<void> {
    if (waiting.length === 0) return;
    const users = waiting.map(({ uid, email, password }) => ({ localId: uid, email, rawPassword: password }));
    waiting = [];
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer owner" },
      body: JSON.stringify({ users }),
    });
    const { error } = (await answer.json()) as { error?: readonly unknown[] | object };
    if (!answer.ok || (Array.isArray(error) ? error.length > 0 : error !== undefined))
      throw new Error(`Making the demo accounts failed: ${JSON.stringify(error)}`);
    made += users.length;
  }

  return {
    async add(account) {
      waiting.push(account);
      if (waiting.length === PER_CALL) await send();
    },
    async finish() {
      await send();
      return made;
    },
  };
}
