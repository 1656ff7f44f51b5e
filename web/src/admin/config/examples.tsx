import { For, Show, createMemo, createSignal, type Component } from "solid-js";
import {
  checkLoginFormat,
  checkPasswordRules,
  type PasswordRules,
} from "@trunkline/domain/credentials/format";
import { makeLogin, makePassword, type RandomBytes } from "@trunkline/domain/credentials/generate";
import type { Day } from "@trunkline/domain/time/day";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { IconButton } from "../../ui/icon-button.tsx";

const TURNS = [0, 1, 2];
const SOMEBODY = { email: "ann@example.com", phone: "+1 202 555 0142", partnerNumber: 1, locationNumber: 1 };
const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

interface ExamplesProps {
  readonly what: string;
  readonly hint: string;
  /** Three values by the rules as typed; undefined while the rules are not good. */
  readonly make: () => readonly string[] | undefined;
}

const Examples: Component<ExamplesProps> = (props) => {
  const [turn, setTurn] = createSignal(0);
  const made = createMemo(() => {
    turn();
    return props.make();
  });
  return (
    <div class="examples">
      <div class="examples-head">
        <span>Examples</span>
        <IconButton
          small
          label={`Other ${props.what} examples`}
          icon={<RefreshCw size={14} aria-hidden="true" />}
          disabled={made() === undefined}
          onClick={() => setTurn(turn() + 1)}
        />
      </div>
      <Show when={made()} fallback={<p class="examples-none">They show once the settings are right.</p>}>
        {(values) => (
          <ul aria-label={`Examples of a ${props.what}`}>
            <For each={values()}>{(value) => <li class="mono">{value}</li>}</For>
          </ul>
        )}
      </Show>
      <p class="field-hint">{props.hint}</p>
    </div>
  );
};

/** Logins as the settings being typed would make them, for customers 42 to 44. */
export const LoginExamples: Component<{
  readonly format: string;
  readonly characters: string;
  readonly today: Day;
}> = (props) => (
  <Examples
    what="login"
    hint="For customers 42 to 44 added today, with ann@example.com and +1 202 555 0142."
    make={() => {
      const pieces = checkLoginFormat(props.format);
      if (!pieces.ok || !/^[A-Za-z0-9._@+-]+$/.test(props.characters)) return undefined;
      const parts = { ...SOMEBODY, dateAdded: props.today, characters: props.characters };
      return TURNS.map((turn) =>
        makeLogin(pieces.value, { ...parts, id: 42 + turn, next: 1 + turn }, random),
      );
    }}
  />
);

/** Passwords as the settings being typed would make them; nobody gets these. */
export const PasswordExamples: Component<PasswordRules> = (props) => (
  <Examples
    what="password"
    hint="Made for this page only."
    make={() => {
      const rules = {
        passwordCharacters: props.passwordCharacters,
        passwordLength: props.passwordLength,
        passwordFormat: props.passwordFormat,
      };
      if (!checkPasswordRules(rules).ok) return undefined;
      return TURNS.map(() => makePassword(rules, random));
    }}
  />
);
