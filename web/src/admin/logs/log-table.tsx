import { createMemo, createSignal, untrack, type JSX } from "solid-js";
import Columns3 from "lucide-solid/icons/columns-3";
import { usePorts } from "../../data/ports.tsx";
import type { LiveState } from "../../lib/live/source.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { ColumnChooser } from "../../ui/table/column-chooser.tsx";
import { Table } from "../../ui/table/table.tsx";
import type { Column } from "../../ui/table/types.ts";
import { shownColumns } from "../../ui/table/view.ts";
import { ExportButton } from "../export/export-button.tsx";
import type { TextColumn } from "../export/export-rows.tsx";
import { LiveTrouble } from "../live-trouble.tsx";
import { createTableView } from "../customers/table-view.ts";
import { TableSearch, searched } from "../table-search.tsx";
import { MOST_EXPORTED, type Growing } from "./growing.ts";

/** A column of a log. */
export interface LogColumn<Row> extends TextColumn<Row> {
  /** What the search finds it by, where that is more than its text; it may ask for what is not here yet. */
  readonly found?: (row: Row, ask: boolean) => string;
}

interface LogTableProps<Row extends { readonly id: string }> {
  /** Under this name the administrator's arrangement is kept. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly (Column<Row> & LogColumn<Row>)[];
  readonly rows: readonly Row[];
  readonly state: LiveState;
  readonly rowName: (row: Row) => string;
  readonly growing: Growing;
  readonly onOpen: (row: Row) => void;
  /** Every line that passes the filters, for a file. */
  readonly everything: () => Promise<readonly Row[]>;
  readonly filters?: JSX.Element;
  /** What is filtered, in words. */
  readonly filtered?: string;
  readonly empty: string;
}

/** A log as a table: filters, columns chosen by each administrator, export, copy and print (14 §2). */
export function LogTable<Row extends { readonly id: string }>(props: LogTableProps<Row>): JSX.Element {
  const ports = usePorts();
  const [choosing, setChoosing] = createSignal(false);
  // A log has one name and one set of columns.
  const { name, columns } = untrack(() => ({ name: props.name, columns: props.columns.map(({ id }) => id) }));
  const arranged = createTableView(ports.preferences, name, columns);
  const view = () => ({ ...arranged.view(), filters: {} });
  const state = () => {
    const { kind } = props.state;
    if (kind === "failed") return "failed" as const;
    return kind === "pending" ? ("pending" as const) : ("ready" as const);
  };
  const [typed, setTyped] = createSignal("");
  const shown = () => shownColumns(props.columns, view()) as readonly (Column<Row> & LogColumn<Row>)[];
  const texts = (ask: boolean) =>
    shown().map(
      ({ text, found: words }) =>
        (row: Row) =>
          words?.(row, ask) ?? text(row),
    );
  const found = createMemo(() => searched(props.rows, texts(true), typed()));
  const filtered = () =>
    [props.filtered ?? "", typed().trim() === "" ? "" : `with “${typed().trim()}”`]
      .filter((text) => text !== "")
      .join(", ");
  const everything = async () => {
    // Of thousands of lines nobody waits for the names: a file has the IDs.
    const [wanted, by] = [typed(), texts(false)];
    return searched(await props.everything(), by, wanted);
  };
  return (
    <div class="log">
      <div class="log-bar">
        {props.filters}
        <TableSearch
          typed={typed()}
          onType={(now) => {
            setTyped(now);
            props.growing.search(now.trim() !== "");
          }}
          found={found().length}
          of={props.rows.length}
          more={props.growing.goesOn(props.rows.length)}
        />
        <span class="log-tools">
          <ExportButton
            look="plain"
            name={props.name}
            columns={shown()}
            everything={everything}
            title={props.label}
            filtered={filtered()}
            most={MOST_EXPORTED}
          />
          <IconButton
            label="Show or hide columns"
            icon={<Columns3 size={16} aria-hidden="true" />}
            onClick={() => setChoosing(true)}
          />
        </span>
      </div>
      <Table
        label={props.label}
        columns={props.columns}
        view={view()}
        onView={(next) => arranged.set(next)}
        rows={found()}
        state={state()}
        rowName={props.rowName}
        onNearEnd={() => props.growing.more(props.rows.length)}
        onOpen={(row) => props.onOpen(row)}
        empty={<EmptyState title={typed().trim() === "" ? props.empty : "No line holds this"} />}
        failed={<LiveTrouble title="The log cannot be shown" />}
      />
      <ColumnChooser
        open={choosing()}
        onClose={() => setChoosing(false)}
        columns={props.columns}
        view={view()}
        onView={(next) => arranged.set(next)}
        onReset={() => arranged.reset()}
      />
    </div>
  );
}
