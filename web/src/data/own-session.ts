import { createSignal, type Accessor } from "solid-js";
import type { Caller, CallName } from "./calls.ts";
import type { SessionTabs } from "./session-tabs.ts";

/** Calls that end every other session of the person, and answer with the token with which this one goes on. */
const ENDING: ReadonlySet<CallName> = new Set<CallName>([
  "confirmSecondFactor",
  "removeSecondFactor",
  "changeOwnPassword",
]);

interface OwnSession {
  readonly call: Caller;
  /** One of these calls is on its way: a new session version is this device's own doing. */
  readonly changing: Accessor<boolean>;
}

/**
 * A caller that enters with such a token before the screen sees the answer. The new session version arrives by the live
 * session earlier than the token by the answer: until then neither the gate nor another tab's, which waits for what runs
 * `alone`, may take it for the end of this session.
 */
export function keepOwnSession(
  call: Caller,
  enter: (token: string) => Promise<void>,
  alone: SessionTabs["alone"],
): OwnSession {
  const [changing, setChanging] = createSignal(false);
  return {
    changing,
    call: async <N extends CallName>(name: N, input: Parameters<typeof call<N>>[1]) => {
      if (!ENDING.has(name)) return call(name, input);
      setChanging(true);
      try {
        return await alone(async () => {
          const answer = await call(name, input);
          const token: unknown =
            typeof answer === "object" && answer !== null ? Reflect.get(answer, "token") : undefined;
          if (typeof token === "string") await enter(token);
          return answer;
        });
      } finally {
        setChanging(false);
      }
    },
  };
}
