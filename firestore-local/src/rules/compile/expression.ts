import type { Coverage } from "../coverage/coverage.ts";
import { indexOf, sliceOf } from "../runtime/access.ts";
import { negate } from "../runtime/operators.ts";
import type { Eval } from "../runtime/run.ts";
import { ungroup, type Expr } from "../syntax/ast.ts";
import { Failure, functionNotFound, isOfType, undefinedProperty, type RulesValue } from "../values/value.ts";
import {
  binaryOf,
  binaryWithConstant,
  chainOf,
  declaredCall,
  globalCall,
  listOf,
  logicalOf,
  mapOf,
  methodCall,
  notOf,
  observed,
  pathOf,
  ternaryOf,
  type Block,
  type FunctionCode,
  type Step,
} from "./closures.ts";
import { constantOf } from "./constants.ts";
import { costOf, EXTRA } from "./cost.ts";
import {
  globalFunction,
  isNamespace,
  namespaceFunction,
  type GlobalFunction,
  type ServiceName,
} from "./globals.ts";
import { bodyScope, type DeclaredFunction, type Scope } from "./scope.ts";

export interface CompilerOptions {
  readonly service: ServiceName;
  /** null: nothing is recorded. */
  readonly coverage: Coverage | null;
  /** Receives what `debug(…)` was given. */
  readonly onDebug: ((value: RulesValue) => void) | null;
}

type Of<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;

/** Turns expressions into closures (closures.ts), once per ruleset; names are looked up here and never again. */
export class ExpressionCompiler {
  readonly #options: CompilerOptions;
  readonly #functions = new Map<DeclaredFunction["decl"], FunctionCode>();

  constructor(options: CompilerOptions) {
    this.#options = options;
  }

  /** A whole condition whose names are looked up in `scope`. */
  compile(expr: Expr, scope: Scope): Eval {
    const { run: condition, cost } = this.#block(expr, scope);
    return (run) => {
      run.spend(cost);
      return condition(run);
    };
  }

  #block(expr: Expr, scope: Scope): Block {
    const cost = costOf(expr, (each) => this.#namespaceOf(each, scope) !== null);
    return { run: this.#expression(expr, scope), cost };
  }

  #expression(expr: Expr, scope: Scope): Eval {
    const inner = ungroup(expr);
    const constant = constantOf(inner);
    if (constant !== undefined) return () => constant;
    const made = this.#node(inner, scope);
    // A chain counts each of its own steps.
    if (inner.kind === "member" || this.#options.coverage === null) return made;
    return observed(this.#options.coverage.tallyOf(inner), made);
  }

  #expressions(exprs: readonly Expr[], scope: Scope): readonly Eval[] {
    return exprs.map((expr) => this.#expression(expr, scope));
  }

  #node(expr: Expr, scope: Scope): Eval {
    switch (expr.kind) {
      case "literal":
        return () => expr.value;
      case "group":
        return this.#expression(expr.inner, scope);
      case "list":
        return listOf(this.#expressions(expr.items, scope));
      case "map":
        return mapOf(
          expr.entries.map(({ key, value }) => [
            this.#expression(key, scope),
            this.#expression(value, scope),
          ]),
        );
      case "path":
        return pathOf(
          expr.segments.map((each) => (typeof each === "string" ? each : this.#expression(each, scope))),
        );
      case "name":
        return this.#name(expr.name, scope);
      case "member":
        return this.#chain(expr, scope);
      case "index":
        return this.#index(expr, scope);
      case "range":
        return this.#range(expr, scope);
      case "call":
        return this.#call(expr, scope);
      case "method":
        return this.#method(expr, scope);
      case "unary":
        return expr.op === "!" ? notOf(this.#expression(expr.operand, scope)) : this.#negative(expr, scope);
      case "binary":
        return this.#binary(expr, scope);
      case "logical":
        return logicalOf(expr.op, this.#expression(expr.left, scope), this.#block(expr.right, scope));
      case "is":
        return this.#is(expr, scope);
      case "ternary":
        return ternaryOf(
          this.#expression(expr.condition, scope),
          this.#block(expr.whenTrue, scope),
          this.#block(expr.whenFalse, scope),
        );
    }
  }

  #name(name: string, scope: Scope): Eval {
    const variable = scope.variable(name);
    switch (variable?.kind) {
      case "request":
        return (run) => run.request;
      case "resource":
        return (run) => run.resource;
      case "binding": {
        const { slot } = variable;
        return (run) => run.binding(slot);
      }
      case "local": {
        const { slot } = variable;
        return (run) => run.local(slot);
      }
      case undefined: {
        const failure = new Failure(`Variable not found error: Name: [${name}].`);
        return () => failure;
      }
    }
  }

  #chain(expr: Of<"member">, scope: Scope): Eval {
    const { coverage } = this.#options;
    const steps: Step[] = [];
    let root: Expr = expr;
    while (root.kind === "member") {
      const { name } = root;
      steps.unshift({ name, missing: undefinedProperty(name), tally: coverage?.tallyOf(root) ?? null });
      root = ungroup(root.object);
    }
    return chainOf(this.#expression(root, scope), steps);
  }

  #index(expr: Of<"index">, scope: Scope): Eval {
    const object = this.#expression(expr.object, scope);
    const index = this.#expression(expr.index, scope);
    return (run) => indexOf(object(run), index(run));
  }

  #range(expr: Of<"range">, scope: Scope): Eval {
    const object = this.#expression(expr.object, scope);
    const from = this.#expression(expr.from, scope);
    const to = this.#expression(expr.to, scope);
    return (run) => sliceOf(object(run), from(run), to(run));
  }

  #negative(expr: Of<"unary">, scope: Scope): Eval {
    const operand = this.#expression(expr.operand, scope);
    return (run) => {
      const value = operand(run);
      return value instanceof Failure ? value : negate(value);
    };
  }

  #binary(expr: Of<"binary">, scope: Scope): Eval {
    const left = this.#expression(expr.left, scope);
    const constant = constantOf(ungroup(expr.right));
    if (constant !== undefined) return binaryWithConstant(expr.op, left, constant);
    return binaryOf(expr.op, left, this.#expression(expr.right, scope));
  }

  #is(expr: Of<"is">, scope: Scope): Eval {
    const operand = this.#expression(expr.operand, scope);
    const { type } = expr;
    return (run) => {
      const value = operand(run);
      return value instanceof Failure ? value.isOfType(type) : isOfType(value, type);
    };
  }

  #call(expr: Of<"call">, scope: Scope): Eval {
    const { name } = expr;
    const args = this.#expressions(expr.args, scope);
    const declared = scope.function(name, args.length);
    if (declared !== null) return declaredCall(args, this.#function(declared));
    if (name === "debug") return this.#debug(args);
    return globalCall(args, globalFunction(this.#options.service, name) ?? missingFunction(name));
  }

  #debug(args: readonly Eval[]): Eval {
    const { onDebug } = this.#options;
    return globalCall(args, (_run, [value = null]) => {
      onDebug?.(value);
      return value;
    });
  }

  /** A function is compiled once; recursion was refused before, so this ends. */
  #function(declared: DeclaredFunction): FunctionCode {
    const known = this.#functions.get(declared.decl);
    if (known !== undefined) return known;
    const lets: Block[] = [];
    const scope = bodyScope(declared, (binding, seen) => lets.push(this.#block(binding.value, seen)));
    const body = this.#block(declared.decl.body, scope);
    const cost = lets.reduce((total, binding) => total + binding.cost + EXTRA.binding, body.cost);
    const code = { lets: lets.map((binding) => binding.run), body: body.run, cost };
    this.#functions.set(declared.decl, code);
    return code;
  }

  #method(expr: Of<"method">, scope: Scope): Eval {
    const { name } = expr;
    const args = this.#expressions(expr.args, scope);
    const namespace = this.#namespaceOf(expr, scope);
    if (namespace === null) return methodCall(this.#expression(expr.object, scope), name, args);
    const call = namespaceFunction(this.#options.service, namespace, name);
    return globalCall(args, call ?? missingFunction(`${namespace}.${name}`));
  }

  /** The namespace that a call such as `math.abs(x)` is in. */
  #namespaceOf(expr: Expr, scope: Scope): string | null {
    if (expr.kind !== "method" || expr.object.kind !== "name") return null;
    const { name } = expr.object;
    return scope.variable(name) === null && isNamespace(this.#options.service, name) ? name : null;
  }
}

function missingFunction(name: string): GlobalFunction {
  const failure = functionNotFound(name);
  return () => failure;
}
