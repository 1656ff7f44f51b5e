import { For, Show, createMemo, createSignal, type Component } from "solid-js";
import { A, useNavigate, useSearchParams } from "@solidjs/router";
import type { Customer } from "@trunkline/domain/customer/record";
import { present } from "@trunkline/domain/presence/presence";
import type { Instant } from "@trunkline/domain/time/instant";
import Columns3 from "lucide-solid/icons/columns-3";
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
import type { TableView } from "../../ui/table/types.ts";
import { withFilter } from "../../ui/table/view.ts";
import { NoAccess } from "../frame/not-found.tsx";
import { useWorkspace } from "../workspace.tsx";
import { DEFAULT_COLUMNS, FILTERED, NARROW_COLUMNS, ORDERED, customerColumns } from "./columns.tsx";
import { createPagedCustomers } from "./pages.ts";
import { createTableView } from "./table-view.ts";
import "./list.css";

/** The customer list: live, ordered and narrowed by the server, arranged by each administrator for himself. */
const CustomerList: Component = () => {
  const workspace = useWorkspace();
  return (
    <Show when={workspace.may("customers.list") || workspace.may("customers.list.own")} fallback={<NoAccess />}>
      <List />
    </Show>
  );
};

const List: Component = () => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const [choosing, setChoosing] = createSignal(false);
  const [filtering, setFiltering] = createSignal(false);
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());

  const filters = createMemo<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      FILTERED.flatMap((key) => {
        const value = address[key];
        return typeof value === "string" && value !== "" ? [[key, value]] : [];
      }),
    ),
  );
  const filtered = () => Object.keys(filters()).length > 0;
  const arranged = createTableView(
    ports.preferences,
    "customers",
    matchMedia("(width < 700px)").matches ? NARROW_COLUMNS : DEFAULT_COLUMNS,
  );
  const view = createMemo<TableView>(() => {
    const { sort, ...rest } = arranged.view();
    // The indexes order a narrowed list by ID only.
    const kept = filtered() && sort?.column !== "number" ? undefined : sort;
    return { ...rest, ...(kept === undefined ? {} : { sort: kept }), filters: filters() };
  });
  const setView = (next: TableView) => {
    setAddress(Object.fromEntries(FILTERED.map((key) => [key, next.filters[key] ?? null])), { replace: true });
    arranged.set(next);
  };

  const wanted = createMemo<Omit<CustomerQuery, "limit" | "after">>(() => {
    const { status, locationId, category, billingType, labelIds } = filters();
    const sort = view().sort;
    return {
      order: ORDERED.find((order) => order === sort?.column) ?? "number",
      descending: sort?.descending ?? false,
      ...(status === undefined ? {} : { status: status as Customer["status"] }),
      ...(locationId === undefined ? {} : { locationId }),
      ...(category === undefined ? {} : { category: category as Customer["category"] }),
      ...(billingType === undefined ? {} : { billingType: billingType as Customer["billingType"] }),
      ...(labelIds === undefined ? {} : { labelIds: [labelIds] }),
    };
  });
  const list = createPagedCustomers(ports.customers, wanted);
  const stats = createLiveDoc(() => (workspace.may("customers.list") ? ports.customers.stats() : undefined));
  const total = () => {
    const known = stats.value();
    return known === undefined ? undefined : known.new + known.active + known.blocked + known.inactive;
  };

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
    customerColumns(workspace, (customer) => here().get(customer.id) ?? []).map((column) =>
      filtered() && column.id !== "number" ? { ...column, sortable: false } : column,
    ),
  );
  const open = (customer: Customer) => navigate(`/customers/${customer.number}`);
  const filterLabel = (key: string, value: string) => {
    const column = columns().find((candidate) => candidate.id === key);
    const option = Array.isArray(column?.filter) ? column.filter.find((entry) => entry.value === value) : undefined;
    return `${column?.title ?? key}: ${option?.label ?? value}`;
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
        <div class="list-bar">
          <span class="list-count number" aria-live="polite">
            <Show when={selected().size > 0} fallback={<Count loaded={list.rows().length} total={filtered() ? undefined : total()} />}>
              {selected().size} of {list.rows().length} rows are selected
            </Show>
          </span>
          <Show when={selected().size === 1}>
            <Button
              small
              onClick={() => {
                const row = list.rows().find((candidate) => selected().has(candidate.id));
                if (row !== undefined) open(row);
              }}
            >
              View
            </Button>
          </Show>
          <Show when={selected().size > 0}>
            <Button small look="plain" onClick={() => setSelected(new Set<string>())}>
              Clear selection
            </Button>
          </Show>
          <For each={Object.entries(filters())}>
            {([key, value]) => (
              <Chip text={filterLabel(key, value)} onRemove={() => setView(withFilter(view(), key, ""))} />
            )}
          </For>
          <Show when={list.state().kind === "cached" || list.state().kind === "stale"}>
            <Badge tone="warn">Not up to date</Badge>
          </Show>
        </div>
        <Table
          label="Customers"
          columns={columns()}
          view={view()}
          onView={setView}
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
                actions={<Button onClick={() => setView({ ...view(), filters: {} })}>Clear filters</Button>}
              />
            </Show>
          }
          failed={
            <ErrorState title="The list cannot be shown">
              The database refused it or cannot be reached. Your selection and filters are kept.
            </ErrorState>
          }
        />
      </div>
      <ColumnChooser
        open={choosing()}
        onClose={() => setChoosing(false)}
        columns={columns()}
        view={view()}
        onView={setView}
        onReset={() => arranged.reset()}
      />
    </Page>
  );
};

const Count: Component<{ readonly loaded: number; readonly total: number | undefined }> = (props) => (
  <Show when={props.total !== undefined && props.total > props.loaded} fallback={`${props.loaded} customers`}>
    {props.loaded} of {props.total} customers
  </Show>
);

export default CustomerList;
