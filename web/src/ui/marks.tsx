import { For, type Component } from "solid-js";

interface MarksProps {
  readonly text: string;
  /** From and to, in order and apart from each other. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** A text with parts of it marked; always text, whatever it holds. */
export const Marks: Component<MarksProps> = (props) => {
  const pieces = (): readonly Piece[] => {
    const all: Piece[] = [];
    let at = 0;
    for (const [from, to] of props.ranges) {
      all.push(
        { text: props.text.slice(at, from), marked: false },
        { text: props.text.slice(from, to), marked: true },
      );
      at = to;
    }
    all.push({ text: props.text.slice(at), marked: false });
    return all.filter((piece) => piece.text !== "");
  };
  return <For each={pieces()}>{(piece) => (piece.marked ? <mark>{piece.text}</mark> : piece.text)}</For>;
};
