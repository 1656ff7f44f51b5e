import { Match, Switch, type Component, type JSX } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import { digitsOf } from "@trunkline/domain/text/fold";
import Mail from "lucide-solid/icons/mail";
import Phone from "lucide-solid/icons/phone";
import { Menu } from "../../ui/menu.tsx";

const CONTACTS = ["emails", "billingEmails", "phones"] as const;
type Contact = (typeof CONTACTS)[number];

/** True for the fields beside which somebody can be written to or called. */
export function isContact(name: string): name is Contact {
  return CONTACTS.some((one) => one === name);
}

/** The address that writes to or calls a stored value; nothing of the value can say more than whom. */
export function contactAddress(name: Contact, value: string): string {
  if (name !== "phones") return `mailto:${encodeURIComponent(value).replace("%40", "@")}`;
  return `tel:${value.trim().startsWith("+") ? "+" : ""}${digitsOf(value)}`;
}

/** Beside an e-mail or phone field: writes to the address, calls the number; of several, which one is asked (10 §2.7–2.9). */
export const ContactButton: Component<{ readonly customer: Customer; readonly name: Contact }> = (props) => {
  const values = () => props.customer[props.name];
  const verb = () => (props.name === "phones" ? "Call" : "Write to");
  const icon = (): JSX.Element =>
    props.name === "phones" ? <Phone size={15} aria-hidden="true" /> : <Mail size={15} aria-hidden="true" />;
  return (
    <Switch>
      <Match when={values().length === 1 ? values()[0] : undefined}>
        {(only) => (
          <a
            class="button plain icon small"
            href={contactAddress(props.name, only())}
            aria-label={`${verb()} ${only()}`}
            title={`${verb()} ${only()}`}
          >
            {icon()}
          </a>
        )}
      </Match>
      <Match when={values().length > 1}>
        <Menu
          iconOnly
          look="plain"
          label={props.name === "phones" ? "Call a number" : "Write to an address"}
          trigger={icon()}
          items={values().map((value) => ({
            label: value,
            onSelect: () => location.assign(contactAddress(props.name, value)),
          }))}
        />
      </Match>
    </Switch>
  );
};
