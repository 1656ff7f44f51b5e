import { Show, Suspense, createMemo, createSignal, lazy, type Component } from "solid-js";
import { A, useNavigate } from "@solidjs/router";
import type { Customer } from "@trunkline/domain/customer/record";
import { attrKey } from "@trunkline/domain/fields/definition";
import type { CustomerId, CustomerNumber } from "@trunkline/domain/ids/ids";
import { COMMENT_FIELD, listFields } from "@trunkline/domain/list/fields";
import { answeredByDatabase, readListFilters, type ListOrder } from "@trunkline/domain/list/filters";
import type { Amount } from "@trunkline/domain/money/amount";
import { present } from "@trunkline/domain/presence/presence";
import type { Instant } from "@trunkline/domain/time/instant";
import Columns3 from "lucide-solid/icons/columns-3";
import Download from "lucide-solid/icons/download";
import ListFilter from "lucide-solid/icons/list-filter";
import UserPlus from "lucide-solid/icons/user-plus";
import { usePorts } from "../../data/ports.tsx";
import { createLiveDoc, createLiveList } from "../../lib/live/create-live.ts";
import type { Person } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { notify } from "../../ui/toast.tsx";
import { FilterControl } from "../../ui/table/filter-control.tsx";
import { Table } from "../../ui/table/table.tsx";
import { shownColumns, withFilter } from "../../ui/table/view.ts";
import { NoAccess } from "../frame/not-found.tsx";
import { useWorkspace } from "../workspace.tsx";
import { choicesOf } from "./choices.ts";
import { DEFAULT_COLUMNS, NARROW_COLUMNS, customerColumns } from "./columns.tsx";
import { rememberWalk } from "./walk.ts";
import { createCount } from "./list/create-count.ts";
import { createCustomerRows } from "./list/create-rows.ts";
import { createListView } from "./list/create-list-view.ts";
import { ListBar } from "./list/list-bar.tsx";
import { ListTotals } from "./list/list-totals.tsx";
import { canOrder, questionOf } from "./list/question.ts";
import { createSelection, failed } from "./mass/create-selection.ts";
import { Jobs } from "./mass/jobs.tsx";
import { ViewsMenu } from "./list/views-menu.tsx";
import "./list.css";

// Fetched when somebody exports.
const ExportDialog = lazy(async () => ({
  default: (await import("./export/export-dialog.tsx")).ExportDialog,
}));

// Fetched when there is any.
const ListTrouble = lazy(async () => ({
  default: (await import("./list/list-trouble.tsx")).ListTrouble,
}));

// Fetched when somebody arranges the columns.
const ColumnChooser = lazy(async () => ({
  default: (await import("../../ui/table/column-chooser.tsx")).ColumnChooser,
}));

/** The customer list: live, of any length, narrowed and ordered by every column, arranged by each for himself. */
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
  const [choosing, setChoosing] = createSignal<boolean>();
  const [exporting, setExporting] = createSignal<boolean>();
  const [filtering, setFiltering] = createSignal(false);

  // The index answers what the database cannot, for those who may search.
  const sifts = () => workspace.searches();
  const fields = createMemo(() => [...listFields(workspace.fields()), COMMENT_FIELD]);
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
  const allColumns = createMemo(() =>
    customerColumns(workspace, fields(), (customer) => here().get(customer.id) ?? []),
  );
  const offer = createMemo(() => {
    const all = allColumns().map(({ id }) => id);
    const own = workspace.fields().filter(({ showInList }) => showInList);
    const usual = matchMedia("(width < 700px)").matches ? NARROW_COLUMNS : DEFAULT_COLUMNS;
    return {
      all,
      usual: [...usual, ...own.map(({ name }) => attrKey(name))].filter((id) => all.includes(id)),
    };
  });
  const kept = createListView(ports, {
    offer,
    fields,
    known: () => workspace.fieldsKnown(),
    orders: (column, narrowed) => canOrder(column, narrowed, fields(), sifts()),
  });
  const { view, filters } = kept;
  const filtered = () => Object.keys(filters()).length > 0;

  const question = createMemo(() =>
    kept.unread()
      ? undefined
      : questionOf({
          filters: filters(),
          sort: view().sort,
          shown: view().columns.map(({ id }) => id),
          fields: fields(),
          names: { of: (key) => choicesOf(workspace, key) },
        }),
  );
  const list = createCustomerRows({ ports, workspace, question });
  const wanted = () => question()?.database;
  rememberWalk({ rows: list.rows, complete: list.complete, wanted, index: list.index });
  const stats = createLiveDoc(() => (workspace.may("customers.list") ? ports.customers.stats() : undefined));
  const mayCount = () => workspace.may("customers.list.totals");
  const total = () => {
    const known = stats.value();
    return known === undefined || !mayCount()
      ? undefined
      : known.new + known.active + known.blocked + known.inactive;
  };
  const count = createCount({
    filters: () => (list.by() === "database" ? wanted()?.filters : undefined),
    filtered,
    loaded: list.count,
    complete: list.complete,
    rows: list.rows,
    total: () => list.all() ?? total(),
    balance: () => stats.value()?.balance as Amount | undefined,
    count: (narrowed) => ports.customers.totals(narrowed),
    mayCount,
    from: list.from,
  });

  const columns = createMemo(() =>
    allColumns().map(({ filter, ...column }) => ({
      ...column,
      // A filter that nobody can answer is not offered.
      ...(filter === undefined || !(sifts() || answeredByDatabase({ [column.id]: "" })) ? {} : { filter }),
      // Read where it is drawn: a filter chosen must not make the headings, and the open choices in them, anew.
      get sortable() {
        return canOrder(column.id, filters(), fields(), sifts());
      },
    })),
  );
  const open = (customer: Pick<Customer, "number">) => navigate(`/customers/${customer.number}`);
  const openById = async (id: string) => {
    const number =
      selection.known().get(id)?.number ?? (await ports.customers.find(id as CustomerId))?.number;
    if (number === undefined) notify({ title: "This customer is not there any more." });
    else open({ number: number as CustomerNumber });
  };
  const selection = createSelection(list, ports.customers.find);
  const coverage = () => {
    const chosen = selection.ids().size;
    return chosen === 0 ? "none" : chosen >= list.count() ? "all" : "some";
  };
  const clear = () => kept.set({ ...view(), filters: {} });

  return (
    <Page
      title="Customers"
      full
      actions={
        <>
          <Show when={columns().find(({ id }) => id === "status")}>
            {(column) => (
              <span class="status-filter">
                <FilterControl
                  column={column()}
                  value={filters()["status"] ?? ""}
                  onValue={(text) => kept.set(withFilter(view(), "status", text))}
                  titled
                />
              </span>
            )}
          </Show>
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
        <ListBar
          list={kept}
          rows={list}
          columns={allColumns()}
          count={count}
          searchable={sifts()}
          selection={selection}
          onView={(id) =>
            void openById(id).catch((cause: unknown) => notify({ tone: "bad", title: failed(cause) }))
          }
        />
        <Table
          label="Customers"
          columns={columns()}
          view={view()}
          onView={(next) => kept.set(next)}
          rows={list.drawn()}
          long={list.long()}
          question={question()?.key}
          state={list.state()}
          rowName={(row) => row.name}
          selection={{
            ids: selection.ids(),
            onChange: (ids) => selection.set(ids),
            ...(list.long() === undefined
              ? {}
              : {
                  coverage: coverage(),
                  onAll: (on: boolean) => void (on ? selection.all() : selection.set(new Set())),
                }),
          }}
          onOpen={open}
          filtering={filtering()}
          seat={workspace.listSeat}
          onSpan={(start, end) => list.onSpan(start, end)}
          onNearEnd={() => list.more()}
          onEnd={() => list.toEnd()}
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
                actions={<Button onClick={clear}>Clear filters</Button>}
              />
            </Show>
          }
          failed={
            <Suspense>
              <ListTrouble
                trouble={list.trouble()}
                connected={workspace.connection.connected()}
                onRetry={() => list.retry()}
                onClear={clear}
              />
            </Suspense>
          }
        />
        <Show when={mayCount() && list.trouble() === undefined}>
          <ListTotals
            count={count}
            question={question()?.key}
            list={list}
            money={(amount) => workspace.money(amount)}
          />
        </Show>
      </div>
      <Show when={choosing() !== undefined}>
        <Suspense>
          <ColumnChooser
            open={choosing() === true}
            onClose={() => setChoosing(false)}
            columns={columns()}
            view={view()}
            onView={(next) => kept.set(next)}
            onReset={() => kept.reset()}
          />
        </Suspense>
      </Show>
      <Show when={exporting() !== undefined}>
        <Suspense>
          <ExportDialog
            open={exporting() === true}
            onClose={() => setExporting(false)}
            workspace={workspace}
            call={ports.call}
            filters={readListFilters(filters())}
            ids={() => list.ids()}
            order={wanted()?.order ?? ("number" satisfies ListOrder)}
            descending={wanted()?.descending ?? false}
            columns={shownColumns(columns(), view())}
            count={count.text()}
            matching={count.matching()}
            filtered={filtered()}
          />
        </Suspense>
      </Show>
    </Page>
  );
};

export default CustomerList;
