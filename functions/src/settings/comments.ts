import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { saveCommentsConfig as declared } from "@trunkline/domain/calls/settings";
import { checkChoices, readCommentsConfig, storedChoices } from "@trunkline/domain/config/comments";
import type { FieldProblem } from "@trunkline/domain/customer/problem";
import { configPath } from "@trunkline/domain/paths";
import { sure } from "../customers/settings.ts";
import { notAllowed } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";

/** Saves types and categories of comments (12 §5.4); one that is in use keeps its look, because none is ever dropped. */
export async function saveCommentsConfig(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<AnswerOf<typeof declared>> {
  if (caller.session.partner !== "*") return notAllowed;
  const { db } = platform;
  const ref = db.doc(configPath("comments"));
  return db.runTransaction(async (tx) => {
    const before = sure(readCommentsConfig((await tx.get(ref)).data()));
    const after = {
      types: storedChoices(before.types, input.types ?? before.types),
      categories: storedChoices(before.categories, input.categories ?? before.categories),
    };
    const problems: Record<string, FieldProblem> = {};
    for (const list of ["types", "categories"] as const) {
      const found = Object.values(checkChoices(list, after[list]))[0];
      if (found !== undefined) problems[list] = found;
    }
    if (Object.keys(problems).length > 0) return { kind: "fields" as const, problems };
    tx.set(ref, after);
    logOperation(tx, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: "saveCommentsConfig",
      result: "done",
      attributes: { settings: Object.keys(input).join(" ") },
    });
    return { kind: "done" as const };
  });
}
