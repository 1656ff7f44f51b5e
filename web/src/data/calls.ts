import type * as declared from "@trunkline/domain/calls/index";
import type { AnswerOf, Call, InputOf } from "@trunkline/domain/calls/call";

/** Every callable by its name; types only, so that no schema is shipped for calling one. */
type Calls = {
  [
    K in keyof typeof declared as (typeof declared)[K] extends Call<infer _Input, infer _Answer> ? K : never
  ]: (typeof declared)[K];
};
export type CallName = keyof Calls;

/** Calls a function of the product by name; expected refusals are part of the answer, surprises throw CallError. */
export type Caller = <N extends CallName>(name: N, input: InputOf<Calls[N]>) => Promise<AnswerOf<Calls[N]>>;

/** `offline`: nothing was reached, so trying again is safe only with the same request key. */
export type CallFailure = "offline" | "signed-out" | "not-allowed" | "bad-input" | "busy" | "broken";

/** A call that gave no answer of its own. */
export class CallError extends Error {
  readonly failure: CallFailure;
  constructor(failure: CallFailure, message: string) {
    super(message);
    this.name = "CallError";
    this.failure = failure;
  }
}

const FAILURES: Readonly<Record<string, CallFailure>> = {
  UNAUTHENTICATED: "signed-out",
  PERMISSION_DENIED: "not-allowed",
  INVALID_ARGUMENT: "bad-input",
  RESOURCE_EXHAUSTED: "busy",
  ABORTED: "busy",
  UNAVAILABLE: "busy",
};

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (Reflect.get(value, key) as unknown) : undefined;
}

/** Makes the caller: `POST /api/<name>` with the protocol of callable functions. */
export function makeCaller(
  token: () => Promise<string | undefined>,
  send: typeof fetch = (...request) => fetch(...request),
): Caller {
  return async <N extends CallName>(name: N, input: InputOf<Calls[N]>) => {
    const bearer = await token();
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (bearer !== undefined) headers["authorization"] = `Bearer ${bearer}`;
    let response: Response;
    let body: unknown;
    try {
      response = await send(`/api/${name}`, {
        method: "POST",
        headers,
        body: JSON.stringify({ data: input }),
      });
      body = await response.json();
    } catch (cause) {
      throw new CallError("offline", cause instanceof Error ? cause.message : "No connection");
    }
    const status = member(member(body, "error"), "status");
    if (status !== undefined || !response.ok) {
      const message = member(member(body, "error"), "message");
      throw new CallError(
        FAILURES[String(status)] ?? "broken",
        typeof message === "string" ? message : `The server answered ${response.status}`,
      );
    }
    // What the function declares as its answer; both sides are built from the same declaration.
    return member(body, "result") as AnswerOf<Calls[N]>;
  };
}
