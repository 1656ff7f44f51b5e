import type { Tally } from "../coverage/coverage.ts";
import { keyFailure, memberOf } from "../runtime/access.ts";
import { stringify } from "../runtime/conversions.ts";
import { methodNamed } from "../runtime/methods.ts";
import { OPERATIONS } from "../runtime/operators.ts";
import type { Eval, Run } from "../runtime/run.ts";
import type { BinaryOp } from "../syntax/ast.ts";
import { Path } from "../values/path.ts";
import { Failure, notBoolean, NULL_VALUE, type Outcome, type RulesValue } from "../values/value.ts";
import { EXTRA } from "./cost.ts";
import type { GlobalFunction } from "./globals.ts";

/** An expression with what it costs to run it (cost.ts). */
export interface Block {
  readonly run: Eval;
  readonly cost: number;
}

/** A declared function, ready to be called. */
export interface FunctionCode {
  readonly lets: readonly Eval[];
  readonly body: Eval;
  /** Of the lets and the body. */
  readonly cost: number;
}

/** One `.name` of a chain. */
export interface Step {
  readonly name: string;
  readonly missing: Failure;
  /** null: nobody counts. */
  readonly tally: Tally | null;
}

const NO_ARGUMENTS: readonly RulesValue[] = [];

/** All values, or the first failure; every one is evaluated, as in production. */
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

/** Nearly everything counted is a bool, which costs no call. */
function tallyOutcome(tally: Tally, outcome: Outcome): void {
  if (outcome === true) tally.trues++;
  else if (outcome === false) tally.falses++;
  else tally.count(outcome);
}

/** Counts what `inner` gives. With coverage on this wraps every node, so it calls as little as it can. */
export function observed(tally: Tally, inner: Eval): Eval {
  return (run) => {
    const outcome = inner(run);
    tallyOutcome(tally, outcome);
    return outcome;
  };
}

/** `[…]` */
export function listOf(items: readonly Eval[]): Eval {
  return (run) => evaluated(items, run);
}

/** `{…: …}` */
export function mapOf(entries: readonly (readonly [key: Eval, value: Eval])[]): Eval {
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

/** `/a/$(b)`; a path in it brings all its segments. */
export function pathOf(segments: readonly (string | Eval)[]): Eval {
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

/** `a.b.c` in one closure: most of what rules do is to walk to a field. */
export function chainOf(start: Eval, steps: readonly Step[]): Eval {
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

/** `!a` */
export function notOf(operand: Eval): Eval {
  return (run) => {
    const value = operand(run);
    if (typeof value === "boolean") return !value;
    return value instanceof Failure ? value : notBoolean(value);
  };
}

/** `a op b` */
export function binaryOf(op: BinaryOp, left: Eval, right: Eval): Eval {
  const operate = OPERATIONS[op];
  return (run) => {
    const a = left(run);
    const b = right(run);
    if (a instanceof Failure) return b instanceof Failure ? a : a.compared(op, b, "left");
    return b instanceof Failure ? b.compared(op, a, "right") : operate(a, b);
  };
}

/** `a op 'constant'` */
export function binaryWithConstant(op: BinaryOp, left: Eval, right: RulesValue): Eval {
  const operate = OPERATIONS[op];
  return (run) => {
    const value = left(run);
    return value instanceof Failure ? value.compared(op, right, "left") : operate(value, right);
  };
}

/** A side that decides does so whatever the other side is, also when that one fails or is no bool. */
export function logicalOf(op: "&&" | "||", left: Eval, right: Block): Eval {
  const cost = right.cost + EXTRA.right;
  const decisive = op === "||";
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

/** `a ? b : c` */
export function ternaryOf(condition: Eval, whenTrue: Block, whenFalse: Block): Eval {
  return (run) => {
    const value = condition(run);
    if (value === true) {
      run.spend(whenTrue.cost);
      return whenTrue.run(run);
    }
    if (value === false) {
      run.spend(whenFalse.cost + EXTRA.whenFalse);
      return whenFalse.run(run);
    }
    return value instanceof Failure ? value : notBoolean(value);
  };
}

/** A function of the language by its name. */
export function globalCall(args: readonly Eval[], call: GlobalFunction): Eval {
  return (run) => {
    const values = evaluated(args, run);
    return values instanceof Failure ? values : call(run, values);
  };
}

/** A function of the rules: its parameters and lets are kept above those of its caller. */
export function declaredCall(args: readonly Eval[], code: FunctionCode): Eval {
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

/** `a.name(…)` */
export function methodCall(receiver: Eval, name: string, args: readonly Eval[]): Eval {
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
