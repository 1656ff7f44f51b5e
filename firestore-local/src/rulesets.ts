import type { RulesSource } from "./rpc/access.ts";
import type { Compiled, Issue, Ruleset } from "./rules/api.ts";

/** The rules in force: those loaded for a project, else those the server was started with. */
export interface Rulesets extends RulesSource {
  /** Puts rules into force for a project, or for all others (null). With an ERROR among the issues the old ones stay. */
  load(
    project: string | null,
    source: string,
  ): { readonly loaded: boolean; readonly issues: readonly Issue[] };
}

/** No rules yet: everything is allowed until some are loaded. */
export function createRulesets(compile: (source: string) => Compiled): Rulesets {
  const byProject = new Map<string, Ruleset>();
  let shared: Ruleset | null = null;
  const listeners = new Set<() => void>();
  return {
    current: (project) => byProject.get(project) ?? shared,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load(project, source) {
      const { ruleset, issues } = compile(source);
      if (!ruleset) return { loaded: false, issues };
      if (project === null) shared = ruleset;
      else byProject.set(project, ruleset);
      for (const listener of listeners) listener();
      return { loaded: true, issues };
    },
  };
}
