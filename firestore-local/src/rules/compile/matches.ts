import { notBoolean, Failure, NULL_VALUE } from "../values/value.ts";
import { Path } from "../values/path.ts";
import type { Eval, Run } from "../runtime/run.ts";
import type { Method, PatternSegment } from "../syntax/ast.ts";
import type { Source } from "../syntax/source.ts";
import type { ExpressionCompiler } from "./expression.ts";
import type { ScopedMatch, ScopedService } from "./scope.ts";

/**
 * A segment of the path that is asked about. A query leaves some open: one unknown id, or, in a collection group,
 * any number of unknown segments. An open one matches only what would match whatever it turned out to be.
 */
export type PathSegment = string | { readonly open: "one" | "many"; readonly value: Failure };

/** One `allow` statement. */
export interface Rule {
  readonly methods: readonly Method[];
  /** null: always. */
  readonly condition: Eval | null;
  readonly line: number;
  readonly column: number;
}

type Pattern =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "wildcard" | "glob"; readonly slot: number };

interface MatchNode {
  readonly pattern: readonly Pattern[];
  readonly rules: readonly Rule[];
  readonly children: readonly MatchNode[];
}

/** All the match blocks of a service, ready to be walked. */
export class MatchTree {
  readonly #roots: readonly MatchNode[];
  /** In rules_version 1 a glob stands for one segment or more, in 2 also for none. */
  readonly #globMinimum: number;

  constructor(scoped: ScopedService, expressions: ExpressionCompiler, source: Source) {
    this.#globMinimum = scoped.file.version === "1" ? 1 : 0;
    const build = ({ decl, scope, children }: ScopedMatch): MatchNode => ({
      pattern: compilePattern(decl.pattern, scope.bindings),
      rules: decl.allows.map((allow) => ({
        methods: allow.methods,
        condition: allow.condition === null ? null : expressions.compile(allow.condition, scope),
        ...source.position(allow.condition?.start ?? allow.start),
      })),
      children: children.map(build),
    });
    this.#roots = scoped.matches.map(build);
  }

  /**
   * Shows `visit` each rule whose block matches the whole path, its wildcards bound in `run`, in source order, until
   * it answers true. Answers whether it did.
   */
  walk(path: readonly PathSegment[], run: Run, visit: (rule: Rule) => boolean): boolean {
    return this.#walkAll(this.#roots, path, 0, run, visit);
  }

  #walkAll(
    nodes: readonly MatchNode[],
    path: readonly PathSegment[],
    from: number,
    run: Run,
    visit: (rule: Rule) => boolean,
  ): boolean {
    for (const node of nodes) if (this.#walk(node, 0, path, from, run, visit)) return true;
    return false;
  }

  #walk(
    node: MatchNode,
    at: number,
    path: readonly PathSegment[],
    from: number,
    run: Run,
    visit: (rule: Rule) => boolean,
  ): boolean {
    run.step();
    const pattern = node.pattern[at];
    if (pattern === undefined) {
      if (from === path.length) for (const rule of node.rules) if (visit(rule)) return true;
      return this.#walkAll(node.children, path, from, run, visit);
    }
    if (pattern.kind === "glob") return this.#walkGlob(node, at, pattern.slot, path, from, run, visit);
    const segment = path[from];
    if (segment === undefined) return false;
    if (pattern.kind === "literal")
      return segment === pattern.text && this.#walk(node, at + 1, path, from + 1, run, visit);
    if (typeof segment !== "string" && segment.open === "many") return false;
    run.bindings[pattern.slot] = typeof segment === "string" ? segment : segment.value;
    return this.#walk(node, at + 1, path, from + 1, run, visit);
  }

  #walkGlob(
    node: MatchNode,
    at: number,
    slot: number,
    path: readonly PathSegment[],
    from: number,
    run: Run,
    visit: (rule: Rule) => boolean,
  ): boolean {
    for (let to = from + this.#globMinimum; to <= path.length; to++) {
      run.bindings[slot] = globValue(path.slice(from, to));
      if (this.#walk(node, at + 1, path, to, run, visit)) return true;
    }
    return false;
  }
}

function globValue(segments: readonly PathSegment[]): Path | Failure {
  const texts: string[] = [];
  for (const segment of segments) {
    if (typeof segment !== "string") return segment.value;
    texts.push(segment);
  }
  return new Path(texts);
}

function compilePattern(pattern: readonly PatternSegment[], bindings: number): readonly Pattern[] {
  let slot = bindings - pattern.filter((segment) => segment.kind !== "literal").length;
  return pattern.map((segment) =>
    segment.kind === "literal" ? segment : { kind: segment.kind, slot: slot++ },
  );
}

/** What the rules said of one request: whether one of them allows it, and what each of those tried came to. */
export interface Verdict {
  readonly allowed: boolean;
  readonly tried: readonly { readonly rule: Rule; readonly text: string; readonly hint: string }[];
}

/** Tries every rule for `method` on `path` until one allows. */
export function tryRules(tree: MatchTree, method: Method, path: readonly PathSegment[], run: Run): Verdict {
  const tried: { rule: Rule; text: string; hint: string }[] = [];
  const allowed = tree.walk(path, run, (rule) => {
    if (!rule.methods.includes(method)) return false;
    const outcome = rule.condition === null ? true : rule.condition(run);
    if (typeof outcome === "boolean") {
      tried.push({ rule, text: String(outcome), hint: "" });
      return outcome;
    }
    const failure =
      outcome instanceof Failure ? outcome : outcome === null ? NULL_VALUE : notBoolean(outcome);
    tried.push({ rule, ...failure.verdict });
    return false;
  });
  return { allowed, tried };
}

/** The verdict as the official emulator writes it: `false for 'update' @ L15, Null value error. for 'update' @ L22`. */
export function explain(verdict: Verdict, method: Method): string {
  const shown = verdict.allowed ? verdict.tried.slice(-1) : verdict.tried;
  if (shown.length === 0) return `No matching allow statements for '${method}'`;
  return shown.map(({ rule, text, hint }) => `${text} for '${method}' @ L${rule.line}${hint}`).join(", ");
}
