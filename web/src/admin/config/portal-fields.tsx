import { For, Show, createMemo, createSignal, type Component } from "solid-js";
import { A } from "@solidjs/router";
import { portalChoices } from "@trunkline/domain/fields/check-definition";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import ListPlus from "lucide-solid/icons/list-plus";
import { usePorts } from "../../data/ports.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate, ReadOnlyNote, mayChange } from "./access.tsx";
import { answerOr } from "./ask.ts";
import { CATEGORY_WORDS, PORTAL_HINTS, PORTAL_WORDS, choices } from "./field-words.ts";
import "./config.css";

/** Config → Portal → Additional attributes in profile (21 §2.3): each field's visibility, in one look. */
const PortalFieldsPage: Component = () => (
  <ConfigGate area="system">
    <PortalFields />
  </ConfigGate>
);

const PortalFields: Component = () => {
  const workspace = useWorkspace();
  const fields = createMemo(() =>
    workspace.fields().toSorted((a, b) => a.position - b.position || a.name.localeCompare(b.name)),
  );
  const names = createMemo(() => fields().map(({ name }) => name));
  return (
    <Page
      title="Additional attributes in profile"
      crumbs={[
        { text: "Config", href: "/config" },
        { text: "Portal" },
        { text: "Additional attributes in profile" },
      ]}
    >
      <ReadOnlyNote area="system" />
      <Show when={workspace.fieldsKnown()} fallback={<Skeleton lines={6} />}>
        <Panel title="What customers see">
          <Show
            when={names().length > 0}
            fallback={
              <EmptyState
                title="No additional fields yet"
                icon={<ListPlus size={28} aria-hidden="true" />}
                actions={
                  <A class="button" href="/config/fields">
                    Additional fields
                  </A>
                }
              >
                A field made there appears here at once.
              </EmptyState>
            }
          >
            <p class="quiet-line">
              View: shown, not changed. Edit: the customer can change it. Stored at once; portals follow
              within a minute or some.
            </p>
            <div class="form-grid">
              <For each={names()}>
                {(name) => (
                  <Show when={fields().find((field) => field.name === name)}>
                    {(field) => <Visibility field={field()} />}
                  </Show>
                )}
              </For>
            </div>
          </Show>
        </Panel>
      </Show>
    </Page>
  );
};

const Visibility: Component<{ readonly field: FieldDefinition }> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [busy, setBusy] = createSignal(false);
  const offered = () => portalChoices(props.field.type);
  const set = async (portal: FieldDefinition["portal"]) => {
    if (portal === props.field.portal) return;
    setBusy(true);
    const answer = await answerOr(
      "Not changed",
      ports.call("setFieldPortal", { name: props.field.name, portal }),
    );
    setBusy(false);
    if (answer !== undefined && answer.kind !== "done")
      notify({ tone: "bad", title: "Not changed", text: "You may not change it, or the field is gone." });
  };
  const hint = () => {
    const { category, hidden, type } = props.field;
    if (hidden) return "Hidden: it is on no page, the portal included.";
    return (
      PORTAL_HINTS[type] ?? (category === "all" ? undefined : `${CATEGORY_WORDS[category]} customers only.`)
    );
  };
  return (
    <Select
      label={props.field.title}
      options={choices(PORTAL_WORDS).filter(({ value }) => offered().includes(value))}
      value={props.field.portal}
      onChange={(value) => void set(value)}
      disabled={busy() || offered().length === 1 || !mayChange(workspace, "system")}
      hint={hint()}
    />
  );
};

export default PortalFieldsPage;
