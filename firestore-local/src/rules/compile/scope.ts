import type { FunctionDecl, LetBinding, MatchDecl, RulesFile, ServiceDecl } from "../syntax/ast.ts";

/** Where a name's value is kept while rules run. */
export type Variable =
  | { readonly kind: "binding" | "local"; readonly slot: number }
  | { readonly kind: "request" }
  | { readonly kind: "resource" };

/** A declared function and the scope its body sees. */
export interface DeclaredFunction {
  readonly decl: FunctionDecl;
  readonly home: Scope;
}

/** The names that can be seen at one place of the source: the file, a service, a match block or a function body. */
export class Scope {
  readonly #parent: Scope | null;
  readonly #variables = new Map<string, Variable>();
  readonly #functions = new Map<string, DeclaredFunction>();
  /** How many wildcard slots the enclosing match blocks use. */
  readonly bindings: number;

  constructor(parent: Scope | null, functions: readonly FunctionDecl[], wildcards: readonly string[] = []) {
    this.#parent = parent;
    const outer = parent?.bindings ?? 0;
    this.bindings = outer + wildcards.length;
    wildcards.forEach((name, index) => this.#variables.set(name, { kind: "binding", slot: outer + index }));
    for (const decl of functions)
      this.#functions.set(keyOf(decl.name, decl.params.length), { decl, home: this });
  }

  define(name: string, variable: Variable): void {
    this.#variables.set(name, variable);
  }

  variable(name: string): Variable | null {
    return this.#variables.get(name) ?? this.#parent?.variable(name) ?? null;
  }

  /** The nearest function of this name and number of parameters. */
  function(name: string, arity: number): DeclaredFunction | null {
    return this.#functions.get(keyOf(name, arity)) ?? this.#parent?.function(name, arity) ?? null;
  }

  /** The numbers of parameters that functions of this name take, nearest scope first. */
  arities(name: string): readonly number[] {
    const own = [...this.#functions.values()]
      .filter(({ decl }) => decl.name === name)
      .map(({ decl }) => decl.params.length);
    return own.length > 0 ? own : (this.#parent?.arities(name) ?? []);
  }

  functions(): readonly DeclaredFunction[] {
    return [...this.#functions.values()];
  }
}

function keyOf(name: string, arity: number): string {
  return `${name}/${arity}`;
}

/** A match block with its scope. */
export interface ScopedMatch {
  readonly decl: MatchDecl;
  readonly scope: Scope;
  readonly children: readonly ScopedMatch[];
}

/** One service's part of a file with every scope in it. */
export interface ScopedService {
  readonly file: RulesFile;
  readonly service: ServiceDecl;
  readonly matches: readonly ScopedMatch[];
  readonly functions: readonly DeclaredFunction[];
}

/** Lays out the scopes of one service. */
export function scopesOf(file: RulesFile, service: ServiceDecl): ScopedService {
  const root = new Scope(null, file.functions);
  root.define("request", { kind: "request" });
  root.define("resource", { kind: "resource" });
  const own = new Scope(root, service.functions);
  const functions: DeclaredFunction[] = [...root.functions(), ...own.functions()];
  const visit = (decl: MatchDecl, outer: Scope): ScopedMatch => {
    const wildcards = decl.pattern.flatMap((segment) => (segment.kind === "literal" ? [] : [segment.name]));
    const scope = new Scope(outer, decl.functions, wildcards);
    functions.push(...scope.functions());
    return { decl, scope, children: decl.children.map((child) => visit(child, scope)) };
  };
  return { file, service, matches: service.matches.map((match) => visit(match, own)), functions };
}

/**
 * The scope inside a function: its parameters and lets, then what surrounds the declaration. `seeLet` is shown each
 * let with what its value may use: the lets before it, not itself and not those after it.
 */
export function bodyScope(
  declared: DeclaredFunction,
  seeLet: (binding: LetBinding, scope: Scope) => void,
): Scope {
  const { params, lets } = declared.decl;
  const scope = new Scope(declared.home, []);
  params.forEach((name, slot) => scope.define(name, { kind: "local", slot }));
  lets.forEach((binding, index) => {
    seeLet(binding, scope);
    scope.define(binding.name, { kind: "local", slot: params.length + index });
  });
  return scope;
}
