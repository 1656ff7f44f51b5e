/** A run of text within a paragraph, an item or a cell. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: Style; readonly children: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly text: string }
  | { readonly kind: "break" };

export type Style = "strong" | "emphasis" | "underline";

const STYLES: Readonly<Record<string, Style>> = { "**": "strong", "*": "emphasis", __: "underline" };

/**
 * What is more than text: an escaped sign, a mark of style, a link, an address by itself, a new line. Every repetition
 * is bounded or excludes what ends it, so no input makes it look at a character more than a few times.
 */
const TOKEN =
  /\\([\\*_[\]|])|\*\*\*|\*\*|__|\*|\[([^[\]\n]{1,300})\]\(([^\s()<>]{1,500})\)|(?<![\p{L}\p{N}])https?:\/\/[^\s<>"`|\\^{}*[\]]{1,500}|\n/gu;

const SAFE_LINK = /^(?:https?:\/\/[^\s/]|mailto:[^\s]|tel:[+\d])/i;

/** The only places a link may lead to: pages, letters, calls (12 §5.8). */
export function isSafeLink(href: string): boolean {
  return SAFE_LINK.test(href);
}

interface Frame {
  readonly mark: string;
  readonly children: Inline[];
}

function pushText(children: Inline[], text: string): void {
  if (text === "") return;
  const last = children.at(-1);
  if (last?.kind === "text") children[children.length - 1] = { kind: "text", text: last.text + text };
  else children.push({ kind: "text", text });
}

function pushAll(children: Inline[], more: readonly Inline[]): void {
  for (const one of more) {
    if (one.kind === "text") pushText(children, one.text);
    else children.push(one);
  }
}

const isBlank = (sign: string | undefined) => sign === undefined || /\s/.test(sign);
const isWord = (sign: string | undefined) => sign !== undefined && /[A-Za-z0-9]/.test(sign);

/** Reads one run of text. A mark that opens nothing or closes nothing is the text it is. */
export function parseInline(source: string): readonly Inline[] {
  // At most one of each style is open at a time, so the stack is never deeper than four.
  const stack: [Frame, ...Frame[]] = [{ mark: "", children: [] }];
  const top = () => (stack.at(-1) ?? stack[0]).children;
  /** Takes the topmost frame off, as text: its mark turned out to be none. */
  const giveUp = () => {
    const frame = stack.pop();
    if (frame === undefined) return;
    pushText(top(), frame.mark);
    pushAll(top(), frame.children);
  };
  const style = (mark: string, at: number) => {
    const before = source[at - 1];
    const after = source[at + mark.length];
    // 5*3*2 and snake__case__name are what they are; ** may stand within a word, as writing without spaces needs it.
    const loose = mark === "**";
    const open = stack.findLastIndex((frame) => frame.mark === mark);
    const kind = STYLES[mark];
    if (kind !== undefined && open > 0 && !isBlank(before) && (loose || !isWord(after))) {
      while (stack.length - 1 > open) giveUp();
      const frame = stack.at(-1);
      if (frame !== undefined && frame.children.length > 0) {
        stack.pop();
        top().push({ kind, children: frame.children });
        return;
      }
    }
    if (open < 0 && !isBlank(after) && (loose || !isWord(before))) stack.push({ mark, children: [] });
    else pushText(top(), mark);
  };

  let done = 0;
  for (const match of source.matchAll(TOKEN)) {
    const [token, escaped, label, href] = match;
    pushText(top(), source.slice(done, match.index));
    done = match.index + token.length;
    if (escaped !== undefined) pushText(top(), escaped);
    else if (token === "\n") top().push({ kind: "break" });
    else if (token === "***") {
      // Both at once: what was opened last is closed first.
      const [first, second] = stack.at(-1)?.mark === "*" ? ["*", "**"] : ["**", "*"];
      style(first, match.index);
      style(second, match.index + first.length);
    } else if (STYLES[token] !== undefined) style(token, match.index);
    else if (label !== undefined && href !== undefined) {
      if (isSafeLink(href)) top().push({ kind: "link", href, text: label });
      else pushText(top(), token);
    } else {
      const address = token.replace(/[.,;:!?'")]{1,20}$/, "");
      if (isSafeLink(address)) top().push({ kind: "link", href: address, text: address });
      else pushText(top(), address);
      pushText(top(), token.slice(address.length));
    }
  }
  pushText(top(), source.slice(done));
  while (stack.length > 1) giveUp();
  return stack[0].children;
}
