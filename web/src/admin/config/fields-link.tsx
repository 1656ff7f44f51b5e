import { Show, type Component } from "solid-js";
import ExternalLink from "lucide-solid/icons/external-link";
import { useWorkspace } from "../workspace.tsx";
import { mayChange } from "./access.tsx";

/** Leads to the settings of additional fields, in a tab of its own so that nothing typed is lost (14 §3.17). */
export const AdditionalFieldsLink: Component = () => {
  const workspace = useWorkspace();
  return (
    <Show when={mayChange(workspace, "system")}>
      <a class="button plain small" href="/config/fields" target="_blank" rel="noopener">
        Additional fields
        <ExternalLink size={13} aria-hidden="true" />
        <span class="visually-hidden">(opens a new tab)</span>
      </a>
    </Show>
  );
};
