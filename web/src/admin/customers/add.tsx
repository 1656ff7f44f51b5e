import { For, Show, createEffect, createMemo, createSignal, onCleanup, type Component } from "solid-js";
import { useNavigate } from "@solidjs/router";
import type { CheckContext } from "@trunkline/domain/customer/check";
import type { AddDefaults } from "@trunkline/domain/customer/create";
import { MAIN_LOCATION, MAIN_PARTNER, type LocationId, type PartnerId } from "@trunkline/domain/ids/ids";
import { attrKey, fieldsFor } from "@trunkline/domain/fields/definition";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn } from "@trunkline/domain/time/zone";
import KeyRound from "lucide-solid/icons/key-round";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { tabStorage } from "../../data/device.ts";
import { ownDraft, type OwnDraft } from "../../lib/own-draft.ts";
import { report } from "../../lib/report.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { notify } from "../../ui/toast.tsx";
import { AdditionalFieldsLink } from "../config/fields-link.tsx";
import { FieldInput } from "../customer/field-input.tsx";
import { draftOf, visibleKeys } from "../customer/values.ts";
import { NoAccess } from "../frame/not-found.tsx";
import { useWorkspace } from "../workspace.tsx";
import { createAddForm } from "./create-add-form.ts";
import { Duplicates } from "./duplicates.tsx";
import "./add.css";

/** Main, as the server fills in what the form leaves out (10 §2.10–2.11). */
const mainOf = (names: object, main: string) =>
  Object.hasOwn(names, main) ? main : (Object.keys(names)[0] ?? "");

const INVALID = '[aria-invalid="true"]';
const showFirst = (what = INVALID) => document.querySelector<HTMLElement>(what)?.focus();

/** The add form (14 §3): a page, so that it can be reached from anywhere and left without losing what was typed. */
const AddCustomer: Component = () => {
  const workspace = useWorkspace();
  const defaults = createMemo<AddDefaults | undefined>(() => {
    const [directory, general, config] = [
      workspace.directory(),
      workspace.general(),
      workspace.customersConfig(),
    ];
    if (directory === undefined || general === undefined || config === undefined) return undefined;
    const scope = workspace.viewer().session.partner;
    return {
      billingType: config.defaultBillingType,
      partnerId: (scope === "*" ? mainOf(directory.partners, MAIN_PARTNER) : scope) as PartnerId,
      locationId: mainOf(directory.locations, MAIN_LOCATION) as LocationId,
      today: dayIn(general.timeZone, workspace.now() as Instant),
      zone: general.timeZone,
    };
  });
  return (
    <Show when={workspace.may("customers.add")} fallback={<NoAccess />}>
      <Show
        when={defaults()}
        fallback={
          <Page title="Add a customer">
            <Skeleton lines={10} />
          </Page>
        }
      >
        {(known) => <Form defaults={known()} />}
      </Show>
    </Show>
  );
};

const FIRST = ["billingType", "category", "name", "emails", "billingEmails", "phones"] as const;
const PERSON = ["birthday", "identification", "companyId", "contactPerson", "vatId"] as const;
const PLACE = ["partnerId", "locationId", "dateAdded", "street", "zip", "city", "geo"] as const;
const DRAFT = "add_customer";

const Form: Component<{ readonly defaults: AddDefaults }> = (props) => {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const context = createMemo<CheckContext>(() => ({
    today: props.defaults.today,
    zone: props.defaults.zone,
    definitions: workspace.formFields(),
  }));
  const adding = createAddForm(() => props.defaults, context);
  const { form } = adding;
  const config = () => workspace.customersConfig();
  const category = () => (form.value("category") === "company" ? "company" : "person");
  const visible = createMemo(() => visibleKeys({ category: category() }, workspace.fields()));
  const own = createMemo(() =>
    fieldsFor(workspace.fields(), category())
      .filter((field) => field.onAdd)
      .map(({ name }) => attrKey(name)),
  );

  // A password is never part of a draft; and each tab has its own, for two add two customers.
  const [kept, setKept] = createSignal<OwnDraft>();
  let added = false;
  let left = false;
  onCleanup(() => {
    left = true;
    kept()?.leave();
  });
  const restore = async () => {
    const own = await ownDraft(workspace.drafts, DRAFT, tabStorage());
    if (left) {
      own.leave();
      return;
    }
    const draft = await workspace.drafts.load(own.key);
    if (draft !== undefined) {
      form.restore(draft.fields);
      notify({ title: "Unfinished customer restored", text: "As you left the form." });
    }
    setKept(own);
  };
  restore().catch(report);
  createEffect(() => {
    const changes = form.changes();
    const own = kept();
    if (own === undefined || added) return;
    workspace.drafts.keep(own.key, {
      fields: draftOf(changes, workspace.fields()) as Record<string, { base: unknown; value: unknown }>,
    });
  });
  onCleanup(
    workspace.shortcuts.add({
      keys: "mod+s",
      label: "Add the customer",
      group: "Customer",
      run: () => void add(false),
    }),
  );

  const add = async (anyway: boolean) => {
    const adds = adding.add(anyway);
    // What the form finds by itself is shown at once; what the server finds may stand before it.
    showFirst();
    const at = document.activeElement;
    const number = await adds;
    if (number === undefined) {
      // Who looks alike is said below all fields, perhaps below the window.
      if (document.activeElement === at || document.activeElement === document.body)
        showFirst(`${INVALID}, .duplicates`);
      return;
    }
    added = true;
    const own = kept();
    if (own !== undefined) workspace.drafts.drop(own.key);
    notify({ tone: "good", title: `Customer #${number} added` });
    navigate(`/customers/${number}`);
  };
  const input = (name: string) => (
    <FieldInput
      name={name}
      form={form}
      context={context()}
      readOnly={
        (name === "partnerId" && workspace.viewer().session.partner !== "*") ||
        (name === "geo" && !workspace.may("customers.view.geo")) ||
        (name === "labelIds" && !workspace.may("customers.view.labels"))
      }
      onLeave={() => adding.lookForDuplicates()}
    />
  );

  return (
    <Page title="Add a customer" crumbs={[{ text: "Customers", href: "/customers" }, { text: "Add" }]}>
      <form
        class="add-form"
        onSubmit={(event) => {
          event.preventDefault();
          void add(false);
        }}
      >
        <Panel title="Portal access">
          <div class="form-grid">
            <FieldInput
              name="login"
              form={form}
              context={context()}
              required={false}
              readOnly={config()?.loginOnAdd === false}
              hint="Left empty, it is generated."
              onLeave={() => adding.lookForDuplicates()}
              buttons={
                <Show when={config()?.showGenerate !== false && config()?.loginOnAdd !== false}>
                  <IconButton
                    small
                    label="Generate a login"
                    icon={<KeyRound size={15} aria-hidden="true" />}
                    onClick={() => void adding.generateLogin()}
                  />
                </Show>
              }
            />
            <TextField
              label="Portal password"
              value={adding.password()}
              onInput={(text) => adding.setPassword(text)}
              error={adding.passwordError()}
              autocomplete="new-password"
              hint="Left empty, it is generated."
              buttons={
                <IconButton
                  small
                  label="Generate a password"
                  icon={<RefreshCw size={15} aria-hidden="true" />}
                  onClick={() => void adding.generatePassword()}
                />
              }
            />
          </div>
        </Panel>
        <Panel title="Customer">
          <div class="form-grid">
            <For each={FIRST}>{input}</For>
            <For each={PERSON.filter((name) => visible().has(name))}>{input}</For>
          </div>
        </Panel>
        <Panel title="Place">
          <div class="form-grid">
            <For each={PLACE}>{input}</For>
          </div>
        </Panel>
        <Panel title="Additional information" end={<AdditionalFieldsLink />}>
          <div class="form-grid">
            <For each={own()}>{input}</For>
            <div class="whole">{input("labelIds")}</div>
          </div>
        </Panel>
        <Show when={adding.duplicates().length > 0}>
          <Duplicates duplicates={adding.duplicates()} busy={adding.busy()} onAnyway={() => void add(true)} />
        </Show>
        <Show when={!workspace.connection.connected()}>
          <Banner tone="warn" boxed>
            Adding needs the server. What you type is kept on this device until then.
          </Banner>
        </Show>
        <div class="form-actions">
          <Button type="submit" look="primary" busy={adding.busy()}>
            Add
          </Button>
          <Button look="plain" disabled={!adding.dirty()} onClick={() => adding.reset()}>
            Empty the form
          </Button>
        </div>
      </form>
    </Page>
  );
};

export default AddCustomer;
