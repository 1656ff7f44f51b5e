import { Show, createComputed, createEffect, createMemo, createSignal, on, type Component } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { A, useNavigate } from "@solidjs/router";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Check from "lucide-solid/icons/check";
import ListPlus from "lucide-solid/icons/list-plus";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { usePorts } from "../../data/ports.tsx";
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
import { ExportButton } from "../export/export-button.tsx";
import { textColumns, type TextColumn } from "../export/export-rows.tsx";
import { TableSearch, searched } from "../table-search.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate, ReadOnlyNote, mayChange } from "./access.tsx";
import { answerOr, holdersText } from "./ask.ts";
import { CATEGORY_WORDS, TYPE_LABELS } from "./field-words.ts";
import { Removals } from "./removals.tsx";
import "./config.css";

type Row = FieldDefinition & { readonly id: string };
type FieldColumn = Column<Row> & Partial<TextColumn<Row>> & { readonly flag?: true };

const COLUMNS = [
  "name",
  "title",
  "category",
  "type",
  "required",
  "unique",
  "showInList",
  "onAdd",
  "searchable",
  "position",
  "actions",
];

/** Config → System → Additional fields: the installation's own fields of customers (10 §8). */
const FieldsPage: Component = () => (
  <ConfigGate area="system">
    <Fields />
  </ConfigGate>
);

const YesNo: Component<{ readonly on: boolean }> = (props) => (
  <Show when={props.on} fallback={<span class="visually-hidden">No</span>}>
    <Check size={15} aria-hidden="true" />
    <span class="visually-hidden">Yes</span>
  </Show>
);

const flag = (
  key: "required" | "unique" | "showInList" | "onAdd" | "searchable",
  title: string,
  width: number,
): FieldColumn => ({
  id: key,
  title,
  width,
  cell: (row) => <YesNo on={row()[key]} />,
  text: (row) => (row[key] ? "Yes" : "No"),
  flag: true,
});

const Fields: Component = () => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [removing, setRemoving] = createSignal<{ readonly field: Row; readonly records: number }>();
  const [busy, setBusy] = createSignal(false);
  const [typed, setTyped] = createSignal("");
  const mine = () => mayChange(workspace, "system");
  const arranged = createTableView(ports.preferences, "fields", COLUMNS);
  const href = (row: Row) => `/config/fields/${row.name}`;

  // A row keeps its element, and with it the focus, while it is the same field.
  const [rows, setRows] = createStore<Row[]>([]);
  createComputed(() => {
    const all = workspace.fields().map((field) => ({ ...field, id: field.name }));
    setRows(
      reconcile(
        all.sort((a, b) => a.position - b.position || a.name.localeCompare(b.name)),
        { key: "id" },
      ),
    );
  });

  let moved: { readonly name: string; readonly up: boolean } | undefined;
  const move = async (row: Row, up: boolean) => {
    const names = rows.map(({ name }) => name);
    const from = names.indexOf(row.name);
    const to = from + (up ? -1 : 1);
    if (busy() || to < 0 || to >= names.length) return;
    setBusy(true);
    moved = { name: row.name, up };
    const order = names.toSpliced(from, 1).toSpliced(to, 0, row.name);
    const answer = await answerOr("Not moved", ports.call("orderCustomerFields", { names: order }));
    setBusy(false);
    if (answer?.kind === "not-allowed")
      notify({ tone: "bad", title: "Not moved", text: "You may not change fields." });
  };
  // The button that was pressed travels with its row, so that pressing it again goes on moving the same field.
  createEffect(
    on(
      () => rows.map(({ name }) => name).join(),
      () => {
        const last = moved;
        if (last === undefined) return;
        queueMicrotask(() => {
          const [upward, downward] = document.querySelectorAll<HTMLButtonElement>(
            `[data-move="${last.name}"] button`,
          );
          const [first, other] = last.up ? [upward, downward] : [downward, upward];
          (first?.disabled === true ? other : first)?.focus();
        });
      },
      { defer: true },
    ),
  );

  const ask = async (field: Row) => {
    const answer = await answerOr(
      "Not deleted",
      ports.call("customerFieldUse", { name: field.name, option: null }),
    );
    if (answer?.kind === "use") setRemoving({ field, records: answer.records });
    else if (answer?.kind === "not-allowed")
      notify({ tone: "bad", title: "Not deleted", text: "You may not change fields." });
  };
  const remove = async () => {
    const wanted = removing();
    if (wanted === undefined) return;
    setBusy(true);
    const { name, title } = wanted.field;
    const answer = await answerOr("Not deleted", ports.call("removeCustomerField", { name }));
    setBusy(false);
    setRemoving(undefined);
    if (answer === undefined) return;
    if (answer.kind === "not-allowed")
      notify({ tone: "bad", title: "Not deleted", text: "You may not change fields." });
    else notify({ tone: "good", title: `“${title}” deleted` });
  };

  const columns = createMemo<readonly FieldColumn[]>(() => [
    {
      id: "name",
      title: "Field name",
      width: 140,
      cell: (row) => <A href={href(row())}>{row().name}</A>,
      text: (row) => row.name,
    },
    {
      id: "title",
      title: "Field title",
      width: 150,
      grows: true,
      cell: (row) => <bdi class="truncate">{row().title}</bdi>,
      text: (row) => row.title,
    },
    {
      id: "category",
      title: "Customer category",
      width: 140,
      cell: (row) => CATEGORY_WORDS[row().category],
      text: (row) => CATEGORY_WORDS[row.category],
    },
    {
      id: "type",
      title: "Type",
      width: 130,
      cell: (row) => TYPE_LABELS[row().type],
      text: (row) => TYPE_LABELS[row.type],
    },
    flag("required", "Required", 80),
    flag("unique", "Unique", 70),
    flag("showInList", "Show in list", 96),
    flag("onAdd", "Add", 56),
    flag("searchable", "Searchable", 92),
    {
      id: "position",
      title: "Position",
      width: 78,
      cell: (row) => (
        <Show when={mine()}>
          <span class="move" data-move={row().name}>
            <IconButton
              small
              label={`Move ${row().title} up`}
              disabled={rows[0]?.name === row().name || typed() !== ""}
              icon={<ArrowUp size={15} aria-hidden="true" />}
              onClick={() => void move(row(), true)}
            />
            <IconButton
              small
              label={`Move ${row().title} down`}
              disabled={rows.at(-1)?.name === row().name || typed() !== ""}
              icon={<ArrowDown size={15} aria-hidden="true" />}
              onClick={() => void move(row(), false)}
            />
          </span>
        </Show>
      ),
    },
    {
      id: "actions",
      title: "Actions",
      width: 78,
      cell: (row) => (
        <Show when={mine()}>
          <IconButton
            small
            label={`Edit ${row().title}`}
            icon={<Pencil size={15} aria-hidden="true" />}
            onClick={() => navigate(href(row()))}
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

  const exported = () => textColumns<Row>(shownColumns(columns(), { ...arranged.view(), filters: {} }));
  const found = createMemo(() =>
    searched(
      rows,
      // A yes or no is nothing to search by.
      exported().flatMap((column) => ("flag" in column ? [] : column.text)),
      typed(),
    ),
  );
  const actions = () => (
    <>
      <Show when={mine()}>
        <A class="button primary" href="/config/add-field">
          <Plus size={16} aria-hidden="true" />
          Add
        </A>
      </Show>
      <ExportButton
        name="additional-fields"
        title="Additional fields of customers"
        filtered={typed().trim() === "" ? "" : `with “${typed().trim()}”`}
        columns={exported()}
        everything={() => Promise.resolve(found())}
      />
      <ColumnsButton columns={columns()} arranged={arranged} />
    </>
  );
  return (
    <Page
      title="Additional fields"
      full
      crumbs={[{ text: "Config", href: "/config" }, { text: "System" }, { text: "Additional fields" }]}
      actions={actions()}
    >
      <div class="config-table">
        <ReadOnlyNote area="system" />
        <Removals what="field" />
        <TableSearch typed={typed()} onType={setTyped} found={found().length} of={rows.length} />
        <Table
          label="Additional fields of customers"
          columns={columns()}
          view={{ ...arranged.view(), filters: {} }}
          onView={(view) => arranged.set(view)}
          rows={found()}
          state={workspace.fieldsKnown() ? "ready" : "pending"}
          rowName={(row) => row.title}
          onOpen={(row) => navigate(href(row))}
          empty={
            <EmptyState
              title={rows.length > 0 ? "No field holds this" : "No additional fields yet"}
              icon={<ListPlus size={28} aria-hidden="true" />}
            >
              {rows.length > 0
                ? undefined
                : "A field made here appears at once on every customer's page and, where wanted, on the add form."}
            </EmptyState>
          }
        />
      </div>
      <ConfirmDialog
        open={removing() !== undefined}
        danger
        busy={busy()}
        title={`Delete “${removing()?.field.title ?? ""}”?`}
        text={
          removing()?.records === 0
            ? "No record holds a value of it."
            : `${holdersText(removing()?.records ?? 0)} a value. The values are deleted with the field. This cannot be undone.`
        }
        confirm="Delete the field"
        onConfirm={() => void remove()}
        onCancel={() => setRemoving(undefined)}
      />
    </Page>
  );
};

export default FieldsPage;
