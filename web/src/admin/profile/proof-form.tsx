import { Show, createSignal, type Component } from "solid-js";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { troubleOfFailure, type Trouble } from "./trouble.ts";

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
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>({});
  const asksPassword = () => props.asks !== "code";
  const asksCode = () => props.asks !== "password";

  const submit = async () => {
    if (busy()) return;
    const missing: Trouble = {
      ...(asksPassword() && password() === "" ? { password: "Type your password." } : {}),
      ...(asksCode() && code().trim() === "" ? { code: "Type the code." } : {}),
    };
    setTrouble(missing);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      setTrouble((await props.onSubmit({ password: password(), code: code().trim() })) ?? {});
    } catch (cause) {
      setTrouble(troubleOfFailure(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="proof-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
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
      <div aria-live="polite">
        <Show when={trouble().form}>
          {(text) => (
            <Banner tone="bad" boxed>
              {text()}
            </Banner>
          )}
        </Show>
      </div>
      <div class="profile-actions">
        <Button type="submit" look={props.danger === true ? "danger" : "primary"} busy={busy()}>
          {props.submit}
        </Button>
        <Button onClick={() => props.onCancel()}>Cancel</Button>
      </div>
    </form>
  );
};
