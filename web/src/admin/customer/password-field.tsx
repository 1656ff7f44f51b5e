import { Show, createEffect, createSignal, on, onCleanup, type Component } from "solid-js";
import { checkPassword } from "@trunkline/domain/credentials/password";
import { problemText } from "@trunkline/domain/customer/problem";
import type { Customer } from "@trunkline/domain/customer/record";
import EyeOff from "lucide-solid/icons/eye-off";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { usePorts } from "../../data/ports.tsx";
import { browserClock, type Clock } from "../../lib/clock.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
import { answerOr } from "../config/ask.ts";
import { momentDay } from "./labels.ts";
import "./password-field.css";

/** How long a shown password stays in sight (10 §4.1). */
const SHOWN_MS = 30_000;

interface PasswordFieldProps {
  readonly customer: Customer;
  readonly mayEdit: boolean;
  readonly clock?: Clock;
}

/**
 * `masked`: nothing of the password is in this browser. `shown`: as the server gave it, for half a minute.
 * `typing`: a new one, which stays until it is set or given up.
 */
type State =
  | { readonly kind: "masked" }
  | { readonly kind: "shown"; readonly password: string }
  | { readonly kind: "typing"; readonly password: string };

const MASKED: State = { kind: "masked" };

/** The portal password: masked, shown on request, replaced by a new one. It lives in this component and nowhere else. */
export const PasswordField: Component<PasswordFieldProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [state, setState] = createSignal<State>(MASKED);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<string>();
  const [asking, setAsking] = createSignal<{ readonly wrong: boolean }>();
  const [noCopy, setNoCopy] = createSignal(false);
  let field!: HTMLDivElement;

  const chosenByCustomer = () => props.customer.passwordBy === "customer";
  const mayShow = () =>
    workspace.customersConfig()?.showPasswords === true &&
    workspace.may("customers.view.showPassword", props.customer) &&
    !chosenByCustomer();
  const mask = () => {
    setState(MASKED);
    setError(undefined);
  };

  createEffect(() => {
    if (state().kind !== "shown") return;
    onCleanup((props.clock ?? browserClock).after(SHOWN_MS, mask));
  });
  // What is in sight must not outlive the right to see it, nor the password itself.
  createEffect(() => {
    if (state().kind === "shown" && !mayShow()) mask();
  });
  createEffect(
    on(
      () => props.customer.passwordAt,
      () => {
        setNoCopy(false);
        if (state().kind === "shown") mask();
      },
      { defer: true },
    ),
  );

  const show = async (own: string | null) => {
    setBusy(true);
    const answer = await answerOr(
      "The password was not shown",
      ports.call("showPassword", { customerId: props.customer.id, own }),
    );
    setBusy(false);
    if (answer === undefined) return;
    if (answer.kind !== "sign-in-too-old" && answer.kind !== "wrong-password") setAsking(undefined);
    switch (answer.kind) {
      case "shown":
        setState({ kind: "shown", password: answer.password });
        return;
      case "sign-in-too-old":
        setAsking({ wrong: false });
        return;
      case "wrong-password":
        setAsking({ wrong: true });
        return;
      case "no-copy":
        setNoCopy(true);
        return;
      case "limit":
        refuse(
          `Too many passwords were shown or tries made. Possible again in ${minutesText(answer.minutes)}.`,
        );
        return;
      case "switched-off":
        refuse("Showing portal passwords is switched off.");
        return;
      case "not-allowed":
      case "not-found":
        refuse("You may not see this password.");
    }
  };

  const generate = async () => {
    setBusy(true);
    const answer = await answerOr("No password was generated", ports.call("generatePassword", {}));
    setBusy(false);
    if (answer?.kind !== "password") return;
    setError(undefined);
    setState({ kind: "typing", password: answer.password });
  };
  const begin = () => {
    setState({ kind: "typing", password: "" });
    field.querySelector("input")?.focus();
  };
  const set = async () => {
    const now = state();
    if (now.kind !== "typing") return;
    const checked = checkPassword(now.password);
    if (!checked.ok) {
      setError(problemText(checked.error));
      return;
    }
    setBusy(true);
    const answer = await answerOr(
      "The password was not set",
      ports.call("setPassword", { customerId: props.customer.id, password: checked.value }),
    );
    setBusy(false);
    if (answer === undefined) return;
    if (answer.kind === "done") {
      mask();
      notify({
        tone: "good",
        title: "New portal password set",
        text: "Open portal sessions of this customer ended.",
      });
    } else if (answer.kind === "fields") {
      const problem = answer.problems["password"];
      setError(problem === undefined ? "This password cannot be set." : problemText(problem));
    } else {
      notify({
        tone: "bad",
        title: "The password was not set",
        text: "You may not change it, or the customer is gone.",
      });
    }
  };

  const resting = () => {
    if (chosenByCustomer()) {
      const at = props.customer.passwordAt;
      const on = at === null ? "" : ` on ${momentDay(workspace, at)}`;
      return `Chosen by the customer${on} — cannot be shown`;
    }
    return noCopy() ? "No copy of this password is kept — it cannot be shown" : "••••••••";
  };
  const value = () => {
    const now = state();
    return now.kind === "masked" ? resting() : now.password;
  };

  return (
    <div ref={field}>
      <TextField
        label="Portal password"
        value={value()}
        error={error()}
        readOnly={state().kind === "masked" || !props.mayEdit}
        hint={state().kind === "shown" ? "Masked again after 30 seconds" : undefined}
        maxLength={64}
        onInput={(password) => {
          setError(undefined);
          setState({ kind: "typing", password });
        }}
        buttons={
          <>
            <Show when={state().kind === "masked" && mayShow() && !noCopy()}>
              <Button small look="plain" busy={busy()} onClick={() => void show(null)}>
                Show
              </Button>
            </Show>
            <Show when={state().kind === "shown"}>
              <Button small look="plain" onClick={mask}>
                <EyeOff size={14} aria-hidden="true" />
                Hide
              </Button>
            </Show>
            <Show when={props.mayEdit && state().kind !== "masked"}>
              <IconButton
                small
                label="Generate a password"
                disabled={busy()}
                icon={<RefreshCw size={15} aria-hidden="true" />}
                onClick={() => void generate()}
              />
            </Show>
          </>
        }
      />
      <Show when={props.mayEdit}>
        <div class="password-actions">
          <Show
            when={state().kind === "typing"}
            fallback={
              <Show when={state().kind === "masked"}>
                <Button small look="plain" onClick={begin}>
                  Set new password
                </Button>
              </Show>
            }
          >
            <Button small look="primary" busy={busy()} onClick={() => void set()}>
              Set password
            </Button>
            <Button small look="plain" onClick={mask}>
              Cancel
            </Button>
            <span class="quiet-line">Takes effect at once; open portal sessions end.</span>
          </Show>
        </div>
      </Show>
      <OwnPassword
        asked={asking()}
        busy={busy()}
        onAnswer={(own) => void show(own)}
        onClose={() => setAsking(undefined)}
      />
    </div>
  );
};

interface OwnPasswordProps {
  readonly asked: { readonly wrong: boolean } | undefined;
  readonly busy: boolean;
  readonly onAnswer: (own: string) => void;
  readonly onClose: () => void;
}

/** Whoever signed in more than twelve hours ago says again that he is himself (10 §4.7). */
const OwnPassword: Component<OwnPasswordProps> = (props) => {
  const [own, setOwn] = createSignal("");
  createEffect(
    on(
      () => props.asked,
      () => setOwn(""),
    ),
  );
  return (
    <Dialog
      open={props.asked !== undefined}
      onClose={() => props.onClose()}
      title="Confirm that it is you"
      description="You signed in more than 12 hours ago. Type your own password to see the customer's."
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="primary" type="submit" form="own-password" busy={props.busy}>
            Show the password
          </Button>
        </>
      }
    >
      <form
        id="own-password"
        onSubmit={(event) => {
          event.preventDefault();
          if (own() !== "") props.onAnswer(own());
        }}
      >
        <TextField
          label="Your password"
          type="password"
          autocomplete="current-password"
          autofocus
          value={own()}
          onInput={setOwn}
          error={props.asked?.wrong === true ? "This is not your password." : undefined}
        />
      </form>
    </Dialog>
  );
};

function refuse(text: string): void {
  notify({ tone: "warn", title: "The password was not shown", text });
}

function minutesText(minutes: number): string {
  return minutes === 1 ? "one minute" : `${minutes} minutes`;
}
