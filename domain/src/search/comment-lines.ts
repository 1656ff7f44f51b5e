import type { Comment } from "../comment/comment.ts";
import { wordsOf } from "../comment/markup.ts";
import type { CommentId, CustomerId } from "../ids/ids.ts";
import { fold } from "../text/fold.ts";

/*
 * What customers are found by beside their own fields: the words of their comments and to-dos (14 §4.1.10). One line
 * for each that is there,
 *
 *   customer ⇥ comment ⇥ words
 *
 * folded when it is written: nobody reads a comment here, and one that is compared a thousand times is folded once.
 */

/** Changes with the meaning of a line: an index of another format is built anew. */
export const COMMENT_LINE_FORMAT = 1;

const PART = "\t";

/** By what a comment is known in the index; the id of its delta. */
export function commentKey(customer: CustomerId, comment: CommentId): string {
  return `${customer}_${comment}`;
}

/** The line of a comment; null for one without words, as a deleted one is. */
export function commentLine({
  customerId,
  id,
  state,
  ...comment
}: Pick<Comment, "customerId" | "id" | "state" | "format" | "text">): string | null {
  // Folding leaves no tab and no end of a line.
  const words = state === "deleted" ? "" : fold(wordsOf(comment));
  return words === "" ? null : [customerId, id, words].join(PART);
}

/** The key of the comment that a line is about. */
export function keyOfCommentLine(line: string): string {
  const [customer, comment] = line.split(PART, 2);
  return commentKey(customer as CustomerId, comment as CommentId);
}

/** What is looked for: `whole` where a comment has to be these words and no more (14 §4.1.13). */
export interface CommentWords {
  readonly text: string;
  readonly whole: boolean;
}

/** The customers of the lines that hold the words, folded already. */
export function customersWithWords(
  lines: Iterable<string>,
  { text, whole }: CommentWords,
): ReadonlySet<CustomerId> {
  const found = new Set<CustomerId>();
  for (const line of lines) {
    const words = line.indexOf(PART, line.indexOf(PART) + 1) + 1;
    const holds = whole ? line.slice(words) === text : line.includes(text, words);
    if (holds) found.add(line.slice(0, line.indexOf(PART)) as CustomerId);
  }
  return found;
}
