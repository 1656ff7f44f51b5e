import { Show, createMemo, type Component } from "solid-js";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { saveCustomersConfig } from "@trunkline/domain/calls/settings";
import { customersConfigTexts } from "@trunkline/domain/config/check-customers";
import type { CustomersConfig } from "@trunkline/domain/config/customers";
import { BILLING_TYPES, BILLING_TYPE_LABELS, type BillingType } from "@trunkline/domain/customer/status";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn } from "@trunkline/domain/time/zone";
import { usePorts } from "../../data/ports.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate, ReadOnlyNote, mayChange } from "./access.tsx";
import { createSettingsForm } from "./create-settings-form.ts";
import { LoginExamples, PasswordExamples } from "./examples.tsx";
import { FlagSetting, LineSetting, NumberSetting, Setting, type Typed } from "./setting.tsx";
import { SettingsFrame } from "./settings-frame.tsx";
import { ShowPasswords } from "./show-passwords.tsx";

/** The settings as the form holds them: numbers may be text while they are typed. */
interface Values {
  readonly loginOnAdd: boolean;
  readonly loginOnEdit: boolean;
  readonly loginCharacters: string;
  readonly showGenerate: boolean;
  readonly loginFormat: string;
  readonly passwordCharacters: string;
  readonly passwordLength: Typed;
  readonly passwordFormat: string;
  readonly defaultBillingType: BillingType;
  readonly fieldLimit: Typed;
  readonly mostFound: Typed;
}

const FIELDS = [
  "loginFormat",
  "loginCharacters",
  "loginOnAdd",
  "loginOnEdit",
  "showGenerate",
  "passwordFormat",
  "passwordLength",
  "passwordCharacters",
  "defaultBillingType",
  "fieldLimit",
  "mostFound",
] as const satisfies readonly (keyof Values)[];

const VARIABLES =
  "Text and variables: {rand_string|8} {rand_number|6} {id|6} {next} {year} {month} {day} {partner_id} {location_id} {email} {phone}. The number is the length.";

const howMany = (characters: string) => {
  const count = new Set(characters).size;
  return `${count} different ${count === 1 ? "character" : "characters"}. Each one that may occur, without ranges.`;
};

/** Config → Main → Customers: how logins and passwords are made, and what forms and search start from (10 §3, §9). */
const CustomersConfigPage: Component = () => {
  const workspace = useWorkspace();
  return (
    <ConfigGate area="customers">
      <Page
        title="Customers"
        crumbs={[{ text: "Config", href: "/config" }, { text: "Main" }, { text: "Customers" }]}
      >
        <ReadOnlyNote area="customers" />
        <Show when={workspace.customersConfig()} fallback={<Skeleton lines={12} />}>
          {(config) => <Form config={config()} />}
        </Show>
      </Page>
    </ConfigGate>
  );
};

const Form: Component<{ readonly config: CustomersConfig }> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const locked = () => !mayChange(workspace, "customers");
  const today = createMemo(() => dayIn(workspace.general()?.timeZone ?? "UTC", workspace.now() as Instant));
  const settings = createSettingsForm<Values>({
    draft: "config_customers",
    stored: () => props.config,
    fields: FIELDS,
    validate: (values) => customersConfigTexts({ ...props.config, ...numbersOf(values) }),
    async send(changes): Promise<AnswerOf<typeof saveCustomersConfig>> {
      const touched = Object.entries(changes).map(([key, change]) => [key, change?.value]);
      // Checked field by field just before: what is left here has the stored shapes.
      const only = Object.fromEntries(touched) as InputOf<typeof saveCustomersConfig>["settings"];
      return ports.call("saveCustomersConfig", { settings: only });
    },
  });
  const { form } = settings;
  const text = (name: "loginFormat" | "loginCharacters" | "passwordFormat" | "passwordCharacters") => ({
    form,
    name,
    locked: locked(),
    required: true,
  });

  return (
    <SettingsFrame settings={settings} locked={locked()}>
      <Panel title="Portal login">
        <div class="config-grid">
          <div class="config-fields">
            <LineSetting {...text("loginFormat")} label="Login format" hint={VARIABLES} maxLength={200} />
            <LineSetting
              {...text("loginCharacters")}
              label="Characters for login"
              hint={howMany(form.value("loginCharacters"))}
              maxLength={200}
            />
            <FlagSetting
              form={form}
              name="loginOnAdd"
              label="Can change login while adding"
              locked={locked()}
            />
            <FlagSetting
              form={form}
              name="loginOnEdit"
              label="Can change login while editing"
              locked={locked()}
            />
            <FlagSetting form={form} name="showGenerate" label="Show “Generate” button" locked={locked()} />
          </div>
          <LoginExamples
            format={form.value("loginFormat")}
            characters={form.value("loginCharacters")}
            today={today()}
          />
        </div>
      </Panel>
      <Panel title="Portal password">
        <div class="config-grid">
          <div class="config-fields">
            <LineSetting
              {...text("passwordFormat")}
              label="Password format"
              hint="Text, {rand_string} and {rand_number}: at least 6 random characters, 64 in all."
              maxLength={200}
            />
            <NumberSetting
              form={form}
              name="passwordLength"
              label="Password length"
              hint="6 to 64. The length of a variable without one of its own."
              locked={locked()}
              required
            />
            <LineSetting
              {...text("passwordCharacters")}
              label="Characters for password"
              hint={howMany(form.value("passwordCharacters"))}
              maxLength={200}
            />
            <ShowPasswords on={props.config.showPasswords} locked={locked()} />
          </div>
          <PasswordExamples
            passwordFormat={form.value("passwordFormat")}
            passwordLength={whole(form.value("passwordLength"))}
            passwordCharacters={form.value("passwordCharacters")}
          />
        </div>
      </Panel>
      <Panel title="Records">
        <div class="config-fields narrow">
          <Setting
            form={form}
            name="defaultBillingType"
            words={(value) => BILLING_TYPE_LABELS[value as BillingType] ?? String(value)}
          >
            <Select
              label="Default billing type"
              options={BILLING_TYPES.map((value) => ({ value, label: BILLING_TYPE_LABELS[value] }))}
              value={form.value("defaultBillingType")}
              onChange={(value) => form.set("defaultBillingType", value)}
              disabled={locked()}
            />
          </Setting>
          <NumberSetting
            form={form}
            name="fieldLimit"
            label="Limit of additional fields"
            hint="How many show on a customer's page before “Show all”. 0 shows all of them."
            locked={locked()}
            required
          />
          <NumberSetting
            form={form}
            name="mostFound"
            label="Max customers to show (search result)"
            hint="A narrowed list that holds more says so. Nobody is left out of it."
            locked={locked()}
            required
          />
        </div>
      </Panel>
    </SettingsFrame>
  );
};

const whole = (value: Typed) => (typeof value === "number" ? value : Number.NaN);

/** Numbers that are still text count as none, which the check refuses. */
function numbersOf(values: Values) {
  return {
    ...values,
    passwordLength: whole(values.passwordLength),
    fieldLimit: whole(values.fieldLimit),
    mostFound: whole(values.mostFound),
  };
}

export default CustomersConfigPage;
