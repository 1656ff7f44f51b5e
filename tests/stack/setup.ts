import type { TestProject } from "vitest/node";
import { startStack, type StackAddresses } from "./stack.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly stack: StackAddresses;
  }
}

/** Starts the stack once for a whole run; tests get its addresses by `inject("stack")`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack((line) => console.log(line));
  project.provide("stack", stack.addresses);
  return () => stack.stop();
}
