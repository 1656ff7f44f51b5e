import type { FieldProblem } from "../customer/problem.ts";
import type { Result } from "../result/result.ts";
import { ok, refuse } from "../result/result.ts";
import { hasBadCharacters } from "../text/clean.ts";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./format.ts";

export const SHORTEST_ADMIN_PASSWORD = 10;

/** A typed portal password: 6–64 characters, kept as typed (10 §2.3). */
export function checkPassword(text: string): Result<string, FieldProblem> {
  return checkLength(text, SHORTEST_PASSWORD, LONGEST_PASSWORD);
}

/** A typed administrator's password: 10–128 characters (15 §1.2). */
export function checkAdminPassword(text: string): Result<string, FieldProblem> {
  return checkLength(text, SHORTEST_ADMIN_PASSWORD, 128);
}

function checkLength(text: string, min: number, max: number): Result<string, FieldProblem> {
  if (text === "") return refuse({ kind: "required" });
  if (text.length < min) return refuse({ kind: "too-short", min });
  if (text.length > max) return refuse({ kind: "too-long", max });
  return hasBadCharacters(text, false) ? refuse({ kind: "bad-characters" }) : ok(text);
}
