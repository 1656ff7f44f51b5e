import { For, Show, createMemo, type Component, type JSX } from "solid-js";
import type { Comment } from "@trunkline/domain/comment/comment";
import type { Inline } from "@trunkline/domain/comment/inline";
import { parseMarkup, type Block, type Row } from "@trunkline/domain/comment/markup";
import { mentionSpans, type Mentionable } from "@trunkline/domain/comment/mention";
import { useWorkspace } from "../../workspace.tsx";
import { mentionable } from "./people.ts";

type Told = Pick<Comment, "text" | "format" | "mentions">;

/** The words of a comment: formatted ones as elements, never as HTML; people it names stand out (12 §4.10, §5.8). */
export const CommentText: Component<{ readonly comment: Told }> = (props) => {
  const workspace = useWorkspace();
  const named = createMemo(() =>
    mentionable(workspace.directory(), () => true).filter(({ id }) => props.comment.mentions.includes(id)),
  );
  const me = () => workspace.viewer().uid;
  const words = (text: string): JSX.Element => <Words text={text} named={named()} me={me()} />;
  return (
    <Show
      when={props.comment.format === "markup"}
      fallback={
        <p class="comment-text plain" dir="auto">
          {words(props.comment.text)}
        </p>
      }
    >
      <div class="comment-text" dir="auto">
        <For each={parseMarkup(props.comment.text)}>{(block) => drawBlock(block, words)}</For>
      </div>
    </Show>
  );
};

type Draw = (text: string) => JSX.Element;

function drawBlock(block: Block, words: Draw): JSX.Element {
  switch (block.kind) {
    case "paragraph":
      return <p dir="auto">{drawInline(block.children, words)}</p>;
    case "list": {
      const items = () => (
        <For each={block.items}>{(item) => <li dir="auto">{drawInline(item, words)}</li>}</For>
      );
      return block.ordered ? <ol>{items()}</ol> : <ul>{items()}</ul>;
    }
    case "table":
      return (
        // A wide table scrolls by itself, and is reached by the keyboard to do so.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus
        <div class="comment-table" tabIndex={0} role="group" aria-label="Table">
          <table>
            <thead>
              <tr>
                <For each={block.head}>{(cell) => <th scope="col">{drawInline(cell, words)}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={block.rows}>{(row) => drawRow(row, words)}</For>
            </tbody>
          </table>
        </div>
      );
  }
}

const drawRow = (row: Row, words: Draw): JSX.Element => (
  <tr>
    <For each={row}>{(cell) => <td dir="auto">{drawInline(cell, words)}</td>}</For>
  </tr>
);

function drawInline(children: readonly Inline[], words: Draw): JSX.Element {
  return (
    <For each={children}>
      {(one) => {
        switch (one.kind) {
          case "text":
            return words(one.text);
          case "break":
            return <br />;
          case "link":
            return (
              <a href={one.href} target="_blank" rel="noopener noreferrer nofollow" title={one.href}>
                {one.text}
              </a>
            );
          case "strong":
            return <strong>{drawInline(one.children, words)}</strong>;
          case "emphasis":
            return <em>{drawInline(one.children, words)}</em>;
          case "underline":
            return <u>{drawInline(one.children, words)}</u>;
        }
      }}
    </For>
  );
}

const Words: Component<{
  readonly text: string;
  readonly named: readonly Mentionable[];
  readonly me: string;
}> = (props) => {
  const parts = createMemo(() => {
    const found: { readonly text: string; readonly id?: string }[] = [];
    let done = 0;
    for (const { start, end, id } of mentionSpans(props.text, props.named)) {
      found.push({ text: props.text.slice(done, start) }, { text: props.text.slice(start, end), id });
      done = end;
    }
    return [...found, { text: props.text.slice(done) }];
  });
  return (
    <For each={parts()}>
      {(part) => (
        <Show when={part.id} fallback={part.text}>
          {(id) => (
            <span class="mention" data-me={id() === props.me ? "" : undefined}>
              {part.text}
            </span>
          )}
        </Show>
      )}
    </For>
  );
};
