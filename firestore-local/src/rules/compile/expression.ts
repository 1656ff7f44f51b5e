import type { Coverage } from "../coverage/coverage.ts";
import { functionNotFound, isOfType, NULL_VALUE, notBoolean, Failure, undefinedProperty, type Outcome, type RulesValue } from "../values/value.ts";
import { Path } from "../values/path.ts";
import { callMethod } from "../runtime/methods.ts";
import { indexOf, keyFailure, memberOf, sliceOf } from "../runtime/access.ts";
import { negate, OPERATIONS } from "../runtime/operators.ts";
import type { Eval } from "../runtime/run.ts";
import { stringify } from "../runtime/conversions.ts";
import type { BinaryOp, Expr } from "../syntax/ast.ts";
import { ungroup } from "../syntax/ast.ts";
import { globalFunction, isNamespace, namespaceFunction, type GlobalFunction, type ServiceName } from "./globals.ts";
import { bodyScope, type DeclaredFunction, type Scope } from "./scope.ts";

export interface CompilerOptions {
  readonly service: ServiceName;
  /** null: nothing is recorded. */
  readonly coverage: Coverage | null;
  /** Receives what `debug(…)` was given. */
  readonly onDebug: ((value: RulesValue) => void) | null;
}

type Of<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;

/**
 * Turns expressions into closures, once per ruleset. What each one costs against the limit of 1,000 is counted as
 * production counts it: every node 1; `&&` and `||` one more when they look at their right side; `is` and a call in
 * a namespace 2; a ternary 2, and 2 more for its false branch; a path 1 more per literal segment; a `let` 1.
 */
export class ExpressionCompiler {
  readonly #options: CompilerOptions;
  readonly #functions = new Map<DeclaredFunction["decl"], { lets: readonly Eval[]; body: Eval }>();

  constructor(options: CompilerOptions) {
    this.#options = options;
  }

  /** An expression whose names are looked up in `scope`. */
  compile(expr: Expr, scope: Scope): Eval {
    const inner = ungroup(expr);
    const folded = constantOf(inner);
    if (folded !== null) {
      const { value, cost } = folded;
      return this.#observed(inner, cost, () => value);
    }
    return this.#observed(inner, 1, this.#node(inner, scope));
  }

  #observed(expr: Expr, cost: number, inner: Eval): Eval {
    const { coverage } = this.#options;
    if (coverage === null) {
      return (run) => {
        const outcome = inner(run);
        run.spend(cost);
        return outcome;
      };
    }
    const record = coverage.recorder(expr);
    return (run) => {
      const outcome = inner(run);
      run.spend(cost);
      record(outcome);
      return outcome;
    };
  }

  #node(expr: Expr, scope: Scope): Eval {
    switch (expr.kind) {
      case "literal":
      case "group":
        return this.compile(expr, scope);
      case "list":
        return this.#list(expr, scope);
      case "map":
        return this.#map(expr, scope);
      case "path":
        return this.#path(expr, scope);
      case "name":
        return this.#name(expr.name, scope);
      case "member":
        return this.#member(expr, scope);
      case "index":
        return this.#index(expr, scope);
      case "range":
        return this.#range(expr, scope);
      case "call":
        return this.#call(expr, scope);
      case "method":
        return this.#method(expr, scope);
      case "unary":
        return expr.op === "!" ? this.#not(expr, scope) : this.#negative(expr, scope);
      case "binary":
        return this.#binary(expr.op, this.compile(expr.left, scope), this.compile(expr.right, scope));
      case "logical":
        return this.#logical(expr, scope);
      case "is":
        return this.#is(expr, scope);
      case "ternary":
        return this.#ternary(expr, scope);
    }
  }

  #list(expr: Of<"list">, scope: Scope): Eval {
    const items = expr.items.map((item) => this.compile(item, scope));
    return (run) => {
      const values: RulesValue[] = [];
      let failure: Failure | null = null;
      for (const item of items) {
        const value = item(run);
        if (value instanceof Failure) failure ??= value;
        else values.push(value);
      }
      return failure ?? values;
    };
  }

  #map(expr: Of<"map">, scope: Scope): Eval {
    const entries = expr.entries.map((entry) => [this.compile(entry.key, scope), this.compile(entry.value, scope)] as const);
    return (run) => {
      const map = new Map<string, RulesValue>();
      let failure: Failure | null = null;
      for (const [key, value] of entries) {
        const name = key(run);
        const made = value(run);
        if (name instanceof Failure) failure ??= name;
        else if (made instanceof Failure) failure ??= made;
        else if (typeof name !== "string") failure ??= keyFailure(name);
        else map.set(name, made);
      }
      return failure ?? map;
    };
  }

  #path(expr: Of<"path">, scope: Scope): Eval {
    const literals = expr.segments.filter((segment) => typeof segment === "string").length;
    const segments = expr.segments.map((segment) => (typeof segment === "string" ? segment : this.compile(segment, scope)));
    return (run) => {
      run.spend(literals);
      const made: string[] = [];
      let failure: Failure | null = null;
      for (const segment of segments) {
        const value = typeof segment === "string" ? segment : segment(run);
        if (value instanceof Failure) failure ??= value;
        else if (typeof value === "string") made.push(value);
        else if (value instanceof Path) made.push(...value.segments);
        else {
          const text = value === null ? NULL_VALUE : stringify(value);
          if (text instanceof Failure) failure ??= text;
          else made.push(text);
        }
      }
      return failure ?? new Path(made);
    };
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

  #member(expr: Of<"member">, scope: Scope): Eval {
    const object = this.compile(expr.object, scope);
    const { name } = expr;
    const missing = undefinedProperty(name);
    return (run) => {
      const holder = object(run);
      if (!(holder instanceof Map)) return memberOf(holder, name, missing);
      const value: RulesValue | undefined = holder.get(name);
      return value === undefined ? missing : value;
    };
  }

  #index(expr: Of<"index">, scope: Scope): Eval {
    const object = this.compile(expr.object, scope);
    const index = this.compile(expr.index, scope);
    return (run) => indexOf(object(run), index(run));
  }

  #range(expr: Of<"range">, scope: Scope): Eval {
    const object = this.compile(expr.object, scope);
    const from = this.compile(expr.from, scope);
    const to = this.compile(expr.to, scope);
    return (run) => sliceOf(object(run), from(run), to(run));
  }

  #not(expr: Of<"unary">, scope: Scope): Eval {
    const operand = this.compile(expr.operand, scope);
    return (run) => {
      const value = operand(run);
      if (typeof value === "boolean") return !value;
      return value instanceof Failure ? value : notBoolean(value);
    };
  }

  #negative(expr: Of<"unary">, scope: Scope): Eval {
    const operand = this.compile(expr.operand, scope);
    return (run) => {
      const value = operand(run);
      return value instanceof Failure ? value : negate(value);
    };
  }

  #binary(op: BinaryOp, left: Eval, right: Eval): Eval {
    const operate = OPERATIONS[op];
    return (run) => {
      const a = left(run);
      const b = right(run);
      if (a instanceof Failure) return b instanceof Failure ? a : a.compared(op, b, "left");
      if (b instanceof Failure) return b.compared(op, a, "right");
      return operate(a, b);
    };
  }

  /** A side that decides does so whatever the other side is, also when that one fails or is no bool. */
  #logical(expr: Of<"logical">, scope: Scope): Eval {
    const left = this.compile(expr.left, scope);
    const right = this.compile(expr.right, scope);
    const decisive = expr.op === "||";
    return (run) => {
      const a = left(run);
      if (a === decisive) return decisive;
      run.spend(1);
      const b = right(run);
      if (b === decisive) return decisive;
      if (typeof a !== "boolean") return a instanceof Failure ? a : notBoolean(a);
      if (typeof b !== "boolean") return b instanceof Failure ? b : notBoolean(b);
      return !decisive;
    };
  }

  #is(expr: Of<"is">, scope: Scope): Eval {
    const operand = this.compile(expr.operand, scope);
    const { type } = expr;
    return (run) => {
      run.spend(1);
      const value = operand(run);
      return value instanceof Failure ? value.isOfType(type) : isOfType(value, type);
    };
  }

  #ternary(expr: Of<"ternary">, scope: Scope): Eval {
    const condition = this.compile(expr.condition, scope);
    const then = this.compile(expr.then, scope);
    const otherwise = this.compile(expr.otherwise, scope);
    return (run) => {
      run.spend(1);
      const value = condition(run);
      if (value === true) return then(run);
      if (value === false) {
        run.spend(2);
        return otherwise(run);
      }
      return value instanceof Failure ? value : notBoolean(value);
    };
  }

  #call(expr: Of<"call">, scope: Scope): Eval {
    const args = expr.args.map((arg) => this.compile(arg, scope));
    const declared = scope.function(expr.name, args.length);
    if (declared !== null) return this.#declaredCall(declared, args);
    if (expr.name === "debug") return this.#debug(args);
    return withArguments(args, globalFunction(this.#options.service, expr.name) ?? missingFunction(expr.name));
  }

  #debug(args: readonly Eval[]): Eval {
    const { onDebug } = this.#options;
    return withArguments(args, (_run, [value = null]) => {
      onDebug?.(value);
      return value;
    });
  }

  #declaredCall(declared: DeclaredFunction, args: readonly Eval[]): Eval {
    const code = this.#function(declared);
    return (run) => {
      const frame = run.top;
      for (const arg of args) {
        const value = arg(run);
        run.locals[run.top] = value;
        run.top++;
      }
      const caller = run.base;
      run.base = frame;
      for (const binding of code.lets) {
        const value = binding(run);
        run.spend(1);
        run.locals[run.top] = value;
        run.top++;
      }
      const result = code.body(run);
      run.base = caller;
      run.top = frame;
      return result;
    };
  }

  /** A function is compiled once; recursion was refused before, so this ends. */
  #function(declared: DeclaredFunction): { lets: readonly Eval[]; body: Eval } {
    const known = this.#functions.get(declared.decl);
    if (known !== undefined) return known;
    const scope = bodyScope(declared);
    const code = { lets: declared.decl.lets.map((binding) => this.compile(binding.value, scope)), body: this.compile(declared.decl.body, scope) };
    this.#functions.set(declared.decl, code);
    return code;
  }

  #method(expr: Of<"method">, scope: Scope): Eval {
    const { name, object } = expr;
    const args = expr.args.map((arg) => this.compile(arg, scope));
    const { service } = this.#options;
    if (object.kind === "name" && scope.variable(object.name) === null && isNamespace(service, object.name)) {
      const found = namespaceFunction(service, object.name, name) ?? missingFunction(`${object.name}.${name}`);
      const call = withArguments(args, found);
      return (run) => {
        run.spend(1);
        return call(run);
      };
    }
    const receiver = this.compile(object, scope);
    return (run) => {
      const value = receiver(run);
      const given = evaluated(args, run);
      if (given instanceof Failure) return value instanceof Failure ? value : given;
      return value instanceof Failure ? value.called(name, given) : callMethod(value, name, given);
    };
  }
}

const NO_ARGUMENTS: readonly RulesValue[] = [];

function evaluated(args: readonly Eval[], run: Parameters<Eval>[0]): readonly RulesValue[] | Failure {
  if (args.length === 0) return NO_ARGUMENTS;
  const values: RulesValue[] = [];
  let failure: Failure | null = null;
  for (const arg of args) {
    const value = arg(run);
    if (value instanceof Failure) failure ??= value;
    else values.push(value);
  }
  return failure ?? values;
}

function withArguments(args: readonly Eval[], call: GlobalFunction): Eval {
  return (run) => {
    const values = evaluated(args, run);
    return values instanceof Failure ? values : call(run, values);
  };
}

function missingFunction(name: string): GlobalFunction {
  const failure = functionNotFound(name);
  return () => failure;
}

/** The value of a literal, or of a list of literals, with what evaluating it costs. */
function constantOf(expr: Expr): { value: Outcome; cost: number } | null {
  if (expr.kind === "literal") return { value: expr.value, cost: 1 };
  if (expr.kind !== "list") return null;
  const values: RulesValue[] = [];
  for (const item of expr.items) {
    const inner = ungroup(item);
    if (inner.kind !== "literal") return null;
    values.push(inner.value);
  }
  return { value: values, cost: 1 + values.length };
}
