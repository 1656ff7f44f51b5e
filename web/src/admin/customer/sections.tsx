import { For, Show, createMemo, createSignal, type Component } from "solid-js";
import type { ActivityEntry } from "@trunkline/domain/activity/entry";
import type { Customer } from "@trunkline/domain/customer/record";
import { CUSTOMER_FIELDS, isCustomerField } from "@trunkline/domain/customer/table";
import { attrKey, fieldsFor } from "@trunkline/domain/fields/definition";
import { Button } from "../../ui/button.tsx";
import { Panel, type Fold } from "../../ui/page.tsx";
import { AdditionalFieldsLink } from "../config/fields-link.tsx";
import { useWorkspace } from "../workspace.tsx";
import { whoDid } from "./activity-text.ts";
import { ContactButton, isContact } from "./contact-button.tsx";
import type { CustomerForm } from "./create-customer-form.ts";
import type { CustomerPresence } from "./create-presence.ts";
import { createPrinting } from "./create-printing.ts";
import { FieldInput } from "./field-input.tsx";
import { PasswordField } from "./password-field.tsx";
import { PlannedStatus } from "./planned.tsx";
import { valueText } from "./labels.ts";
import { visibleKeys } from "./values.ts";

/** The fields of *Main information* below the status, in the order of 12 §3.1. */
const MAIN = [
  "billingType",
  "name",
  "emails",
  "billingEmails",
  "phones",
  "partnerId",
  "locationId",
  "street",
  "zip",
  "city",
  "geo",
  "dateAdded",
] as const;

const ADDITIONAL = [
  "labelIds",
  "category",
  "birthday",
  "identification",
  "companyId",
  "contactPerson",
  "vatId",
] as const;

interface SectionProps {
  readonly customer: Customer;
  readonly editing: CustomerForm;
  readonly presence: CustomerPresence;
  readonly mayEdit: boolean;
  readonly activity: readonly ActivityEntry[];
  readonly fold: Fold;
}

/** One field with everything that can be going on at it: a colleague in it, a conflict, a change just made. */
const LiveField: Component<Omit<SectionProps, "fold"> & { readonly name: string }> = (props) => {
  const workspace = useWorkspace();
  const form = () => props.editing.form;
  const colleague = () => {
    const here = props.presence.others().find((one) => one.field === props.name);
    return here === undefined ? undefined : workspace.person(here.uid).name;
  };
  const conflict = createMemo(() =>
    form()
      .conflicts()
      .find((one) => one.field === props.name),
  );
  const changedBy = () => {
    const entry = props.activity.find((one) => Object.hasOwn(one.after, props.name));
    return entry === undefined ? "A colleague" : whoDid(workspace, props.customer, entry).name;
  };
  const readOnly = () => {
    if (!props.mayEdit) return true;
    if (!isCustomerField(props.name)) return false;
    const { permission } = CUSTOMER_FIELDS[props.name];
    if (props.name === "login" && workspace.customersConfig()?.loginOnEdit === false) return true;
    // An administrator of one partner moves nobody to another (15 §4.10).
    if (props.name === "partnerId" && workspace.viewer().session.partner !== "*") return true;
    return permission !== null && !workspace.may(permission, props.customer);
  };
  const contact = () =>
    isContact(props.name) ? <ContactButton customer={props.customer} name={props.name} /> : undefined;
  return (
    <div class="live-field" data-colleague={colleague() === undefined ? undefined : ""}>
      <FieldInput
        name={props.name}
        form={form()}
        context={props.editing.context()}
        customer={props.customer}
        readOnly={readOnly()}
        lit={props.editing.lit().has(props.name)}
        aside={colleague() === undefined ? undefined : <span class="typing">{colleague()} is here</span>}
        hint={props.customer.flaws[props.name]}
        buttons={contact()}
        onFocus={() => props.presence.focus(props.name)}
        onLeave={() => props.presence.focus(null)}
      />
      <Show when={conflict()}>
        {(now) => (
          <div class="field-conflict" role="status">
            <span>
              {changedBy()} changed this to “<bdi>{valueText(workspace, props.name, now().theirs)}</bdi>”.
            </span>
            <Button small onClick={() => form().take(props.name)}>
              Take
            </Button>
            <Button small onClick={() => form().keep(props.name)}>
              Keep mine
            </Button>
          </div>
        )}
      </Show>
    </div>
  );
};

/** Identity, contact and address. */
export const MainSection: Component<SectionProps> = (props) => (
  <Panel title="Main information" fold={props.fold}>
    <div class="form-grid">
      <dl class="fixed-value">
        <dt>ID</dt>
        <dd class="number">{props.customer.number}</dd>
      </dl>
      <LiveField {...props} name="login" />
      <PasswordField customer={props.customer} mayEdit={props.mayEdit} />
      <div class="status-row">
        <LiveField {...props} name="status" />
        <PlannedStatus customer={props.customer} today={props.editing.context().today} />
      </div>
      <For each={MAIN}>{(name) => <LiveField {...props} name={name} />}</For>
    </div>
  </Panel>
);

/** Labels, category and what belongs to it, then the installation's own fields. */
export const AdditionalSection: Component<SectionProps> = (props) => {
  const workspace = useWorkspace();
  const [all, setAll] = createSignal(false);
  const printing = createPrinting();
  const category = () => (props.editing.form.value("category") === "company" ? "company" : "person");
  const own = createMemo(() => fieldsFor(workspace.fields(), category()).map(({ name }) => attrKey(name)));
  const limit = () => workspace.customersConfig()?.fieldLimit ?? 10;
  // A field that holds up Save has to be seen, beyond the limit too.
  const refused = () =>
    own().some((name, at) => at >= limit() && props.editing.form.error(name) !== undefined);
  const shown = () => (all() || printing() || limit() === 0 || refused() ? own() : own().slice(0, limit()));
  const visible = createMemo(() => visibleKeys({ category: category() }, workspace.fields()));
  return (
    <Panel title="Additional information" end={<AdditionalFieldsLink />} fold={props.fold}>
      <div class="form-grid">
        <For each={ADDITIONAL.filter((name) => visible().has(name))}>
          {(name) => (
            <div classList={{ whole: name === "labelIds" }}>
              <LiveField {...props} name={name} />
            </div>
          )}
        </For>
        <For each={shown()}>{(name) => <LiveField {...props} name={name} />}</For>
      </div>
      <Show when={shown().length < own().length}>
        <Button small look="plain" onClick={() => setAll(true)}>
          Show all {own().length} fields
        </Button>
      </Show>
    </Panel>
  );
};
