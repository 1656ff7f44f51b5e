import type { Attempt, Case, Fields } from "../attempt.ts";

/** A refusal and, right beside it, what is allowed: a refusal alone also passes when its test is broken. */
export function twins(
  who: string,
  allowed: readonly (readonly [name: string, attempt: Attempt, given?: Record<string, Fields | null>])[],
  refused: readonly (readonly [name: string, attempt: Attempt, given?: Record<string, Fields | null>])[],
): readonly Case[] {
  const make =
    (allowing: boolean) =>
    ([name, attempt, given]: readonly [string, Attempt, Record<string, Fields | null>?]): Case => ({
      name,
      who,
      attempt,
      allowed: allowing,
      ...(given === undefined ? {} : { given }),
    });
  return [...allowed.map(make(true)), ...refused.map(make(false))];
}
