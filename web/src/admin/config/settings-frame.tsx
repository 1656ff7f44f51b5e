import { Show, type JSX } from "solid-js";
import { createShortcut } from "../../lib/shortcuts.ts";
import { Button } from "../../ui/button.tsx";
import { useWorkspace } from "../workspace.tsx";
import type { SettingsForm } from "./create-settings-form.ts";
import "./config.css";

interface SettingsFrameProps<T extends object> {
  readonly settings: SettingsForm<T>;
  /** The person may only look: nothing can be saved. */
  readonly locked: boolean;
  readonly children: JSX.Element;
}

/** What is around the panels of a page of settings: saved as one, by its button, by Enter and by Ctrl/Cmd-S. */
export function SettingsFrame<T extends object>(props: SettingsFrameProps<T>): JSX.Element {
  const save = () => void props.settings.save();
  createShortcut(useWorkspace().shortcuts, {
    keys: "mod+s",
    label: "Save the settings",
    group: "Config",
    run: save,
  });
  const touched = () => props.settings.form.dirty();
  return (
    <form
      class="config-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {props.children}
      <Show when={!props.locked}>
        <div class="form-actions">
          <Button type="submit" look="primary" busy={props.settings.saving()} disabled={!touched()}>
            Save
          </Button>
          <Button look="plain" disabled={!touched()} onClick={() => props.settings.discard()}>
            Discard changes
          </Button>
          <span class="config-state" aria-live="polite">
            {touched() ? "Unsaved changes; they are kept on this device." : ""}
          </span>
        </div>
      </Show>
    </form>
  );
}
