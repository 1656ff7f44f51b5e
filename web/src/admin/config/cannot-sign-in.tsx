import { For, Show, type Component } from "solid-js";
import { A } from "@solidjs/router";
import type { CannotSignIn, EmailSignInAnswer } from "@trunkline/domain/calls/settings";
import "./cannot-sign-in.css";

export type Found = Extract<EmailSignInAnswer, { readonly kind: "found" }>;

const many = (count: number) => count.toLocaleString("en");

/** How many cannot sign in by e-mail, and why, in words. */
export function cannotText({ sharing, without }: Found): string {
  if (sharing + without === 0) return "Every customer has an e-mail address of his own.";
  const shared =
    sharing === 0 ? [] : [`${many(sharing)} records share their first e-mail address with another`];
  const none =
    without === 0
      ? []
      : [`${many(without)} ${without === 1 ? "customer has" : "customers have"} no e-mail address`];
  return `${[...shared, ...none].join(", and ")}: they cannot sign in until that is put right.`;
}

/** Who they are, as far as they are named; links where there is a page. */
export const CannotSignInList: Component<{ readonly found: Found }> = (props) => {
  const left = () => props.found.sharing + props.found.without - props.found.examples.length;
  return (
    <Show when={props.found.examples.length > 0}>
      <ul class="cannot-sign-in" aria-label="Customers who cannot sign in by e-mail">
        <For each={props.found.examples}>{(one) => <Line one={one} />}</For>
      </ul>
      <Show when={left() > 0}>
        <p class="quiet-line">and {many(left())} more.</p>
      </Show>
    </Show>
  );
};

const Line: Component<{ readonly one: CannotSignIn }> = (props) => (
  <li>
    <Show
      when={props.one.kind === "customer"}
      fallback={
        <span>
          #{props.one.number} <bdi>{props.one.name}</bdi> (lead)
        </span>
      }
    >
      <A href={`/customers/${props.one.number}`}>
        #{props.one.number} <bdi>{props.one.name}</bdi>
      </A>
    </Show>
    <span class="cannot-why">{props.one.email ?? "no e-mail address"}</span>
  </li>
);
