import { Show, createSignal, type Component } from "solid-js";
import { TextField } from "../../ui/text-field.tsx";
import { createSubmit } from "./create-submit.ts";
import { FormEnd } from "./form-end.tsx";
import type { Trouble } from "./trouble.ts";

/** What the person proves himself with. */
export interface Proof {
  readonly password: string;
  readonly code: string;
}

interface ProofFormProps {
  readonly asks: "password" | "code" | "both";
  readonly submit: string;
  readonly danger?: boolean;
  /** What came of it; undefined when it went well. What was typed stays after a refusal. */
  readonly onSubmit: (proof: Proof) => Promise<Trouble | undefined>;
  readonly onCancel: () => void;
}

/** Asks for the own password, a code, or both. */
export const ProofForm: Component<ProofFormProps> = (props) => {
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const asksPassword = () => props.asks !== "code";
  const asksCode = () => props.asks !== "password";

  const missing = (): Trouble => ({
    ...(asksPassword() && password() === "" ? { password: "Type your password." } : {}),
    ...(asksCode() && code().trim() === "" ? { code: "Type the code." } : {}),
  });
  const { busy, trouble, onSubmit } = createSubmit<Trouble>(missing, () =>
    props.onSubmit({ password: password(), code: code().trim() }),
  );

  return (
    <form class="proof-form" onSubmit={onSubmit}>
      <Show when={asksPassword()}>
        <TextField
          label="Your password"
          name="password"
          type="password"
          autocomplete="current-password"
          value={password()}
          onInput={setPassword}
          error={trouble().password}
          autofocus
          required
        />
      </Show>
      <Show when={asksCode()}>
        <TextField
          label={props.asks === "both" ? "Code, or a recovery code" : "Code that the app shows"}
          name="code"
          autocomplete="one-time-code"
          inputMode={props.asks === "both" ? "text" : "numeric"}
          maxLength={64}
          value={code()}
          onInput={setCode}
          error={trouble().code}
          autofocus={!asksPassword()}
          required
        />
      </Show>
      <FormEnd
        trouble={trouble().form}
        submit={props.submit}
        danger={props.danger}
        busy={busy()}
        onCancel={() => props.onCancel()}
      />
    </form>
  );
};
