/// <reference lib="dom" />
import { For, Show, createSignal, type JSX } from "solid-js";
import { render } from "solid-js/web";
import { MemoryRouter, Route, createMemoryHistory } from "@solidjs/router";
import { readGeneral } from "@trunkline/domain/config/general";
import type { Customer } from "@trunkline/domain/customer/record";
import type { Amount } from "@trunkline/domain/money/amount";
import { formatAmount } from "@trunkline/domain/money/format";
import { DEFAULT_COLUMNS, customerColumns } from "../../web/src/admin/customers/columns.tsx";
import { StatusBadge } from "../../web/src/admin/customers/status-badge.tsx";
import type { Workspace } from "../../web/src/admin/workspace.tsx";
import { holderOf } from "../../web/src/lib/live/holder.ts";
import { TableHead } from "../../web/src/ui/table/head.tsx";
import { Table } from "../../web/src/ui/table/table.tsx";
import type { Column, LongRows, TableView } from "../../web/src/ui/table/types.ts";
import { askedWidth, trackList } from "../../web/src/ui/table/view.ts";
import { DRAWN, type Mount } from "./contender.ts";

const read = readGeneral({});
if (!read.ok) throw new Error("The settings of a fresh installation cannot be read");
const general = read.value;

/** An amount as the product writes it. */
export const moneyText = (amount: Amount): string => formatAmount(amount, general.money);

// What columns ask of the application around them.
const around: Pick<Workspace, "directory" | "general" | "fields" | "money" | "person"> = {
  directory: () => ({ staff: {}, partners: {}, locations: {}, labels: {} }),
  general: () => general,
  fields: () => [],
  money: moneyText,
  person: (id) => ({ id, name: id }),
};
const columns: readonly Column<Customer>[] = customerColumns(around as Workspace, [], () => []).map(
  (column) => ({ ...column, sortable: true }),
);
const view: TableView = { columns: DEFAULT_COLUMNS.map((id) => ({ id })), filters: {} };
const shown = DEFAULT_COLUMNS.flatMap((id) => columns.find((column) => column.id === id) ?? []);
const nothing = () => undefined;

const [shownNow, show] = createSignal<() => JSX.Element>();

/** Prepares the box that Solid draws in: the router, which links ask for, is there before anything is measured. */
export function begin(host: HTMLElement): void {
  render(
    () => (
      <MemoryRouter history={createMemoryHistory()}>
        <Route path="*" component={() => <Show when={shownNow()}>{(what) => what()()}</Show>} />
      </MemoryRouter>
    ),
    host,
  );
}

function draw(what: () => JSX.Element): () => void {
  show(() => what);
  return () => show(undefined);
}

/** The product's table with the columns of its customer list, fed as the page feeds it. */
export const mountOurs: Mount = (_host, rows) => {
  const held = holderOf<readonly Customer[]>("records");
  held.take(rows);
  const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set());
  const dispose = draw(() => (
    <Table
      label="Customers"
      columns={columns}
      view={view}
      onView={nothing}
      rows={held.value() ?? []}
      state="ready"
      rowName={(row) => row.name}
      selection={{ ids: ids(), onChange: setIds }}
      mark={(row) => row.lastActivity}
      empty={<p>None</p>}
    />
  ));
  return {
    replace: held.take,
    update: held.take,
    remove: held.take,
    select: (id) => void setIds(new Set([id])),
    dispose,
  };
};

/** The same table over a list that is not here as a whole. */
export function mountLong(long: LongRows<Customer>): () => void {
  return draw(() => (
    <Table
      label="Customers"
      columns={columns}
      view={view}
      onView={nothing}
      rows={[]}
      long={long}
      state="ready"
      rowName={(row) => row.name}
      selection={{ ids: new Set(), onChange: nothing }}
      empty={<p>None</p>}
    />
  ));
}

/** The rows that are in sight, drawn by the same library without a table around them. */
export function mountByHand(rows: readonly Customer[]): () => void {
  return draw(() => (
    <div class="table">
      <div
        class="table-scroll"
        role="grid"
        style={{
          "--tracks": trackList(shown, view, true),
          "--asked": `${askedWidth(shown, view, true)}px`,
        }}
      >
        <TableHead
          columns={shown}
          view={view}
          onView={nothing}
          filtering={false}
          picked="none"
          onPickAll={nothing}
        />
        <div class="table-body" role="rowgroup" style={{ "block-size": `${rows.length * 32}px` }}>
          <For each={rows.slice(0, DRAWN)}>
            {(row, index) => (
              <div class="table-row" role="row" style={{ translate: `0 ${index() * 32}px` }}>
                <div class="cell pick" role="gridcell">
                  <label class="check">
                    <input type="checkbox" aria-label={`Select ${row.name}`} />
                  </label>
                </div>
                <div class="cell" role="gridcell">
                  <StatusBadge status={row.status} />
                </div>
                <div class="cell words end" role="gridcell">
                  <a href={`/customers/${row.number}`} tabIndex={-1}>
                    {row.number}
                  </a>
                </div>
                <div class="cell words" role="gridcell">
                  <a href={`/customers/${row.number}`} tabIndex={-1}>
                    {row.login}
                  </a>
                </div>
                <div class="cell" role="gridcell">
                  <a href={`/customers/${row.number}`} tabIndex={-1} dir="auto">
                    {row.name}
                  </a>
                </div>
                <div class="cell words" role="gridcell" dir="auto">
                  {row.phones.join(", ")}
                </div>
                <div class="cell words" role="gridcell" dir="auto">
                  {row.emails.join(", ")}
                </div>
                <div class="cell words" role="gridcell" dir="auto">
                  {row.city}
                </div>
                <div class="cell" role="gridcell" />
                <div class="cell words end" role="gridcell">
                  <span classList={{ negative: row.balance < 0 }}>{moneyText(row.balance)}</span>
                </div>
              </div>
            )}
          </For>
        </div>
      </div>
    </div>
  ));
}
