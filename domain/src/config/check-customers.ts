import type { FormatProblem, PasswordRuleProblem } from "../credentials/format.ts";
import { checkLoginFormat, checkPasswordRules } from "../credentials/format.ts";
import { credentialText } from "../credentials/problem.ts";
import type { FieldProblem } from "../customer/problem.ts";
import { problemText } from "../customer/problem.ts";
import type { CustomersConfig } from "./customers.ts";

type Rule = FormatProblem | PasswordRuleProblem;
type Problems<P> = { -readonly [K in keyof CustomersConfig]?: P };

const MOST_FIELDS_SHOWN = 200;
const MOST_FOUND = 100_000;

function rulesBroken(config: CustomersConfig): Problems<Rule> {
  const problems: Problems<Rule> = {};
  const login = checkLoginFormat(config.loginFormat);
  if (!login.ok) problems.loginFormat = login.error;
  const password = checkPasswordRules(config);
  if (!password.ok) problems[placeOf(password.error, config)] = password.error;
  return problems;
}

function placeOf(
  problem: Rule,
  config: CustomersConfig,
): "passwordCharacters" | "passwordLength" | "passwordFormat" {
  if (problem.kind === "too-few-characters") return "passwordCharacters";
  if (problem.kind === "length-out-of-range") return "passwordLength";
  if (problem.kind === "bad-characters" && !/^[!-~]+$/.test(config.passwordCharacters))
    return "passwordCharacters";
  return "passwordFormat";
}

function valuesBroken(config: CustomersConfig): Problems<FieldProblem> {
  const problems: Problems<FieldProblem> = {};
  if (config.loginCharacters === "") problems.loginCharacters = { kind: "required" };
  else if (!/^[A-Za-z0-9._@+-]+$/.test(config.loginCharacters))
    problems.loginCharacters = { kind: "bad-login" };
  const within = (field: "fieldLimit" | "mostFound", min: number, max: number) => {
    const value = config[field];
    if (!Number.isInteger(value)) problems[field] = { kind: "not-whole" };
    else if (value < min || value > max) problems[field] = { kind: "out-of-range", min, max };
  };
  within("fieldLimit", 0, MOST_FIELDS_SHOWN);
  within("mostFound", 1, MOST_FOUND);
  return problems;
}

/** What keeps settings of customers from being stored, by setting (10 §3, §9); empty when nothing does. */
export function checkCustomersConfig(config: CustomersConfig): Record<string, FieldProblem> {
  const rules = Object.entries(rulesBroken(config)).map(([field, problem]) => [field, asProblem(problem)]);
  return { ...valuesBroken(config), ...(Object.fromEntries(rules) as Record<string, FieldProblem>) };
}

/** The same in the sentences the settings page shows; they name the variable that is wrong (10 §3.8). */
export function customersConfigTexts(config: CustomersConfig): Record<string, string> {
  const values = Object.entries(valuesBroken(config)).map(([field, problem]) => [
    field,
    problemText(problem),
  ]);
  const rules = Object.entries(rulesBroken(config)).map(([field, problem]) => [
    field,
    credentialText(problem),
  ]);
  return Object.fromEntries([...values, ...rules]) as Record<string, string>;
}

function asProblem(problem: Rule): FieldProblem {
  switch (problem.kind) {
    case "unknown-variable":
    case "bad-length":
    case "not-in-a-password":
      return { kind: "bad-value", value: `{${problem.name}}` };
    case "empty":
      return { kind: "required" };
    case "bad-characters":
      return { kind: "bad-characters" };
    case "too-few-characters":
    case "too-little-random":
      return { kind: "too-short", min: problem.min };
    case "length-out-of-range":
      return { kind: "out-of-range", min: problem.min, max: problem.max };
    case "too-long":
      return { kind: "too-long", max: problem.max };
    case "unbalanced-brace":
      return { kind: "bad-format" };
  }
}
