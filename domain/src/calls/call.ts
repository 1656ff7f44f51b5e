import type * as z from "zod/mini";

/** Who may call at all; what he may do is decided inside. */
export type Caller = "anybody" | "admin" | "customer" | "signed-in";

/** One callable function: its name, its strict input and the type of its answer. */
export interface Call<Input, Answer> {
  readonly name: string;
  readonly caller: Caller;
  readonly input: z.ZodMiniType<Input>;
  /** Never there at run time; carries the type. */
  readonly answer?: Answer;
}

export type InputOf<C> = C extends Call<infer Input, unknown> ? Input : never;
export type AnswerOf<C> = C extends Call<unknown, infer Answer> ? Answer : never;

/** Declares a callable. Refusals a person can cause are part of the answer; errors are for what cannot happen. */
export function call<Answer>() {
  return <Input>(name: string, caller: Caller, input: z.ZodMiniType<Input>): Call<Input, Answer> => ({
    name,
    caller,
    input,
  });
}
