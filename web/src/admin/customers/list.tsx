import { For, Show, createMemo, createSignal, type Component } from "solid-js";
import { A, useNavigate } from "@solidjs/router";
import type { Customer } from "@trunkline/domain/customer/record";
import {
  MOST_COMBINATIONS,
  combinations,
  listOrder,
  ordersFor,
  type ListOrder,
} from "@trunkline/domain/list/filters";
import { present } from "@trunkline/domain/presence/presence";
import type { Instant } from "@trunkline/domain/time/instant";
import Columns3 from "lucide-solid/icons/columns-3";
import Download from "lucide-solid/icons/download";
import ListFilter from "lucide-solid/icons/list-filter";
import UserPlus from "lucide-solid/icons/user-plus";
import { usePorts, type CustomerQuery } from "../../data/ports.tsx";
import { createLiveDoc, createLiveList } from "../../lib/live/create-live.ts";
import type { Person } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { ColumnChooser } from "../../ui/table/column-chooser.tsx";
import { Table } from "../../ui/table/table.tsx";
import { shownColumns, withFilter } from "../../ui/table/view.ts";
import { NoAccess } from "../frame/not-found.tsx";
import { useWorkspace } from "../workspace.tsx";
import { DEFAULT_COLUMNS, NARROW_COLUMNS, customerColumns } from "./columns.tsx";
import { createPagedCustomers } from "./pages.ts";
import { rememberWalk } from "./walk.ts";
import { saveFile } from "../../lib/save-file.ts";
import { ExportDialog } from "./export/export-dialog.tsx";
import { createCount } from "./list/create-count.ts";
import { createListView } from "./list/create-list-view.ts";
import { Jobs } from "./mass/jobs.tsx";
import { MassActions } from "./mass/actions.tsx";
import { ViewsMenu } from "./list/views-menu.tsx";
import "./list.css";

/** The customer list: live, ordered and narrowed by the server, arranged by each administrator for himself. */
const CustomerList: Component = () => {
  const workspace = useWorkspace();
  return (
    <Show
      when={workspace.may("customers.list") || workspace.may("customers.list.own")}
      fallback={<NoAccess />}
    >
      <List />
    </Show>
  );
};

const List: Component = () => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [choosing, setChoosing] = createSignal(false);
  const [exporting, setExporting] = createSignal(false);
  const [filtering, setFiltering] = createSignal(false);
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());

  const kept = createListView(
    ports,
    matchMedia("(width < 700px)").matches ? NARROW_COLUMNS : DEFAULT_COLUMNS,
  );
  const { view, filters } = kept;
  const filtered = () => Object.keys(filters()).length > 0;
  const tooMany = () => combinations(filters()) > MOST_COMBINATIONS;

  const wanted = createMemo<Omit<CustomerQuery, "limit" | "after">>(() => {
    const { order } = listOrder(filters(), view().sort?.column as ListOrder | undefined, false);
    return { order, descending: view().sort?.descending ?? false, filters: filters() };
  });
  const list = createPagedCustomers(ports.customers, wanted);
  rememberWalk({ rows: list.rows, complete: list.complete, wanted });
  const stats = createLiveDoc(() => (workspace.may("customers.list") ? ports.customers.stats() : undefined));
  const total = () => {
    const known = stats.value();
    return known === undefined ? undefined : known.new + known.active + known.blocked + known.inactive;
  };

  const count = createCount({
    filters,
    filtered,
    loaded: () => list.rows().length,
    complete: list.complete,
    total,
    count: (narrowed) => ports.customers.count(narrowed),
    mayCount: () => workspace.may("customers.list.totals"),
  });

  const everywhere = createLiveList(() => ports.presence.everywhere());
  const here = createMemo(() => {
    // A colleague with two tabs is on two customers, so each customer is looked at by itself.
    const byCustomer = Map.groupBy(everywhere.rows(), (one) => one.customerId);
    return new Map(
      [...byCustomer].map(([id, tabs]): [string, readonly Person[]] => [
        id,
        present(tabs, ports.uid, workspace.now() as Instant).map(({ uid }) => workspace.person(uid)),
      ]),
    );
  });
  const columns = createMemo(() =>
    customerColumns(workspace, (customer) => here().get(customer.id) ?? []).map((column) => ({
      ...column,
      // Read where it is drawn: a filter chosen must not make the headings, and the open choices in them, anew.
      get sortable() {
        return column.sortable === true && ordersFor(filters()).some((order) => order === column.id);
      },
    })),
  );
  const open = (customer: Customer) => navigate(`/customers/${customer.number}`);
  const filterLabel = (key: string, value: string) => {
    const column = columns().find((candidate) => candidate.id === key);
    const options = typeof column?.filter === "object" ? column.filter : [];
    const named = value.split(",").map((one) => options.find((option) => option.value === one)?.label ?? one);
    return `${column?.title ?? key}: ${named.join(" or ").replace("..", " – ")}`;
  };
  const tableState = () => {
    const kind = list.state().kind;
    return kind === "pending" || kind === "failed" ? kind : "ready";
  };

  return (
    <Page
      title="Customers"
      full
      actions={
        <>
          <ViewsMenu list={kept} port={ports.views} uid={ports.uid} />
          <Show when={workspace.may("customers.add")}>
            <A class="button primary" href="/customers/add">
              <UserPlus size={16} aria-hidden="true" />
              Add
            </A>
          </Show>
          <IconButton
            label={filtering() ? "Hide filters" : "Show filters"}
            look="default"
            pressed={filtering()}
            icon={<ListFilter size={16} aria-hidden="true" />}
            onClick={() => setFiltering(!filtering())}
          />
          <Show when={workspace.may("customers.list.export") && workspace.may("customers.list")}>
            <IconButton
              label="Export"
              look="default"
              icon={<Download size={16} aria-hidden="true" />}
              onClick={() => setExporting(true)}
            />
          </Show>
          <IconButton
            label="Columns"
            look="default"
            icon={<Columns3 size={16} aria-hidden="true" />}
            onClick={() => setChoosing(true)}
          />
        </>
      }
    >
      <div class="list-body">
        <Jobs port={ports.jobs} now={workspace.now()} />
        <div class="list-bar">
          <span class="list-count number" aria-live="polite">
            <Show when={selected().size > 0} fallback={count()}>
              {list.complete()
                ? `${selected().size} of ${list.rows().length} rows are selected`
                : `${selected().size} rows are selected`}
            </Show>
          </span>
          <MassActions
            workspace={workspace}
            call={ports.call}
            selected={selected()}
            onSelect={setSelected}
            rows={list.rows()}
            filters={filters()}
            more={!list.complete()}
            onView={(id) => {
              const row = list.rows().find((candidate) => candidate.id === id);
              if (row !== undefined) open(row);
            }}
          />
          <Show when={selected().size > 0}>
            <Button small look="plain" onClick={() => setSelected(new Set<string>())}>
              Clear selection
            </Button>
          </Show>
          <For each={Object.entries(filters())}>
            {([key, value]) => (
              <Chip text={filterLabel(key, value)} onRemove={() => kept.set(withFilter(view(), key, ""))} />
            )}
          </For>
          <Show when={list.state().kind === "cached" || list.state().kind === "stale"}>
            <Badge tone="warn">Not up to date</Badge>
          </Show>
          <Show when={filtering()}>
            <span class="list-count">
              Name, phone, email and address are found with search (Ctrl K). A filtered list is ordered by ID,
              or by date added where that is a filter.
            </span>
          </Show>
        </div>
        <Table
          label="Customers"
          columns={columns()}
          view={view()}
          onView={(next) => kept.set(next)}
          rows={list.rows()}
          state={tableState()}
          rowName={(row) => row.name}
          selection={{ ids: selected(), onChange: setSelected }}
          onOpen={open}
          filtering={filtering()}
          onNearEnd={() => list.more()}
          mark={(row) => row.lastActivity}
          empty={
            <Show
              when={filtered()}
              fallback={
                <EmptyState
                  title="No customers yet"
                  actions={
                    <Show when={workspace.may("customers.add")}>
                      <A class="button primary" href="/customers/add">
                        Add the first customer
                      </A>
                    </Show>
                  }
                >
                  They appear here as soon as one is added, also by a colleague.
                </EmptyState>
              }
            >
              <EmptyState
                title="No customer matches these filters"
                actions={<Button onClick={() => kept.set({ ...view(), filters: {} })}>Clear filters</Button>}
              />
            </Show>
          }
          failed={
            <ErrorState title="The list cannot be shown">
              {tooMany()
                ? "So many choices cannot be combined in one question. Take some away."
                : "The database refused it or cannot be reached. Your selection and filters are kept."}
            </ErrorState>
          }
        />
      </div>
      <ColumnChooser
        open={choosing()}
        onClose={() => setChoosing(false)}
        columns={columns()}
        view={view()}
        onView={(next) => kept.set(next)}
        onReset={() => kept.reset()}
      />
      <ExportDialog
        open={exporting()}
        onClose={() => setExporting(false)}
        workspace={workspace}
        call={ports.call}
        filters={filters()}
        order={wanted().order}
        descending={wanted().descending}
        columns={shownColumns(columns(), view())}
        count={count()}
        save={saveFile}
      />
    </Page>
  );
};

export default CustomerList;
