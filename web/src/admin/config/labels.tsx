import { Show, createMemo, createSignal, type Component } from "solid-js";
import type { LabelId } from "@trunkline/domain/ids/ids";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Tags from "lucide-solid/icons/tags";
import Trash from "lucide-solid/icons/trash";
import { usePorts } from "../../data/ports.tsx";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Table } from "../../ui/table/table.tsx";
import type { Column } from "../../ui/table/types.ts";
import { shownColumns } from "../../ui/table/view.ts";
import { notify } from "../../ui/toast.tsx";
import { createTableView } from "../customers/table-view.ts";
import { ColumnsButton } from "../columns-button.tsx";
import { TableSearch, searched } from "../table-search.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ExportButton } from "../export/export-button.tsx";
import { textColumns, type TextColumn } from "../export/export-rows.tsx";
import { ConfigGate, ReadOnlyNote, mayChange } from "./access.tsx";
import { answerOr, recordsText } from "./ask.ts";
import { LabelDialog, type LabelRow } from "./label-dialog.tsx";
import { Removals } from "./removals.tsx";
import "./config.css";

/** Config → System → Labels: the coloured words customers carry (10 §7). */
const LabelsPage: Component = () => (
  <ConfigGate area="system">
    <Labels />
  </ConfigGate>
);

type LabelColumn = Column<LabelRow> & Partial<TextColumn<LabelRow>>;

const Labels: Component = () => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [editing, setEditing] = createSignal<{ readonly label: LabelRow | undefined }>();
  const [removing, setRemoving] = createSignal<{ readonly label: LabelRow; readonly records: number }>();
  const [busy, setBusy] = createSignal(false);
  const mine = () => mayChange(workspace, "system");
  const arranged = createTableView(ports.preferences, "labels", ["title", "colour", "actions"]);

  const rows = createMemo<readonly LabelRow[]>(() => {
    const all = Object.entries(workspace.directory()?.labels ?? {}).map(([id, look]) => ({
      id: id as LabelId,
      ...look,
    }));
    const { sort } = arranged.view();
    const by = sort?.column === "colour" ? "colour" : "title";
    const sorted = all.sort((a, b) => a[by].localeCompare(b[by]));
    return sort?.descending === true ? sorted.reverse() : sorted;
  });

  const [typed, setTyped] = createSignal("");

  const ask = async (label: LabelRow) => {
    const answer = await answerOr("Not deleted", ports.call("labelUse", { labelId: label.id }));
    if (answer?.kind === "use") setRemoving({ label, records: answer.records });
    else if (answer !== undefined)
      notify({ tone: "bad", title: "Not deleted", text: "You may not change labels." });
  };
  const remove = async () => {
    const wanted = removing();
    if (wanted === undefined) return;
    setBusy(true);
    const answer = await answerOr("Not deleted", ports.call("removeLabel", { labelId: wanted.label.id }));
    setBusy(false);
    setRemoving(undefined);
    if (answer === undefined) return;
    if (answer.kind === "not-allowed")
      notify({ tone: "bad", title: "Not deleted", text: "You may not change labels." });
    else notify({ tone: "good", title: `“${wanted.label.title}” deleted` });
  };

  const columns = createMemo<readonly LabelColumn[]>(() => [
    {
      id: "title",
      title: "Label",
      // All of them side by side on a phone, at 320 px too.
      width: 108,
      grows: true,
      sortable: true,
      cell: (row) => <Chip text={row().title} colour={row().colour} />,
      text: (row) => row.title,
    },
    {
      id: "colour",
      title: "Colour",
      width: 88,
      sortable: true,
      cell: (row) => <span class="mono">{row().colour}</span>,
      text: (row) => row.colour,
    },
    {
      id: "actions",
      title: "Actions",
      width: 80,
      cell: (row) => (
        <Show when={mine()}>
          <IconButton
            small
            label={`Edit ${row().title}`}
            icon={<Pencil size={15} aria-hidden="true" />}
            onClick={() => setEditing({ label: row() })}
          />
          <IconButton
            small
            label={`Delete ${row().title}`}
            icon={<Trash size={15} aria-hidden="true" />}
            onClick={() => void ask(row())}
          />
        </Show>
      ),
    },
  ]);

  const exported = () => textColumns<LabelRow>(shownColumns(columns(), { ...arranged.view(), filters: {} }));
  const found = createMemo(() =>
    searched(
      rows(),
      exported().map(({ text }) => text),
      typed(),
    ),
  );

  return (
    <Page
      title="Labels"
      full
      crumbs={[{ text: "Config", href: "/config" }, { text: "System" }, { text: "Labels" }]}
      actions={
        <>
          <Show when={mine()}>
            <Button look="primary" onClick={() => setEditing({ label: undefined })}>
              <Plus size={16} aria-hidden="true" />
              Add
            </Button>
          </Show>
          <ExportButton
            name="labels"
            title="Labels"
            filtered={typed().trim() === "" ? "" : `with “${typed().trim()}”`}
            columns={exported()}
            everything={() => Promise.resolve(found())}
          />
          <ColumnsButton columns={columns()} arranged={arranged} />
        </>
      }
    >
      <div class="config-table">
        <ReadOnlyNote area="system" />
        <Removals what="label" />
        <TableSearch typed={typed()} onType={setTyped} found={found().length} of={rows().length} />
        <Table
          label="Labels"
          columns={columns()}
          view={{ ...arranged.view(), filters: {} }}
          onView={(view) => arranged.set(view)}
          rows={found()}
          state={workspace.directory() === undefined ? "pending" : "ready"}
          rowName={(row) => row.title}
          onOpen={(row) => mine() && setEditing({ label: row })}
          mark={(row) => `${row.title} ${row.colour}`}
          empty={
            <EmptyState
              title={rows().length > 0 ? "No label holds this" : "No labels yet"}
              icon={<Tags size={28} aria-hidden="true" />}
            >
              {rows().length > 0
                ? undefined
                : "Add one, then give it to customers on their page. The list can be filtered by it."}
            </EmptyState>
          }
        />
      </div>
      <Show when={editing()} keyed>
        {(now) => <LabelDialog label={now.label} onClose={() => setEditing(undefined)} />}
      </Show>
      <ConfirmDialog
        open={removing() !== undefined}
        danger
        busy={busy()}
        title={`Delete “${removing()?.label.title ?? ""}”?`}
        text={
          removing()?.records === 0
            ? "No record carries it."
            : `It is taken off ${recordsText(removing()?.records ?? 0)}: customers, leads and deleted ones. This cannot be undone.`
        }
        confirm="Delete the label"
        onConfirm={() => void remove()}
        onCancel={() => setRemoving(undefined)}
      />
    </Page>
  );
};

export default LabelsPage;
