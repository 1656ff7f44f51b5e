import type { AdminId } from "../ids/ids.ts";
import { fold } from "../text/fold.ts";

/** Somebody who can be named in a comment (12 §4.10). */
export interface Mentionable {
  readonly id: AdminId;
  readonly name: string;
  readonly login: string;
}

export interface MentionSpan {
  readonly start: number;
  readonly end: number;
  readonly id: AdminId;
}

const isWord = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}_]/u.test(sign);

/** What is written after the @: the name, or the login of people who share one. */
export function handleOf(person: Mentionable, people: readonly Mentionable[]): string {
  const twins = people.some((one) => one.id !== person.id && fold(one.name) === fold(person.name));
  return twins || person.name === "" ? person.login : person.name;
}

/** Where a text names whom: `@Name` or `@login`, the longest that fits, as a word of its own. */
export function mentionSpans(text: string, people: readonly Mentionable[]): readonly MentionSpan[] {
  // Names before logins: who is called Eva is meant before whose login is eva.
  const known = [
    ...people.map((one) => ({ id: one.id, handle: handleOf(one, people).toLowerCase() })),
    ...people.map((one) => ({ id: one.id, handle: one.login.toLowerCase() })),
  ].filter(({ handle }) => handle !== "");
  known.sort((a, b) => b.handle.length - a.handle.length);
  const spans: MentionSpan[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (isWord(text[at - 1])) continue;
    const found = known.find(({ handle }) => {
      const end = at + 1 + handle.length;
      return text.slice(at + 1, end).toLowerCase() === handle && !isWord(text[end]);
    });
    if (found !== undefined) spans.push({ start: at, end: at + 1 + found.handle.length, id: found.id });
  }
  return spans;
}

/** Who is named in a text, each once, in the order of the text: what a comment stores. */
export function mentionsIn(text: string, people: readonly Mentionable[]): readonly AdminId[] {
  return [...new Set(mentionSpans(text, people).map(({ id }) => id))];
}

export interface MentionOffer {
  /** Where the @ stands. */
  readonly at: number;
  readonly people: readonly Mentionable[];
}

const LONGEST_TYPED = 60;
const MOST_OFFERED = 8;

/** Whom to offer while somebody types a name before the caret; nobody when no name is being typed. */
export function offerMentions(
  text: string,
  caret: number,
  people: readonly Mentionable[],
): MentionOffer | undefined {
  const at = text.lastIndexOf("@", caret - 1);
  if (at < 0 || caret - at > LONGEST_TYPED || isWord(text[at - 1])) return undefined;
  const typed = text.slice(at + 1, caret);
  if (/^\s|\n/.test(typed)) return undefined;
  const wanted = fold(typed);
  // A name that was chosen and left by a space is finished.
  if (/\s$/.test(typed) && people.some((one) => fold(handleOf(one, people)) === wanted)) return undefined;
  const fits = ({ name, login }: Mentionable) =>
    fold(login).startsWith(wanted) || ` ${fold(name)}`.includes(` ${wanted}`);
  const found = people.filter(fits).slice(0, MOST_OFFERED);
  // One whose name stands there whole needs no offering; the list would only cover what follows.
  const [only] = found.length === 1 ? found : [];
  const whole = only !== undefined && fold(handleOf(only, people)) === wanted;
  return found.length === 0 || whole ? undefined : { at, people: found };
}
