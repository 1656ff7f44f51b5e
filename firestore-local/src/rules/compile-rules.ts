import type { Compiled, Issue } from "./api.ts";
import { check } from "./compile/check.ts";
import { ExpressionCompiler } from "./compile/expression.ts";
import type { ServiceName } from "./compile/globals.ts";
import { MatchTree } from "./compile/matches.ts";
import { scopesOf } from "./compile/scope.ts";
import { Coverage } from "./coverage/coverage.ts";
import { FirestoreRuleset } from "./firestore/ruleset.ts";
import { parse } from "./syntax/parse.ts";
import type { RulesFile } from "./syntax/ast.ts";
import { Source, SyntaxFault } from "./syntax/source.ts";
import type { RulesValue } from "./values/value.ts";

/** Production refuses larger sources. */
const MAX_SOURCE_BYTES = 256 * 1024;

export interface CompileOptions {
  /** Count the values of every expression for `coverage()`; on unless switched off. */
  readonly coverage?: boolean;
  /** Receives the arguments of `debug(…)`. */
  readonly onDebug?: (value: RulesValue) => void;
}

/** What every service's ruleset is made of. */
export interface Assembled {
  readonly tree: MatchTree;
  readonly file: RulesFile;
  readonly coverage: () => ReturnType<Coverage["report"]>;
}

export type Assembly =
  | { readonly assembled: Assembled; readonly issues: readonly Issue[] }
  | { readonly assembled: null; readonly issues: readonly Issue[] };

/** Compiles the rules of `service cloud.firestore`. A source with an error gives no ruleset, only its issues. */
export function compileRules(source: string, options: CompileOptions = {}): Compiled {
  const { assembled, issues } = assemble(source, "cloud.firestore", options);
  if (assembled === null) return { ruleset: null, issues };
  return { ruleset: new FirestoreRuleset(source, assembled.tree, assembled.coverage), issues };
}

/** Parses, checks and compiles one service of a source. */
export function assemble(text: string, name: ServiceName, options: CompileOptions): Assembly {
  const source = new Source(text);
  if (Buffer.byteLength(text) > MAX_SOURCE_BYTES)
    return refused([source.issue("ERROR", 0, "Rules source is larger than the limit of 256 KB.")]);
  let file: RulesFile;
  try {
    file = parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxFault)) throw cause;
    return refused([source.issue("ERROR", cause.offset, cause.message)]);
  }
  const service = file.services.find((each) => each.name === name);
  if (service === undefined) {
    const start = file.services[0]?.start ?? 0;
    return refused([source.issue("ERROR", start, `Service ${name} is not declared.`)]);
  }
  const scoped = scopesOf(file, service);
  const issues = [...versionIssues(source, file), ...check(source, name, scoped)];
  if (issues.some((issue) => issue.severity === "ERROR")) return refused(issues);
  const coverage = options.coverage === false ? null : new Coverage();
  const expressions = new ExpressionCompiler({ service: name, coverage, onDebug: options.onDebug ?? null });
  const tree = new MatchTree(scoped, expressions, source);
  return {
    assembled: { tree, file, coverage: () => (coverage ?? new Coverage()).report(source, file) },
    issues,
  };
}

function refused(issues: readonly Issue[]): Assembly {
  return { assembled: null, issues };
}

function versionIssues(source: Source, file: RulesFile): Issue[] {
  if (file.version === "2") return [];
  const what = file.versionDeclared
    ? "rules_version '1' is outdated"
    : "rules_version is not declared, which means '1'";
  return [source.issue("WARNING", 0, `${what}; use rules_version = '2'.`)];
}
