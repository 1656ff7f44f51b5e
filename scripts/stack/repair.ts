import type { CustomerId } from "@trunkline/domain/ids/ids";
import { portalSecretPath } from "@trunkline/domain/paths";
import { FieldPath } from "firebase-admin/firestore";
import { openSecret } from "../../functions/src/customers/secret.ts";
import { readCredential } from "../../functions/src/identity/account.ts";
import { randomText } from "../../functions/src/platform/random.ts";
import type { LocalPlatform } from "./local-platform.ts";

const PAGE = 1000;
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/**
 * Makes every sign-in account that Firestore knows and the Auth emulator lost: with the password of its sealed
 * copy, the one the demonstration gave it, or else a random one, which then has to be set anew.
 */
export async function repairAccounts(
  platform: LocalPlatform,
  demoPasswords: ReadonlyMap<string, string>,
  say: (line: string) => void,
): Promise<void> {
  let made = 0;
  let withoutPassword = 0;
  let after: string | null = null;
  for (;;) {
    const inOrder = platform.db.collection("credentials").orderBy(FieldPath.documentId()).limit(PAGE);
    const page: FirebaseFirestore.QuerySnapshot = await (
      after === null ? inOrder : inOrder.startAfter(after)
    ).get();
    const missing = await platform.withoutAccount(page.docs.map(({ id }) => id));
    for (const document of page.docs) {
      const credential = readCredential(document.data());
      if (credential === undefined || credential.pending !== null || !missing.has(document.id)) continue;
      const known =
        (await sealedPassword(platform, document.id as CustomerId)) ?? demoPasswords.get(document.id);
      if (known === undefined) withoutPassword += 1;
      const password = known ?? randomText(platform.random, ALPHABET, 24);
      await platform.accounts.put({ uid: document.id, address: credential.email, disabled: false, password });
      made += 1;
    }
    const last = page.docs.at(-1);
    if (last === undefined || page.size < PAGE) break;
    after = last.id;
  }
  if (made > 0) say(`${made} sign-in accounts were lost when the emulators were killed; made again.`);
  if (withoutPassword > 0)
    say(`${withoutPassword} of them had a password of their own choice: set a new one to use them.`);
}

async function sealedPassword(platform: LocalPlatform, id: CustomerId): Promise<string | undefined> {
  return openSecret(platform, id, (await platform.db.doc(portalSecretPath(id)).get()).data())?.password;
}
