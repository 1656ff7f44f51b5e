import { screen } from "@solidjs/testing-library";
import type { CallName, Caller } from "../../data/calls.ts";
import { aSession } from "../testing/builders.ts";

/** A server of a test: answers each call from a list, or always the same, and remembers what it was asked. */
export function aServer(answers: Partial<Record<CallName, unknown>> = {}) {
  const asked: { readonly name: CallName; readonly input: unknown }[] = [];
  const call = (async (name: CallName, input: unknown) => {
    asked.push({ name, input: structuredClone(input) });
    const answer = answers[name] ?? { kind: "done" };
    const next: unknown = Array.isArray(answer) ? answer.shift() : answer;
    if (next instanceof Error) throw next;
    return next;
  }) as Caller;
  return { call, to: (name: CallName) => asked.filter((one) => one.name === name).map(({ input }) => input) };
}

/** An administrator who configures everything. */
export const configurer = aSession({
  permissions: ["config.customers.view", "config.customers.edit", "config.system.view", "config.system.edit"],
});

/** One who may look at the configuration but not change it. */
export const reader = aSession({ permissions: ["config.customers.view", "config.system.view"] });

/** The text box with that caption. */
export function box(label: string): HTMLInputElement {
  const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return screen.getByLabelText(new RegExp(`^${escaped}`), { selector: "input, textarea" });
}
