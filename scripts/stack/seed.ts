import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath } from "@trunkline/domain/paths";
import { buildCommentIndexes } from "../../functions/src/search/comments.ts";
import { rebuildIndexes } from "../../functions/src/search/rebuild.ts";
import { generate, type DemoLogin, type Seed } from "../../tests/seed/generate.ts";
import { writeSecret } from "../../functions/src/customers/secret.ts";
import { makeAccounts } from "./bulk-accounts.ts";
import { bulkWrites } from "./bulk-writes.ts";
import { withoutTriggers } from "./emulators.ts";
import type { LocalPlatform } from "./local-platform.ts";
import type { Ports } from "./ports.ts";

/** What the first start made, kept so that later starts can name the logins and repair their accounts. */
interface Made {
  readonly seed: number;
  readonly customers: number;
  readonly now: string;
}

const SEED = 17;

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
export async function seedIfEmpty(options: SeedOptions): Promise<readonly DemoLogin[]> {
  const { platform, ports, dataDir, customers, now, detail } = options;
  if ((await platform.db.doc(configPath("general")).get()).exists) {
    detail("it has; they are left as they are");
    return seedOf(dataDir)?.logins ?? [];
  }
  detail("it is empty: filling it with believable ones");

  const seed = generate(SEED, { customers, now });
  writeFileSync(
    madeFile(dataDir),
    JSON.stringify({ seed: SEED, customers, now: now.toISOString() } satisfies Made),
  );
  await withoutTriggers(ports, () => fill(seed, options));
  return seed.logins;
}

/**
 * Everything is made while it is written, and no more of it is held than what is on its way: a hundred thousand
 * customers need no more memory here than two hundred.
 */
async function fill(seed: Seed, { platform, ports, detail }: SeedOptions): Promise<void> {
  const { db } = platform;
  // Written last, so that a first start that was cut short begins again.
  const last = db.doc(configPath("general"));
  let general: FirebaseFirestore.DocumentData = {};
  const documents = bulkWrites(db, (written) => detail(`${count(written)} documents`));
  for (const { path, data } of seed.documents()) {
    if (path === last.path) general = data;
    else await documents.write((batch) => batch.set(db.doc(path), data));
  }
  const accounts = makeAccounts(ports);
  for (const account of seed.accounts()) {
    await accounts.add(account);
    const { uid, password, passwordBy: by } = account;
    if (!account.sealCopy) continue;
    await documents.write((batch) =>
      writeSecret(batch, platform, uid as CustomerId, { password, version: 1, by, keep: true }),
    );
  }
  const people = await accounts.finish();
  const written = await documents.finish();
  detail(`${count(written)} documents, ${count(people)} sign-in accounts`);
  detail("the search index");
  await rebuildIndexes(platform, Number.POSITIVE_INFINITY);
  await buildCommentIndexes(platform, Number.POSITIVE_INFINITY);
  await last.set(general);
}

const count = (number: number): string => number.toLocaleString("en");
