import { Show, createEffect, createSignal, on, type Component, type JSX } from "solid-js";
import { isPasswordMark } from "@trunkline/domain/fields/check";
import type { FieldValue } from "@trunkline/domain/fields/definition";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Instant } from "@trunkline/domain/time/instant";
import EyeOff from "lucide-solid/icons/eye-off";
import { usePorts } from "../../data/ports.tsx";
import { browserClock, type Clock } from "../../lib/clock.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useWorkspace } from "../workspace.tsx";
import { createReveal } from "./create-reveal.ts";
import { momentDay } from "./labels.ts";
import { OwnPassword } from "./own-password.tsx";

interface SecretInputProps {
  /** `attr_<name>` */
  readonly name: string;
  readonly label: string;
  /** The mark of the record, a text typed and not yet stored, or null. */
  readonly value: FieldValue;
  readonly onChange: (value: FieldValue) => void;
  /** Undefined while he is still to be added. */
  readonly customer: { readonly id: CustomerId } | undefined;
  /** What the record says now, whatever is typed. */
  readonly stored: FieldValue;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly aside?: JSX.Element;
  readonly changed?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly lit?: boolean | undefined;
  readonly clock?: Clock | undefined;
}

/** An additional field of type Password: masked, shown on request like the portal password, changed with the next Save. */
export const SecretInput: Component<SecretInputProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [typing, setTyping] = createSignal(false);
  let box!: HTMLDivElement;
  const kept = () => isPasswordMark(props.stored);
  const typed = () => (typeof props.value === "string" ? props.value : undefined);
  const mayShow = () =>
    kept() &&
    props.customer !== undefined &&
    workspace.customersConfig()?.showPasswords === true &&
    workspace.may("customers.view.showPassword");
  const reveal = createReveal(
    (own) => {
      const { customer } = props;
      if (customer === undefined) throw new Error("Nobody's password was asked for");
      return ports.call("showFieldPassword", { customerId: customer.id, field: props.name, own });
    },
    mayShow,
    () => props.clock ?? browserClock,
    // The record holds the moment it was set in its place.
    () => (isPasswordMark(props.stored) ? props.stored : null),
  );
  // Saved, or taken over from a colleague: nothing is being typed any more.
  createEffect(
    on(
      () => props.stored,
      () => setTyping(false),
      { defer: true },
    ),
  );

  const taken = () => kept() && props.value === null;
  const editing = () => props.readOnly !== true && (typing() || typed() !== undefined || taken() || !kept());
  const begin = () => {
    reveal.hide();
    setTyping(true);
    queueMicrotask(() => box.querySelector("input")?.focus());
  };
  const stop = () => {
    setTyping(false);
    props.onChange(props.stored);
  };
  const resting = () => {
    if (!kept()) return "";
    return reveal.noCopy() ? "No copy is kept" : "••••••••";
  };
  const hint = () => {
    if (reveal.shown() !== undefined) return "Masked again after 30 seconds";
    if (taken()) return "Taken away with the next Save.";
    if (props.hint !== undefined) return props.hint;
    if (workspace.customersConfig()?.showPasswords === false)
      return "Showing passwords is switched off in Config, so none is kept here.";
    if (kept() && reveal.noCopy() && !editing()) return "It cannot be shown.";
    return kept() && !editing() ? `Set on ${momentDay(workspace, props.stored as Instant)}` : undefined;
  };
  return (
    <div ref={box}>
      <TextField
        label={props.label}
        value={editing() ? (typed() ?? "") : (reveal.shown() ?? resting())}
        onInput={(text) => props.onChange(text === "" ? props.stored : text)}
        readOnly={!editing()}
        error={props.error}
        hint={hint()}
        aside={props.aside}
        changed={props.changed}
        required={props.required}
        lit={props.lit}
        maxLength={255}
        autocomplete="new-password"
        buttons={
          <>
            <Show when={!editing() && reveal.shown() === undefined && mayShow() && !reveal.noCopy()}>
              <Button
                small
                look="plain"
                busy={reveal.busy()}
                onClick={() => void reveal.show(null)}
                aria-label={`Show ${props.label}`}
              >
                Show
              </Button>
            </Show>
            <Show when={reveal.shown() !== undefined}>
              <Button small look="plain" onClick={() => reveal.hide()} aria-label={`Hide ${props.label}`}>
                <EyeOff size={14} aria-hidden="true" />
                Hide
              </Button>
            </Show>
            <Show when={props.readOnly !== true && kept()}>
              <Show
                when={editing()}
                fallback={
                  <Button small look="plain" onClick={begin} aria-label={`Change ${props.label}`}>
                    Change
                  </Button>
                }
              >
                <Show when={props.required !== true && !taken()}>
                  <Button
                    small
                    look="plain"
                    onClick={() => props.onChange(null)}
                    aria-label={`Remove ${props.label}`}
                  >
                    Remove
                  </Button>
                </Show>
                <Button small look="plain" onClick={stop} aria-label={`Cancel the change of ${props.label}`}>
                  Cancel
                </Button>
              </Show>
            </Show>
          </>
        }
      />
      <OwnPassword reveal={reveal} />
    </div>
  );
};
