import type { Issue } from "../api.ts";
import { childrenOf, type Expr, type FunctionDecl } from "../syntax/ast.ts";
import type { Source } from "../syntax/source.ts";
import { IS_TYPES } from "../values/value.ts";
import { globalFunction, isNamespace, namespaceFunction, type ServiceName } from "./globals.ts";
import { nestingFaults } from "./nesting.ts";
import {
  bodyScope,
  type DeclaredFunction,
  type Scope,
  type ScopedMatch,
  type ScopedService,
} from "./scope.ts";

const MAX_LETS = 10;
const MAX_CALL_DEPTH = 20;

/** Everything the official compiler would say about a parsed service: errors refuse the ruleset, warnings do not. */
export function check(source: Source, name: ServiceName, scoped: ScopedService): Issue[] {
  return new Checker(source, name, scoped).run();
}

class Checker {
  readonly #source: Source;
  readonly #service: ServiceName;
  readonly #scoped: ScopedService;
  readonly #issues: Issue[] = [];
  readonly #calls = new Map<FunctionDecl, Set<DeclaredFunction>>();
  readonly #used = new Set<FunctionDecl>();

  constructor(source: Source, service: ServiceName, scoped: ScopedService) {
    this.#source = source;
    this.#service = service;
    this.#scoped = scoped;
  }

  run(): Issue[] {
    for (const declared of this.#scoped.functions) this.#function(declared);
    for (const match of this.#scoped.matches) this.#match(match);
    if (!this.#issues.some((issue) => issue.severity === "ERROR")) this.#callDepths();
    for (const { decl } of this.#scoped.functions) {
      if (!this.#used.has(decl)) this.#warn(decl.nameStart, `Unused function: ${decl.name}.`);
    }
    return this.#issues.sort((a, b) => a.line - b.line || a.column - b.column);
  }

  #error(offset: number, description: string): void {
    this.#issues.push(this.#source.issue("ERROR", offset, description));
  }

  #warn(offset: number, description: string): void {
    this.#issues.push(this.#source.issue("WARNING", offset, description));
  }

  #match({ decl, scope, children }: ScopedMatch): void {
    const globs = decl.pattern.filter((segment) => segment.kind === "glob").length;
    const last = decl.pattern.at(-1);
    const misplaced = this.#scoped.file.version === "1" && globs > 0 && last?.kind !== "glob";
    if (globs > 1 || misplaced) {
      this.#error(
        decl.start,
        "Invalid glob match expression. Glob matches are permitted as the last segment in a match declaration path.",
      );
    }
    for (const allow of decl.allows)
      if (allow.condition !== null) this.#expression(allow.condition, scope, null);
    for (const child of children) this.#match(child);
  }

  #function(declared: DeclaredFunction): void {
    const { decl } = declared;
    this.#calls.set(decl, new Set());
    if (decl.lets.length > MAX_LETS) {
      this.#error(
        decl.nameStart,
        `Maximum allowed variable count of ${MAX_LETS} for a given function has been reached.`,
      );
    }
    const scope = bodyScope(declared, (binding, seen) => this.#expression(binding.value, seen, decl));
    this.#expression(decl.body, scope, decl);
  }

  #expression(root: Expr, scope: Scope, caller: FunctionDecl | null): void {
    const faults = nestingFaults(root);
    for (const fault of faults) this.#error(fault.start, "Expression is too complex to evaluate safely.");
    if (faults.length > 0) return;
    const pending: Expr[] = [root];
    for (let expr = pending.pop(); expr !== undefined; expr = pending.pop()) {
      this.#node(expr, scope, caller);
      pending.push(...this.#childrenToCheck(expr, scope));
    }
  }

  /** The name of a namespace is not a variable. */
  #childrenToCheck(expr: Expr, scope: Scope): readonly Expr[] {
    return this.#namespaceOf(expr, scope) === null ? childrenOf(expr) : childrenOf(expr).slice(1);
  }

  #namespaceOf(expr: Expr, scope: Scope): string | null {
    if (expr.kind !== "method" || expr.object.kind !== "name") return null;
    const { name } = expr.object;
    return scope.variable(name) === null && isNamespace(this.#service, name) ? name : null;
  }

  #node(expr: Expr, scope: Scope, caller: FunctionDecl | null): void {
    if (expr.kind === "name" && scope.variable(expr.name) === null)
      this.#warn(expr.start, `Invalid variable name: ${expr.name}.`);
    if (expr.kind === "is" && !IS_TYPES.has(expr.type)) this.#warn(expr.start, `Invalid type: ${expr.type}.`);
    const namespace = this.#namespaceOf(expr, scope);
    if (
      namespace !== null &&
      expr.kind === "method" &&
      namespaceFunction(this.#service, namespace, expr.name) === null
    ) {
      this.#warn(expr.start, `Invalid function name: ${namespace}.${expr.name}.`);
    }
    if (expr.kind === "call") this.#call(expr, scope, caller);
  }

  #call(expr: Extract<Expr, { kind: "call" }>, scope: Scope, caller: FunctionDecl | null): void {
    const declared = scope.function(expr.name, expr.args.length);
    if (declared !== null) {
      this.#used.add(declared.decl);
      if (caller !== null) this.#calls.get(caller)?.add(declared);
      return;
    }
    const [arity] = scope.arities(expr.name);
    if (arity !== undefined)
      this.#warn(
        expr.start,
        `Function ${expr.name} takes ${arity} arguments but is called with ${expr.args.length}.`,
      );
    else if (expr.name !== "debug" && globalFunction(this.#service, expr.name) === null)
      this.#warn(expr.start, `Invalid function name: ${expr.name}.`);
  }

  /** Refuses recursion and chains of more than 20 functions, called or not, as the official compiler does. */
  #callDepths(): void {
    const longest = new Map<FunctionDecl, readonly string[]>();
    const open: FunctionDecl[] = [];
    const visit = (decl: FunctionDecl): readonly string[] => {
      const known = longest.get(decl);
      if (known !== undefined) return known;
      if (open.includes(decl)) {
        const cycle = [...open.slice(open.indexOf(decl)), decl].map((each) => each.name);
        this.#error(decl.nameStart, `Recursive call is not allowed: [${cycle.join("->")}].`);
        return [];
      }
      open.push(decl);
      let below: readonly string[] = [];
      for (const callee of this.#calls.get(decl) ?? []) {
        const chain = open.length > MAX_CALL_DEPTH ? [] : visit(callee.decl);
        if (chain.length > below.length) below = chain;
      }
      open.pop();
      const chain = [decl.name, ...below];
      longest.set(decl, chain);
      return chain;
    };
    for (const { decl } of this.#scoped.functions) this.#reportDepth(decl, visit(decl));
  }

  #reportDepth(decl: FunctionDecl, chain: readonly string[]): void {
    if (chain.length <= MAX_CALL_DEPTH) return;
    const stack = chain.slice(0, MAX_CALL_DEPTH + 1).join("->");
    this.#error(
      decl.nameStart,
      `Maximum allowed call depth of ${MAX_CALL_DEPTH} is reached for [${stack}] call stack.`,
    );
  }
}
