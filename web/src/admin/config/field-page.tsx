import { Match, Show, Switch, createMemo, type Component } from "solid-js";
import { A, useParams } from "@solidjs/router";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate, ReadOnlyNote, mayChange } from "./access.tsx";
import { holdersText } from "./ask.ts";
import { createFieldForm } from "./create-field-form.ts";
import { DefaultPanel, FieldPanel, RulesPanel } from "./field-panels.tsx";
import "./config.css";

/** Config → System → Additional fields → one of them, or a new one (10 §8). */
const FieldPage: Component = () => {
  const workspace = useWorkspace();
  const params = useParams();
  const name = () => params["name"];
  const known = createMemo(() => workspace.fields().find((field) => field.name === name()));
  const title = () => (name() === undefined ? "Add a field" : (known()?.title ?? "Additional field"));
  return (
    <ConfigGate area="system">
      <Page
        title={title()}
        crumbs={[
          { text: "Config", href: "/config" },
          { text: "System" },
          { text: "Additional fields", href: "/config/fields" },
          { text: name() === undefined ? "Add" : (name() ?? "") },
        ]}
      >
        <ReadOnlyNote area="system" />
        <Switch
          fallback={
            <Show when={workspace.fieldsKnown()} fallback={<Skeleton lines={10} />}>
              <EmptyState
                title="There is no such field"
                actions={
                  <A class="button" href="/config/fields">
                    Additional fields
                  </A>
                }
              >
                It may have been deleted by a colleague; its values went with it.
              </EmptyState>
            </Show>
          }
        >
          <Match when={name() === undefined}>
            <Form known={undefined} />
          </Match>
          <Match when={known()?.name} keyed>
            <Form known={known()} />
          </Match>
        </Switch>
      </Page>
    </ConfigGate>
  );
};

const Form: Component<{ readonly known: FieldDefinition | undefined }> = (props) => {
  const workspace = useWorkspace();
  const locked = () => !mayChange(workspace, "system");
  const field = createFieldForm(() => props.known);
  return (
    <form
      class="config-form"
      onSubmit={(event) => {
        event.preventDefault();
        void field.submit();
      }}
    >
      <FieldPanel field={field} locked={locked()} />
      <DefaultPanel field={field} locked={locked()} />
      <RulesPanel field={field} locked={locked()} />
      <Show when={!locked()}>
        <div class="form-actions">
          <Button
            type="submit"
            look="primary"
            busy={field.settings.saving()}
            disabled={!field.isNew && !field.form.dirty()}
          >
            {field.isNew ? "Add the field" : "Save"}
          </Button>
          <Button look="plain" disabled={!field.form.dirty()} onClick={() => field.settings.discard()}>
            Discard changes
          </Button>
          <span class="config-state" aria-live="polite">
            {field.form.dirty() ? "Unsaved changes; they are kept on this device." : ""}
          </span>
        </div>
      </Show>
      <ConfirmDialog
        open={field.overwriting() !== undefined}
        danger
        title="Overwrite the value in every record?"
        text={
          (field.overwriting()?.records ?? 0) > 0
            ? `${holdersText(field.overwriting()?.records ?? 0)} a value of this field now. Each value is replaced by the default, and every other record gets it too. This cannot be undone.`
            : "Every existing record gets the default value."
        }
        confirm="Overwrite and save"
        onConfirm={() => field.overwrite()}
        onCancel={() => field.keepValues()}
      />
      <ConfirmDialog
        open={field.retiring() !== undefined}
        title={`Stop offering “${field.retiring()?.option.value ?? ""}”?`}
        text={`${holdersText(field.retiring()?.records ?? 0)} it. It stays there, but can no longer be chosen.`}
        confirm="Stop offering it"
        onConfirm={() => field.retire()}
        onCancel={() => field.keepOffering()}
      />
    </form>
  );
};

export default FieldPage;
