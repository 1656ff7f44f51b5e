import type { FormatProblem, PasswordRuleProblem } from "./format.ts";

type Problem = FormatProblem | PasswordRuleProblem;

const TEXT: { [K in Problem["kind"]]: (problem: Extract<Problem, { kind: K }>) => string } = {
  "unbalanced-brace": () => "A brace { or } has no partner.",
  "unknown-variable": ({ name }) => `There is no variable {${name}}.`,
  "bad-length": ({ name }) => `The length behind {${name}| is a number from 1 to 64.`,
  empty: () => "This field is required.",
  "bad-characters": () => "Contains characters that cannot be typed everywhere.",
  "too-few-characters": ({ min }) => `At least ${min} different characters.`,
  "length-out-of-range": ({ min, max }) => `Between ${min} and ${max}.`,
  "not-in-a-password": ({ name }) =>
    `{${name}} stands in the record, so it is not allowed in a password. Use {rand_string} or {rand_number}.`,
  "too-little-random": ({ min }) => `At least ${min} random characters, from {rand_string} or {rand_number}.`,
  "too-long": ({ max }) => `At most ${max} characters in all.`,
};

/** The sentence that tells why a format, an alphabet or a length is refused (10 §3.6–3.8). */
export function credentialText(problem: Problem): string {
  return (TEXT[problem.kind] as (problem: Problem) => string)(problem);
}
