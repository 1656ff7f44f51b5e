import type { Coverage, Tally } from "../coverage/coverage.ts";
import { functionNotFound, isOfType, NULL_VALUE, notBoolean, Failure, undefinedProperty, type Outcome, type RulesValue } from "../values/value.ts";
import { Path } from "../values/path.ts";
import { methodNamed } from "../runtime/methods.ts";
import { indexOf, keyFailure, memberOf, sliceOf } from "../runtime/access.ts";
import { negate, OPERATIONS } from "../runtime/operators.ts";
import type { Eval, Run } from "../runtime/run.ts";
import { stringify } from "../runtime/conversions.ts";
import type { Expr } from "../syntax/ast.ts";
import { ungroup } from "../syntax/ast.ts";
import { globalFunction, isNamespace, namespaceFunction, type GlobalFunction, type ServiceName } from "./globals.ts";
import { constantOf } from "./constants.ts";
import { costOf, EXTRA } from "./cost.ts";
import { bodyScope, type DeclaredFunction, type Scope } from "./scope.ts";

export interface CompilerOptions {
  readonly service: ServiceName;
  /** null: nothing is recorded. */
  readonly coverage: Coverage | null;
  /** Receives what `debug(…)` was given. */
  readonly onDebug: ((value: RulesValue) => void) | null;
}

type Of<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;

interface FunctionCode {
  readonly lets: readonly Eval[];
  readonly body: Eval;
  readonly cost: number;
}

/** An expression with what it costs to run it (cost.ts). */
interface Block {
  readonly run: Eval;
  readonly cost: number;
}

/** Turns expressions into closures, once per ruleset. */
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
    return { run: this.#expression(expr, scope), cost: costOf(expr, (each) => this.#namespaceOf(each, scope) !== null) };
  }

  #expression(expr: Expr, scope: Scope): Eval {
    const inner = ungroup(expr);
    const constant = constantOf(inner);
    if (constant !== undefined) return () => constant;
    return inner.kind === "member" ? this.#chain(inner, scope) : this.#observed(inner, this.#node(inner, scope));
  }

  /** Counts what `inner` gives. With coverage on this wraps every node, so it calls as little as it can. */
  #observed(expr: Expr, inner: Eval): Eval {
    const { coverage } = this.#options;
    if (coverage === null) return inner;
    const tally = coverage.tallyOf(expr);
    return (run) => {
      const outcome = inner(run);
      tallyOutcome(tally, outcome);
      return outcome;
    };
  }

  #node(expr: Expr, scope: Scope): Eval {
    switch (expr.kind) {
      case "literal":
        return () => expr.value;
      case "group":
        return this.#expression(expr.inner, scope);
      case "list":
        return this.#list(expr, scope);
      case "map":
        return this.#map(expr, scope);
      case "path":
        return this.#path(expr, scope);
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
        return expr.op === "!" ? this.#not(expr, scope) : this.#negative(expr, scope);
      case "binary":
        return this.#binary(expr, scope);
      case "logical":
        return this.#logical(expr, scope);
      case "is":
        return this.#is(expr, scope);
      case "ternary":
        return this.#ternary(expr, scope);
    }
  }

  #list(expr: Of<"list">, scope: Scope): Eval {
    const items = expr.items.map((item) => this.#expression(item, scope));
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
    const entries = expr.entries.map((entry) => [this.#expression(entry.key, scope), this.#expression(entry.value, scope)] as const);
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
    const segments = expr.segments.map((segment) => (typeof segment === "string" ? segment : this.#expression(segment, scope)));
    return (run) => {
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

  /** `a.b.c` in one closure: most of what rules do is to walk to a field. */
  #chain(expr: Of<"member">, scope: Scope): Eval {
    const { coverage } = this.#options;
    const steps: { name: string; missing: Failure; tally: Tally | null }[] = [];
    let root: Expr = expr;
    while (root.kind === "member") {
      steps.unshift({ name: root.name, missing: undefinedProperty(root.name), tally: coverage?.tallyOf(root) ?? null });
      root = ungroup(root.object);
    }
    const start = this.#expression(root, scope);
    return (run) => {
      let holder = start(run);
      for (const step of steps) {
        if (holder instanceof Map) {
          const value: RulesValue | undefined = holder.get(step.name);
          holder = value === undefined ? step.missing : value;
        } else holder = memberOf(holder, step.name, step.missing);
        if (step.tally !== null) tallyOutcome(step.tally, holder);
      }
      return holder;
    };
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

  #not(expr: Of<"unary">, scope: Scope): Eval {
    const operand = this.#expression(expr.operand, scope);
    return (run) => {
      const value = operand(run);
      if (typeof value === "boolean") return !value;
      return value instanceof Failure ? value : notBoolean(value);
    };
  }

  #negative(expr: Of<"unary">, scope: Scope): Eval {
    const operand = this.#expression(expr.operand, scope);
    return (run) => {
      const value = operand(run);
      return value instanceof Failure ? value : negate(value);
    };
  }

  #binary(expr: Of<"binary">, scope: Scope): Eval {
    const { op } = expr;
    const operate = OPERATIONS[op];
    const left = this.#expression(expr.left, scope);
    const constant = constantOf(ungroup(expr.right));
    if (constant !== undefined) {
      return (run) => {
        const value = left(run);
        return value instanceof Failure ? value.compared(op, constant, "left") : operate(value, constant);
      };
    }
    const right = this.#expression(expr.right, scope);
    return (run) => {
      const a = left(run);
      const b = right(run);
      if (a instanceof Failure) return b instanceof Failure ? a : a.compared(op, b, "left");
      return b instanceof Failure ? b.compared(op, a, "right") : operate(a, b);
    };
  }

  /** A side that decides does so whatever the other side is, also when that one fails or is no bool. */
  #logical(expr: Of<"logical">, scope: Scope): Eval {
    const left = this.#expression(expr.left, scope);
    const right = this.#block(expr.right, scope);
    const cost = right.cost + EXTRA.right;
    const decisive = expr.op === "||";
    return (run) => {
      const a = left(run);
      if (a === decisive) return decisive;
      run.spend(cost);
      const b = right.run(run);
      if (b === decisive) return decisive;
      if (typeof a !== "boolean") return a instanceof Failure ? a : notBoolean(a);
      if (typeof b !== "boolean") return b instanceof Failure ? b : notBoolean(b);
      return !decisive;
    };
  }

  #is(expr: Of<"is">, scope: Scope): Eval {
    const operand = this.#expression(expr.operand, scope);
    const { type } = expr;
    return (run) => {
      const value = operand(run);
      return value instanceof Failure ? value.isOfType(type) : isOfType(value, type);
    };
  }

  #ternary(expr: Of<"ternary">, scope: Scope): Eval {
    const condition = this.#expression(expr.condition, scope);
    const then = this.#block(expr.then, scope);
    const otherwise = this.#block(expr.otherwise, scope);
    return (run) => {
      const value = condition(run);
      if (value === true) {
        run.spend(then.cost);
        return then.run(run);
      }
      if (value === false) {
        run.spend(otherwise.cost + EXTRA.otherwise);
        return otherwise.run(run);
      }
      return value instanceof Failure ? value : notBoolean(value);
    };
  }

  #call(expr: Of<"call">, scope: Scope): Eval {
    const args = expr.args.map((arg) => this.#expression(arg, scope));
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
      run.spend(code.cost);
      for (const binding of code.lets) {
        const value = binding(run);
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
  #function(declared: DeclaredFunction): FunctionCode {
    const known = this.#functions.get(declared.decl);
    if (known !== undefined) return known;
    const scope = bodyScope(declared);
    const lets = declared.decl.lets.map((binding) => this.#block(binding.value, scope));
    const body = this.#block(declared.decl.body, scope);
    const cost = lets.reduce((total, binding) => total + binding.cost + EXTRA.binding, body.cost);
    const code = { lets: lets.map((binding) => binding.run), body: body.run, cost };
    this.#functions.set(declared.decl, code);
    return code;
  }

  /** The namespace that a call such as `math.abs(x)` is in. */
  #namespaceOf(expr: Expr, scope: Scope): string | null {
    if (expr.kind !== "method" || expr.object.kind !== "name") return null;
    const { name } = expr.object;
    return scope.variable(name) === null && isNamespace(this.#options.service, name) ? name : null;
  }

  #method(expr: Of<"method">, scope: Scope): Eval {
    const { name, object } = expr;
    const args = expr.args.map((arg) => this.#expression(arg, scope));
    const namespace = this.#namespaceOf(expr, scope);
    if (namespace !== null) return withArguments(args, namespaceFunction(this.#options.service, namespace, name) ?? missingFunction(`${namespace}.${name}`));
    const receiver = this.#expression(object, scope);
    const call = methodNamed(name);
    if (args.length === 0) {
      return (run) => {
        const value = receiver(run);
        return value instanceof Failure ? value.called(name, NO_ARGUMENTS) : call(value, NO_ARGUMENTS);
      };
    }
    return (run) => {
      const value = receiver(run);
      const given = evaluated(args, run);
      if (given instanceof Failure) return value instanceof Failure ? value : given;
      return value instanceof Failure ? value.called(name, given) : call(value, given);
    };
  }
}

/** Nearly everything counted is a bool, which costs no call. */
function tallyOutcome(tally: Tally, outcome: Outcome): void {
  if (outcome === true) tally.trues++;
  else if (outcome === false) tally.falses++;
  else tally.count(outcome);
}

const NO_ARGUMENTS: readonly RulesValue[] = [];

function evaluated(args: readonly Eval[], run: Run): readonly RulesValue[] | Failure {
  const [first] = args;
  if (first === undefined) return NO_ARGUMENTS;
  if (args.length === 1) {
    const value = first(run);
    return value instanceof Failure ? value : [value];
  }
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
