/**
 * Eventarc's path patterns over document paths: `{id}` and `*` stand for one segment (or for part of one, as in
 * `{id=prod-*}`), `{rest=**}` and `**` for any number of segments, none included.
 */
export interface PathPattern {
  readonly source: string;
  /** Whether the pattern stands for this document path (`users/a/logs/b`). */
  matches(path: string): boolean;
}

type Part = RegExp | "any";

/** Compiles a pattern; a leading slash is allowed. Throws Error for an empty one. */
export function compilePattern(source: string): PathPattern {
  const segments = source.replace(/^\/+|\/+$/g, "").split("/");
  if (segments.length === 1 && segments[0] === "") throw new Error("the document pattern is empty");
  const parts = segments.map(compileSegment);
  return { source, matches: (path) => match(parts, 0, path.split("/"), 0) };
}

function compileSegment(segment: string): Part {
  const capture = /^\{([^{}=]+)(?:=([^{}]*))?\}$/.exec(segment);
  const glob = capture === null ? segment : (capture[2] ?? "*");
  if (glob === "**") return "any";
  return new RegExp(`^${glob.split("*").map(literal).join("[^/]*")}$`, "su");
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function match(parts: readonly Part[], part: number, segments: readonly string[], segment: number): boolean {
  const first = parts[part];
  if (first === undefined) return segment === segments.length;
  if (first === "any") {
    for (let next = segment; next <= segments.length; next++)
      if (match(parts, part + 1, segments, next)) return true;
    return false;
  }
  const text = segments[segment];
  return (
    text !== undefined && text !== "" && first.test(text) && match(parts, part + 1, segments, segment + 1)
  );
}
