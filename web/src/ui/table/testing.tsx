import { createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { render, screen } from "@solidjs/testing-library";
import { beforeAll } from "vitest";
import { Table } from "./table.tsx";
import type { Column, TableProps, TableState, TableView } from "./types.ts";

/* A table of people, as the tests of the table see it. */

export interface Row {
  readonly id: string;
  readonly name: string;
  readonly city: string;
}

export const columns: readonly Column<Row>[] = [
  {
    id: "name",
    title: "Name",
    width: 200,
    sortable: true,
    filter: "text",
    cell: (row) => <span>{row().name}</span>,
  },
  { id: "city", title: "City", width: 100, cell: { text: (row) => row.city } },
];
export const many = (count: number): Row[] =>
  Array.from({ length: count }, (_unused, index) => ({
    id: `r${index}`,
    name: `Name ${index}`,
    city: "Oslo",
  }));

/** The test environment has no layout: the box that scrolls is 640 px high, and nothing is animated. */
export function withLayout(): void {
  beforeAll(() => {
    Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
    Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 800 });
    Element.prototype.scrollTo = () => undefined;
    Element.prototype.setPointerCapture = () => undefined;
  });
}

/** The names of people, and whatever a test says of their table. */
export const People = (props: Partial<TableProps<Row>>) => (
  <Table
    label="People"
    columns={columns}
    view={{ columns: [{ id: "name" }], filters: {} }}
    onView={() => undefined}
    rows={[]}
    state="ready"
    rowName={(row) => row.name}
    empty={<p>Nobody here</p>}
    {...props}
  />
);

/** Their whole table with its filters, selection and view; `send` gives it other rows. */
export function setUp(start: readonly Row[], state: TableState = "ready") {
  const [rows, setRows] = createStore<{ list: readonly Row[] }>({ list: start });
  const [view, setView] = createSignal<TableView>({ columns: [{ id: "name" }, { id: "city" }], filters: {} });
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());
  const opened: string[] = [];
  const shown = render(() => (
    <Table
      label="People"
      columns={columns}
      view={view()}
      onView={setView}
      rows={rows.list}
      state={state}
      rowName={(row) => row.name}
      selection={{ ids: selected(), onChange: setSelected }}
      onOpen={(row) => opened.push(row.id)}
      filtering
      empty={<p>Nobody here</p>}
      failed={<p>It failed</p>}
    />
  ));
  const send = (next: readonly Row[]) => setRows("list", reconcile([...next], { key: "id" }));
  return { ...shown, send, view, selected, opened, grid: screen.getByRole("grid") };
}
