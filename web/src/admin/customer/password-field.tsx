import { Show, createSignal, type Component } from "solid-js";
import { checkPassword } from "@trunkline/domain/credentials/password";
import { problemText } from "@trunkline/domain/customer/problem";
import type { Customer } from "@trunkline/domain/customer/record";
import EyeOff from "lucide-solid/icons/eye-off";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { usePorts } from "../../data/ports.tsx";
import { browserClock, type Clock } from "../../lib/clock.ts";
import { makePress } from "../../lib/press.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
import { answerOr } from "../config/ask.ts";
import { createReveal } from "./create-reveal.ts";
import { momentDay } from "./labels.ts";
import { OwnPassword } from "./own-password.tsx";
import "./password-field.css";

interface PasswordFieldProps {
  readonly customer: Customer;
  readonly mayEdit: boolean;
  readonly clock?: Clock;
}

/** The portal password: masked, shown on request, replaced by a new one. It lives in this component and nowhere else. */
export const PasswordField: Component<PasswordFieldProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  // A new one, which stays until it is set or given up.
  const [typed, setTyped] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<string>();
  const press = makePress<object>();
  let field!: HTMLDivElement;

  const chosenByCustomer = () => props.customer.passwordBy === "customer";
  const mayShow = () =>
    workspace.customersConfig()?.showPasswords === true &&
    workspace.may("customers.view.showPassword", props.customer) &&
    !chosenByCustomer();
  const reveal = createReveal(
    (own) => ports.call("showPassword", { customerId: props.customer.id, own }),
    mayShow,
    () => props.clock ?? browserClock,
    () => props.customer.passwordAt,
  );
  const type = (password: string) => {
    reveal.hide();
    setError(undefined);
    setTyped(password);
  };
  const mask = () => {
    reveal.hide();
    setTyped(undefined);
    setError(undefined);
  };
  const masked = () => typed() === undefined && reveal.shown() === undefined;

  const generate = async () => {
    setBusy(true);
    const answer = await answerOr("No password was generated", ports.call("generatePassword", {}));
    setBusy(false);
    if (answer?.kind !== "password") return;
    type(answer.password);
  };
  const begin = () => {
    type("");
    field.querySelector("input")?.focus();
  };
  const set = async () => {
    const now = typed();
    if (now === undefined) return;
    const checked = checkPassword(now);
    if (!checked.ok) {
      setError(problemText(checked.error));
      return;
    }
    setBusy(true);
    const wish = { customerId: props.customer.id, password: checked.value };
    const answer = await answerOr(
      "The password was not set",
      ports.call("setPassword", { key: press.keyOf(wish), ...wish }),
    );
    setBusy(false);
    if (answer === undefined) return;
    press.answered();
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
      return `Chosen by the customer${on}`;
    }
    return reveal.noCopy() ? "No copy is kept" : "••••••••";
  };
  // Below the box: a narrow one would cut off what matters most.
  const hint = () => {
    if (reveal.shown() !== undefined) return "Masked again after 30 seconds";
    return masked() && (chosenByCustomer() || reveal.noCopy()) ? "It cannot be shown." : undefined;
  };
  const value = () => typed() ?? reveal.shown() ?? resting();

  return (
    <div ref={field}>
      <TextField
        label="Portal password"
        value={value()}
        error={error()}
        readOnly={masked() || !props.mayEdit}
        hint={hint()}
        maxLength={64}
        onInput={type}
        buttons={
          <>
            <Show when={masked() && mayShow() && !reveal.noCopy()}>
              <Button small look="plain" busy={reveal.busy()} onClick={() => void reveal.show(null)}>
                Show
              </Button>
            </Show>
            <Show when={reveal.shown() !== undefined}>
              <Button small look="plain" onClick={mask}>
                <EyeOff size={14} aria-hidden="true" />
                Hide
              </Button>
            </Show>
            <Show when={props.mayEdit && !masked()}>
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
            when={typed() !== undefined}
            fallback={
              <Show when={masked()}>
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
      <OwnPassword reveal={reveal} />
    </div>
  );
};
