import type { InputOf } from "@trunkline/domain/calls/call";
import type {
  CannotSignIn,
  EmailSignInAnswer,
  findEmailSignIn as declared,
} from "@trunkline/domain/calls/settings";
import { MATCHES_OF_CUSTOMERS } from "@trunkline/domain/paths";
import type { QueryDocumentSnapshot } from "firebase-admin/firestore";
import type { MatchDocument } from "../customers/matches.ts";
import { notAllowed } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";

const MOST_EXAMPLES = 100;
const PAGE = 2000;

/**
 * Goes through all first addresses in their order, where equal ones are neighbours, and names those that could sign
 * nobody in (10 §5.5, 21 §1): shared ones, and customers who have none.
 */
export async function findEmailSignIn(
  platform: Platform,
  caller: AdminCaller,
  _input: InputOf<typeof declared>,
): Promise<EmailSignInAnswer> {
  if (caller.session.partner !== "*") return notAllowed;
  const sharing: CannotSignIn[] = [];
  const without: CannotSignIn[] = [];
  const counted = { sharing: 0, without: 0 };
  let same: QueryDocumentSnapshot[] = [];
  let size = 0;
  const close = () => {
    if (size > 1) {
      counted.sharing += size;
      sharing.push(...same.slice(0, MOST_EXAMPLES - sharing.length).map(named));
    }
    same = [];
    size = 0;
  };
  await eachAddress(platform, (doc, email) => {
    if (email === null) {
      if (doc.get("kind") !== "customer") return;
      counted.without += 1;
      if (without.length < MOST_EXAMPLES) without.push(named(doc));
      return;
    }
    if (same[0]?.get("signIn") !== email) close();
    size += 1;
    if (same.length < MOST_EXAMPLES) same.push(doc);
  });
  close();
  without.sort((a, b) => a.number - b.number);
  return { kind: "found", ...counted, examples: [...sharing, ...without].slice(0, MOST_EXAMPLES) };
}

async function eachAddress(
  platform: Platform,
  visit: (doc: QueryDocumentSnapshot, email: MatchDocument["signIn"]) => void,
): Promise<void> {
  const ordered = platform.db
    .collection(MATCHES_OF_CUSTOMERS)
    .orderBy("signIn")
    .select("signIn", "kind", "number", "name")
    .limit(PAGE);
  let after: QueryDocumentSnapshot | undefined;
  for (;;) {
    const page = await (after === undefined ? ordered : ordered.startAfter(after)).get();
    for (const doc of page.docs) visit(doc, doc.get("signIn") as MatchDocument["signIn"]);
    if (page.size < PAGE) return;
    after = page.docs.at(-1);
  }
}

function named(doc: QueryDocumentSnapshot): CannotSignIn {
  const { kind, number, name, signIn } = doc.data() as MatchDocument;
  return {
    customerId: doc.id as CannotSignIn["customerId"],
    number,
    name,
    kind: kind === "lead" ? "lead" : "customer",
    email: signIn,
  };
}
