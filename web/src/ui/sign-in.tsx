import { Show, createSignal, type Component } from "solid-js";
import { Banner } from "./banner.tsx";
import { Brand } from "./brand.tsx";
import { Button } from "./button.tsx";
import { Checkbox } from "./check.tsx";
import { TextField } from "./text-field.tsx";
import "./sign-in.css";

/** What a person typed to sign in. */
export interface Credentials {
  readonly identifier: string;
  readonly password: string;
  readonly code: string | undefined;
  readonly sharedComputer: boolean;
}

/** What came of it; `entered` means the page moves on by itself. */
export type SignInOutcome =
  | { readonly kind: "entered" }
  | { readonly kind: "code-needed" }
  | { readonly kind: "refused" }
  | { readonly kind: "locked"; readonly seconds: number }
  | { readonly kind: "offline" }
  | { readonly kind: "broken" };

/** What differs between the two applications. */
export interface SignInWords {
  readonly title: string;
  readonly subtitle: string;
  readonly identifierLabel: string;
}

interface SignInProps extends SignInWords {
  /** Why the person is here although they were signed in. */
  readonly notice?: string | undefined;
  readonly onSubmit: (credentials: Credentials) => Promise<SignInOutcome>;
}

const minutes = (seconds: number) => Math.max(1, Math.ceil(seconds / 60));

function messageOf(outcome: SignInOutcome, codeAsked: boolean): string | undefined {
  switch (outcome.kind) {
    case "entered":
      return undefined;
    case "code-needed":
      return "The password is right. Now the code, please.";
    case "refused":
      return codeAsked ? undefined : "Login or password is wrong. Check both and try again.";
    case "locked":
      return `Too many tries. Try again in ${minutes(outcome.seconds)} min.`;
    case "offline":
      return "The server cannot be reached. Check the connection and try again.";
    case "broken":
      return "Something went wrong on our side. Nothing was changed; try again in a moment.";
  }
}

/** The sign-in page of either application. What was typed stays after a refusal. */
export const SignInForm: Component<SignInProps> = (props) => {
  const [identifier, setIdentifier] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const [codeAsked, setCodeAsked] = createSignal(false);
  const [recovery, setRecovery] = createSignal(false);
  const [shown, setShown] = createSignal(false);
  const [shared, setShared] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [outcome, setOutcome] = createSignal<SignInOutcome>();
  const message = () => {
    const current = outcome();
    return current === undefined ? undefined : messageOf(current, codeAsked());
  };

  const submit = async () => {
    if (busy() || identifier().trim() === "" || password() === "") return;
    setBusy(true);
    setOutcome(undefined);
    const answer = await props.onSubmit({
      identifier: identifier().trim(),
      password: password(),
      code: codeAsked() ? code().trim() : undefined,
      sharedComputer: shared(),
    });
    if (answer.kind === "code-needed") setCodeAsked(true);
    setOutcome(answer);
    // Stays busy while the application takes over, so that nothing can be pressed twice.
    if (answer.kind !== "entered") setBusy(false);
  };

  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <div class="sign-in-brand">
          <Brand size={32} />
          <div>
            <h1>{props.title}</h1>
            <p>{props.subtitle}</p>
          </div>
        </div>
        <Show when={props.notice}>
          <Banner tone="info" boxed>
            {props.notice}
          </Banner>
        </Show>
        <form
          class="sign-in-form"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <TextField
            label={props.identifierLabel}
            name="username"
            autocomplete="username"
            value={identifier()}
            onInput={setIdentifier}
            autofocus
            required
          />
          <TextField
            label="Password"
            name="password"
            type={shown() ? "text" : "password"}
            autocomplete="current-password"
            value={password()}
            onInput={setPassword}
            required
            buttons={
              <Button look="plain" small aria-pressed={shown()} onClick={() => setShown(!shown())}>
                {shown() ? "Hide" : "Show"}
              </Button>
            }
          />
          <Show when={codeAsked()}>
            <TextField
              label={recovery() ? "Recovery code" : "Code of your authenticator app"}
              name="code"
              autocomplete="one-time-code"
              inputMode={recovery() ? "text" : "numeric"}
              maxLength={64}
              value={code()}
              onInput={(typed) => {
                setCode(typed);
                // What is typed now was not refused.
                if (outcome()?.kind === "refused") setOutcome(undefined);
              }}
              error={
                outcome()?.kind === "refused"
                  ? "That did not work. A code is good for half a minute and only once: take the next one."
                  : undefined
              }
              autofocus
              required
              buttons={
                <Button look="plain" small onClick={() => setRecovery(!recovery())}>
                  {recovery() ? "Use the app" : "Use a recovery code"}
                </Button>
              }
            />
          </Show>
          <Checkbox label="This is a shared computer" checked={shared()} onChange={setShared} />
          <div aria-live="polite">
            <Show when={message()}>
              {(text) => (
                <Banner tone={outcome()?.kind === "code-needed" ? "info" : "bad"} boxed>
                  {text()}
                </Banner>
              )}
            </Show>
          </div>
          <Button type="submit" look="primary" wide busy={busy()}>
            Sign in
          </Button>
        </form>
      </div>
    </main>
  );
};
