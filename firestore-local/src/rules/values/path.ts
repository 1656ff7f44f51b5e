import { Reference } from "../../engine/value.ts";
import { Named, type RulesMap } from "./value.ts";

/** A path: its segments, and the wildcard bindings it was matched with. */
export class Path extends Named {
  override readonly typeName = "path";
  readonly segments: readonly string[];
  readonly bindings: RulesMap | null;
  constructor(segments: readonly string[], bindings: RulesMap | null = null) {
    super();
    this.segments = segments;
    this.bindings = bindings;
  }

  override equals(other: object): boolean {
    const path = other instanceof Reference ? pathOfReference(other) : other;
    if (!(path instanceof Path) || path.segments.length !== this.segments.length) return false;
    return this.segments.every((segment, index) => segment === path.segments[index]);
  }

  override toString(): string {
    return `/${this.segments.join("/")}`;
  }
}

/** The path of a reference field; the project is left out, as in `/databases/(default)/documents/c/x`. */
export function pathOfReference(reference: Reference): Path {
  const segments = reference.name.split("/");
  return new Path(segments[0] === "projects" ? segments.slice(2) : segments);
}

/** A path from text; leading and doubled slashes do not count. */
export function parsePath(text: string): Path {
  return new Path(text.split("/").filter((segment) => segment !== ""));
}
