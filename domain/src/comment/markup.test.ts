import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseInline, type Inline } from "./inline.ts";
import { parseMarkup, wordsOf, type Block } from "./markup.ts";

const text = (words: string): Inline => ({ kind: "text", text: words });

describe("within a line", () => {
  test.each<readonly [string, readonly Inline[]]>([
    ["plain", [text("plain")]],
    ["**a** *b* __c__", [strong("a"), text(" "), emphasis("b"), text(" "), underline("c")]],
    ["**a *b* c**", [{ kind: "strong", children: [text("a "), emphasis("b"), text(" c")] }]],
    ["5*3*2 and snake__case__name", [text("5*3*2 and snake__case__name")]],
    ["这是**粗体**字", [text("这是"), strong("粗体"), text("字")]],
    ["** a ** and a* b", [text("** a ** and a* b")]],
    ["**never closed *either", [text("**never closed *either")]],
    ["**a *b** c*", [strong("a *b"), text(" c*")]],
    ["****", [text("****")]],
    ["***a*** b", [{ kind: "strong", children: [emphasis("a")] }, text(" b")]],
    ["***a* b**", [{ kind: "strong", children: [emphasis("a"), text(" b")] }]],
    ["*a **b***", [{ kind: "emphasis", children: [text("a "), strong("b")] }]],
    ["\\*\\*not bold\\*\\* \\[x\\]", [text("**not bold** [x]")]],
    ["one\ntwo", [text("one"), { kind: "break" }, text("two")]],
  ])("%s", (source, expected) => {
    expect(parseInline(source)).toEqual(expected);
  });

  test("a link leads to a page, a letter or a call, and to nothing else (12 §5.8)", () => {
    const hrefs = (source: string) =>
      parseInline(source).flatMap((one) => (one.kind === "link" ? [one.href] : []));
    expect(hrefs("[a](https://x.cz/y?q=1) [b](mailto:a@b.cz) [c](tel:+420720) [d](HTTP://x.cz)")).toEqual([
      "https://x.cz/y?q=1",
      "mailto:a@b.cz",
      "tel:+420720",
      "HTTP://x.cz",
    ]);
    for (const bad of [
      "javascript:alert(1)",
      "JaVaScRiPt://x",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc/passwd",
      "//x.cz",
      "/customers/1",
      "blob:https://x.cz",
      "https://",
    ])
      expect([bad, hrefs(`[x](${bad})`)]).toEqual([bad, []]);
  });

  test("an address by itself is a link, without the full stop after it", () => {
    expect(parseInline("see https://x.cz/a_b, or xhttps://no")).toEqual([
      text("see "),
      { kind: "link", href: "https://x.cz/a_b", text: "https://x.cz/a_b" },
      text(", or xhttps://no"),
    ]);
  });
});

describe("blocks", () => {
  test("paragraphs, both kinds of lists, and a table", () => {
    const source =
      "First\nsecond\n\n- a\n- **b**\n1. one\n2. two\n\n| Day | Fee |\n|---|--:|\n| Mon | 5 \\| 6 |\nend";
    expect(parseMarkup(source)).toEqual<readonly Block[]>([
      { kind: "paragraph", children: [text("First"), { kind: "break" }, text("second")] },
      { kind: "list", ordered: false, items: [[text("a")], [strong("b")]] },
      { kind: "list", ordered: true, items: [[text("one")], [text("two")]] },
      {
        kind: "table",
        head: [[text("Day")], [text("Fee")]],
        rows: [[[text("Mon")], [text("5 | 6")]]],
      },
      { kind: "paragraph", children: [text("end")] },
    ]);
  });

  test("what only looks like a list or a table is text", () => {
    for (const source of [
      "2026. A year",
      "-5 degrees",
      "a | b",
      "a | b\n---",
      "| a |\n| x |",
      "-",
      "<b>x</b>",
    ])
      expect(parseMarkup(source).map(({ kind }) => kind)).toEqual(["paragraph"]);
  });

  test("words alone, for copying and searching", () => {
    expect(
      wordsOf({ format: "markup", text: "**Call** [him](tel:+1)\n\n- at *five*\n\nA|B\n-|-\n1|2" }),
    ).toBe("Call him\nat five\nA B\n1 2");
    expect(wordsOf({ format: "plain", text: "**as it is**" })).toBe("**as it is**");
  });
});

/** Signs of which the dialect is made, so that hostile inputs are found soon. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        "*",
        "**",
        "__",
        "_",
        "[",
        "](",
        ")",
        "\\",
        "|",
        "-",
        "\n",
        "\n\n",
        "1. ",
        "- ",
        " ",
        "a",
        "|-|-|\n",
        "javascript:",
        "https://x",
        "mailto:",
        "data:",
        "<script>",
        "onerror=",
        "é",
        "שלום",
        "👩‍👩‍👧",
        "\r",
        "\t",
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join("")),
);

describe("no input", () => {
  test("makes an element outside the list, a link elsewhere, or nests without end", () => {
    fc.assert(
      fc.property(hostile, (source) => {
        for (const block of parseMarkup(source)) {
          const runs =
            block.kind === "paragraph"
              ? [block.children]
              : block.kind === "list"
                ? block.items
                : [block.head, ...block.rows].flat();
          expect(["paragraph", "list", "table"]).toContain(block.kind);
          for (const run of runs) expectKnown(run, 0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("says a word that was not written, or loses one of plain text", () => {
    fc.assert(
      fc.property(hostile, (source) => {
        const words = wordsOf({ format: "markup", text: source }).replace(/\s/g, "");
        let at = 0;
        for (const sign of source.replace(/\s/g, "")) if (words.startsWith(sign, at)) at += sign.length;
        expect(at).toBe(words.length);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom("word", "dvě", "三", ".", ","), { minLength: 1 }), (parts) => {
        const source = parts.join(" ");
        expect(wordsOf({ format: "markup", text: source })).toBe(source);
      }),
    );
  });

  // A parser that looked at anything twice per sign would not come to an end with so many of them.
  test.each([
    "*",
    "**",
    "***",
    "__",
    "[",
    "[a](",
    "*a ",
    "**a*b",
    "|",
    "|a",
    "- ",
    "\n",
    "\\",
    "https://",
    "[aaaa]",
    "__a**b*c ",
  ])("keeps it busy for long: %j", (unit) => {
    const source = unit.repeat(Math.ceil(200_000 / unit.length));
    expect(parseMarkup(source).length).toBeLessThanOrEqual(source.length);
  });
});

function expectKnown(run: readonly Inline[], depth: number): void {
  expect(depth).toBeLessThanOrEqual(3);
  for (const one of run) {
    if (one.kind === "text" || one.kind === "break") continue;
    if (one.kind === "link") expect(one.href).toMatch(/^(https?:\/\/|mailto:|tel:)\S+$/i);
    else {
      expect(["strong", "emphasis", "underline"]).toContain(one.kind);
      expectKnown(one.children, depth + 1);
    }
  }
}

function strong(words: string): Inline {
  return { kind: "strong", children: [text(words)] };
}
function emphasis(words: string): Inline {
  return { kind: "emphasis", children: [text(words)] };
}
function underline(words: string): Inline {
  return { kind: "underline", children: [text(words)] };
}
