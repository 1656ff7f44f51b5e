import { Show, createSignal, type Component } from "solid-js";
import type { TakenSignIn } from "@trunkline/domain/calls/customers";
import { problemText } from "@trunkline/domain/customer/problem";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";

/** What a restored customer is to sign in by; null: what he had. */
export interface SignInChoice {
  readonly login: string | null;
  readonly email: string | null;
}

interface NewSignInProps {
  readonly name: string;
  /** The login he had. */
  readonly login: string;
  readonly fields: readonly TakenSignIn[];
  readonly busy: boolean;
  readonly errors: Partial<Record<TakenSignIn, string>>;
  readonly onRestore: (chosen: SignInChoice) => void;
  readonly onClose: () => void;
}

const REQUIRED = problemText({ kind: "required" });

/** Asks for what a customer signs in by, where others have the old one by now (11 §8.6). */
export const NewSignIn: Component<NewSignInProps> = (props) => {
  const [login, setLogin] = createSignal("");
  const [email, setEmail] = createSignal("");
  const [asked, setAsked] = createSignal(false);
  const missing = (text: string) => asked() && text.trim() === "";
  const needs = (field: TakenSignIn) => props.fields.includes(field);
  const typed = (field: TakenSignIn, text: string) => (needs(field) ? text.trim() : null);
  const why = () => {
    const login = `the login ${props.login}`;
    const email = "the first e-mail address";
    if (needs("login") && needs("email")) return `Since then ${login} and ${email} were given to others.`;
    return `Since then ${needs("login") ? login : email} was given to another customer.`;
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={needs("login") ? "A new portal login is needed" : "A new e-mail address is needed"}
      description={`${why()} Choose another for ${props.name}.`}
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="primary" type="submit" form="new-sign-in" busy={props.busy}>
            Restore
          </Button>
        </>
      }
    >
      <form
        id="new-sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = { login: typed("login", login()), email: typed("email", email()) };
          setAsked(true);
          if (chosen.login !== "" && chosen.email !== "") props.onRestore(chosen);
        }}
      >
        <Show when={needs("login")}>
          <TextField
            label="Portal login"
            value={login()}
            onInput={setLogin}
            error={missing(login()) ? REQUIRED : props.errors.login}
            autofocus
            required
          />
        </Show>
        <Show when={needs("email")}>
          <TextField
            label="Email"
            inputMode="email"
            value={email()}
            onInput={setEmail}
            error={missing(email()) ? REQUIRED : props.errors.email}
            hint="Customers sign in by it. It takes the place of the first address."
            autofocus={!needs("login")}
            required
          />
        </Show>
      </form>
    </Dialog>
  );
};
