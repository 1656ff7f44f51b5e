import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath } from "@trunkline/domain/paths";
import { rebuildIndexes } from "../../functions/src/search/rebuild.ts";
import { writeSecret } from "../../functions/src/customers/secret.ts";
import { generate, type DemoLogin, type Seed, type SeedAccount } from "../../tests/seed/generate.ts";
import { PROJECT } from "./emulators.ts";
import type { LocalPlatform } from "./local-platform.ts";
import type { Ports } from "./ports.ts";

/** What the first start made, kept so that later starts can name the logins and repair their accounts. */
interface Made {
  readonly seed: number;
  readonly customers: number;
  readonly now: string;
}

const SEED = 17;
const ACCOUNTS_PER_CALL = 1000;

const madeFile = (dataDir: string): string => join(dataDir, "seed.json");

/** The provider that this data folder was filled with, or null. */
export function seedOf(dataDir: string): Seed | null {
  if (!existsSync(madeFile(dataDir))) return null;
  const { seed, customers, now } = JSON.parse(readFileSync(madeFile(dataDir), "utf8")) as Made;
  return generate(seed, { customers, now: new Date(now) });
}

export interface SeedOptions {
  readonly platform: LocalPlatform;
  readonly ports: Ports;
  readonly dataDir: string;
  readonly customers: number;
  readonly now: Date;
  /** Hears how far it is. */
  readonly detail: (line: string) => void;
}

/** Fills an empty database with a believable provider; one that holds anything is left as it is. */
export async function seedIfEmpty({
  platform,
  ports,
  dataDir,
  customers,
  now,
  detail,
}: SeedOptions): Promise<readonly DemoLogin[]> {
  const { db } = platform;
  // Written last, so that a first start that was cut short begins again.
  const last = db.doc(configPath("general"));
  if ((await last.get()).exists) return seedOf(dataDir)?.logins ?? [];

  const seed = generate(SEED, { customers, now });
  writeFileSync(
    madeFile(dataDir),
    JSON.stringify({ seed: SEED, customers, now: now.toISOString() } satisfies Made),
  );
  const writer = db.bulkWriter({ throttling: false });
  let general: FirebaseFirestore.DocumentData = {};
  let written = 0;
  for (const { path, data } of seed.documents()) {
    if (path === last.path) {
      general = data;
      continue;
    }
    void writer.set(db.doc(path), data);
    written += 1;
    // Everything at once would hold all of a large provider in memory.
    if (written % 5000 === 0) {
      await writer.flush();
      detail(`${written.toLocaleString("en")} documents`);
    }
  }
  let batch: SeedAccount[] = [];
  for (const account of seed.accounts()) {
    if (account.sealCopy) sealCopy(writer, platform, account);
    batch.push(account);
    if (batch.length === ACCOUNTS_PER_CALL) {
      await makeAccounts(ports, batch);
      batch = [];
    }
  }
  await makeAccounts(ports, batch);
  await writer.close();
  detail("the search index");
  await rebuildIndexes(platform, Number.POSITIVE_INFINITY);
  await last.set(general);
  detail(`${written.toLocaleString("en")} documents written`);
  return seed.logins;
}

function sealCopy(writer: FirebaseFirestore.BulkWriter, platform: LocalPlatform, account: SeedAccount): void {
  const into = { set: writer.set.bind(writer), delete: writer.delete.bind(writer) } as unknown as Parameters<
    typeof writeSecret
  >[0];
  writeSecret(into, platform, account.uid as CustomerId, {
    password: account.password,
    version: 1,
    by: account.passwordBy,
    keep: true,
  });
}

// The emulator takes plain passwords in bulk, which no real project does: 1,000 accounts a call instead of one.
async function makeAccounts(ports: Ports, accounts: readonly SeedAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  const answer = await fetch(
    `http://127.0.0.1:${ports.auth}/identitytoolkit.googleapis.com/v1/projects/${PROJECT}/accounts:batchCreate`,
    {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer owner" },
      body: JSON.stringify({
        users: accounts.map(({ uid, email, password }) => ({ localId: uid, email, rawPassword: password })),
      }),
    },
  );
  const { error } = (await answer.json()) as { error?: readonly unknown[] | object };
  if (!answer.ok || (Array.isArray(error) ? error.length > 0 : error !== undefined)) {
    throw new Error(`Making the demo accounts failed: ${JSON.stringify(error)}`);
  }
}
