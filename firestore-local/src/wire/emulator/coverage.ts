type Json = Readonly<Record<string, unknown>>;

interface Span {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly used: boolean;
}

/** A page that shows the rules with each expression marked: how often it had which value, or that it was never evaluated. */
export function coverageHtml(coverage: unknown): string {
  const report = asObject(coverage);
  const files = asList(asObject(report["rules"])["files"]);
  const source = asObject(files[0])["content"];
  const text = typeof source === "string" ? source : "";
  const spans = asList(report["report"]).flatMap((entry) => spansOf(asObject(entry)));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Firestore rules coverage</title>
<style>pre{font:14px/1.5 monospace;white-space:pre-wrap}.used{background:#c8f0c8}.unused{background:#f6c6c6}.used:hover,.unused:hover{outline:1px solid}</style>
</head><body><h1>Firestore rules coverage</h1><p>Green was evaluated (the values and how often are in the tooltip), red never was.</p>
<pre>${markUp(text, spans)}</pre></body></html>
`;
}

function spansOf(entry: Json): readonly Span[] {
  const position = asObject(entry["sourcePosition"]);
  const start = position["currentOffset"];
  const end = position["endOffset"];
  const values = asList(entry["values"]).map(asObject);
  const children = asList(entry["children"]).flatMap((child) => spansOf(asObject(child)));
  if (typeof start !== "number" || typeof end !== "number") return children;
  const title =
    values.map(({ value, count }) => `${JSON.stringify(value)} × ${String(count)}`).join("; ") ||
    "never evaluated";
  // The report counts an end that is part of the expression.
  return [{ start, end: end + 1, title, used: values.length > 0 }, ...children];
}

/** Opens and closes marks in order; where two start together the longer one is outside. */
function markUp(text: string, spans: readonly Span[]): string {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  let out = "";
  let at = 0;
  const open: Span[] = [];
  const to = (position: number): void => {
    while (open.length > 0) {
      const inner = open.at(-1);
      if (!inner || inner.end > position) break;
      out += `${escape(text.slice(at, inner.end))}</span>`;
      at = Math.max(at, inner.end);
      open.pop();
    }
    out += escape(text.slice(at, position));
    at = Math.max(at, position);
  };
  for (const span of sorted) {
    to(span.start);
    out += `<span class="${span.used ? "used" : "unused"}" title="${escape(span.title)}">`;
    open.push(span);
  }
  to(text.length);
  return `${out}${"</span>".repeat(open.length)}`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
