import { Show, createSignal, type JSX } from "solid-js";
import Download from "lucide-solid/icons/download";
import { IconButton } from "../../ui/icon-button.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ExportRows, type ExportRowsProps } from "./export-rows.tsx";

/** Brings a table of texts out, for whoever may export tables (14 §2.5). */
export function ExportButton<Row>(
  props: Omit<ExportRowsProps<Row>, "onClose"> & { readonly look?: "default" | "plain" },
): JSX.Element {
  const workspace = useWorkspace();
  const [exporting, setExporting] = createSignal(false);
  return (
    <Show when={workspace.may("customers.list.export")}>
      <IconButton
        label="Export"
        look={props.look ?? "default"}
        icon={<Download size={16} aria-hidden="true" />}
        onClick={() => setExporting(true)}
      />
      <Show when={exporting()}>
        <ExportRows {...props} onClose={() => setExporting(false)} />
      </Show>
    </Show>
  );
}
