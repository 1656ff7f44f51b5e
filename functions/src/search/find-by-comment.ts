import { holds } from "@trunkline/domain/admin/can";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import { MOST_MATCHING, type findByComment as declared } from "@trunkline/domain/calls/list";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { PARTNERS } from "@trunkline/domain/paths";
import { customersWithWords } from "@trunkline/domain/search/comment-lines";
import { fold } from "@trunkline/domain/text/fold";
import { notAllowed } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";
import { commentLines } from "./comments.ts";

/** Whose comments hold these words, within the scope of who asks: for those who may read every comment there (14 §4.1.10). */
export async function findByComment(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<AnswerOf<typeof declared>> {
  const { session } = caller;
  if (!holds(session, "customers.list") || !holds(session, "customers.view")) return notAllowed;
  const words = { text: fold(input.text), whole: input.whole };
  const found = new Set<CustomerId>();
  for (const partner of await partnersOf(platform, session.partner)) {
    const lines = await commentLines(platform, partner);
    if (lines === undefined) return { kind: "not-built" };
    for (const id of customersWithWords(lines, words)) found.add(id);
    if (found.size > MOST_MATCHING) return { kind: "too-many" };
  }
  return { kind: "found", customerIds: [...found] };
}

async function partnersOf(
  { db }: Platform,
  scope: AdminCaller["session"]["partner"],
): Promise<readonly PartnerId[]> {
  if (scope !== "*") return [scope];
  return (await db.collection(PARTNERS).select().get()).docs.map(({ id }) => id as PartnerId);
}
