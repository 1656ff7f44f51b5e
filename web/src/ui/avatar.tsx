import { For, Show, type Component } from "solid-js";
import * as Tip from "@kobalte/core/tooltip";
import "./badge.css";
import "./tooltip.css";

/** A person as shown to colleagues. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** What they do right now: "edits Phone number". */
  readonly doing?: string | undefined;
}

const MAX_SHOWN = 4;

const firstLetter = (word: string | undefined) => (word === undefined ? "" : ([...word][0] ?? ""));

/** Up to two letters that stand for a name in any script. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : "";
  return (firstLetter(words[0]) + last).toLocaleUpperCase() || "?";
}

/** A hue that stays with a person wherever they appear. */
export function tintOf(id: string): string {
  let hash = 7;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 100_003;
  // The golden angle keeps ids that differ little far apart on the wheel.
  hash = Math.round(hash * 137.5) % 360;
  return `hsl(${hash} 60% 50%)`;
}

/** A person's initials in their colour; purely a picture, the name belongs beside it. */
export const Avatar: Component<{ readonly person: Person; readonly large?: boolean }> = (props) => (
  <span
    class="avatar"
    classList={{ large: props.large === true }}
    style={{ "--avatar-tint": tintOf(props.person.id) }}
    aria-hidden="true"
  >
    {initialsOf(props.person.name)}
  </span>
);

function describe(person: Person): string {
  return person.doing === undefined ? person.name : `${person.name} ${person.doing}`;
}

/** Who else is here: a few avatars, then a count; hovering or focusing names them all. */
export const AvatarStack: Component<{ readonly people: readonly Person[]; readonly label: string }> = (
  props,
) => (
  <Show when={props.people.length > 0}>
    <Tip.Root openDelay={200} closeDelay={0} gutter={6}>
      <Tip.Trigger
        as="span"
        class="avatar-stack"
        tabIndex={0}
        role="img"
        aria-label={`${props.label}: ${props.people.map(describe).join(", ")}`}
      >
        <For each={props.people.slice(0, MAX_SHOWN)}>{(person) => <Avatar person={person} />}</For>
        <Show when={props.people.length > MAX_SHOWN}>
          <span class="avatar more" aria-hidden="true">
            +{props.people.length - MAX_SHOWN}
          </span>
        </Show>
      </Tip.Trigger>
      <Tip.Portal>
        <Tip.Content class="tooltip">
          <For each={props.people}>{(person) => <div>{describe(person)}</div>}</For>
        </Tip.Content>
      </Tip.Portal>
    </Tip.Root>
  </Show>
);
